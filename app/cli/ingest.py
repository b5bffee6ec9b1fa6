"""`tilda ingest`: texts become an index generation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from app.cli.console import out, progress_bar, talk
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.settings import load_settings
from ingest.report import IngestReport


def ingest_texts(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files and folders; left out, the corpus folder (TILDA_CORPUS).", show_default=False
        ),
    ] = None,
    explain: Annotated[
        Path | None,
        typer.Option("--explain", help="Show what one file's text becomes; nothing is built."),
    ] = None,
    data: DataOption = None,
) -> int:
    """Read texts and publish them as the live index; earlier indexes are kept."""
    settings = load_settings(data=data)
    if explain is not None:
        from app.cli.explain import explain_file

        return explain_file(explain, settings.language)
    from app.wiring import build_embedder, build_shelf
    from ingest.build import ingest
    from ingest.manifest import list_files

    chosen = tuple(paths or (settings.corpus,))
    list_files(chosen)  # a broken manifest is told before the model is loaded
    with progress_bar("Embedding") as progress:
        report = ingest(
            chosen,
            shelf=build_shelf(settings),
            embedder=build_embedder(settings),
            default_language=settings.language,
            keep_generations=settings.keep_generations,
            progress=progress,
        )
    _print(report)
    return Exit.PARTIAL if report.is_partial else Exit.DONE


def _print(report: IngestReport) -> None:
    table = Table(title=None)
    for column in ("source", "title", "language"):
        table.add_column(column, overflow="fold")
    for column in ("units", "chunks", "not citable"):
        table.add_column(column, justify="right")
    for source in report.sources:
        table.add_row(
            escape(source.id),
            escape(source.title),
            source.language.value,
            str(source.units),
            str(source.chunks),
            str(source.not_citable),
        )
    out.print(table)
    for source in report.sources:
        for warning in source.warnings:
            talk.print(f"[yellow]warning[/yellow] {escape(source.id)} {escape(warning)}", soft_wrap=True)
    for skip in report.skipped:
        talk.print(f"[red]left out[/red] {escape(str(skip.path))} {escape(skip.reason)}", soft_wrap=True)
    languages = Counter(source.language.value for source in report.sources)
    parts = ", ".join(f"{count} {language}" for language, count in sorted(languages.items()))
    state = "published" if report.published else "unchanged"
    out.print(
        f"{report.generation} {state}: {len(report.sources)} sources ({parts}), "
        f"{sum(source.chunks for source in report.sources)} chunks, {report.embedded} texts embedded"
    )
    if report.removed:
        out.print(f"removed old: {', '.join(report.removed)}")
