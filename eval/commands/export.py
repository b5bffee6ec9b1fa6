"""`tilda eval export`: a run for other tools, or as the baseline of later ones."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Run


class Format(StrEnum):
    TREC = "trec"
    CSV = "csv"
    RAGAS = "ragas"
    BASELINE = "baseline"


_NAMES = {
    Format.TREC: "trec",
    Format.CSV: "results.csv",
    Format.RAGAS: "ragas.jsonl",
    Format.BASELINE: "baseline.json",
}


def export(
    run: Run,
    format: Annotated[Format, typer.Option(help="What to write.")],
    out: Annotated[
        Path | None, typer.Option(help="File, for trec a folder.", show_default="in the run's folder")
    ] = None,
) -> None:
    """Write a run as TREC qrels and run files, CSV, ragas samples, or a baseline to compare with."""
    from eval.exporting import csv_of, ragas_of, write_trec
    from eval.run_folder import read_run
    from eval.scored_run import baseline_json, scored_run

    stored = read_run(run)
    target = out or run / _NAMES[format]
    match format:
        case Format.TREC:
            write_trec(target, stored.results)
        case Format.CSV:
            _write(target, csv_of(stored.results, stored.milliseconds))
        case Format.RAGAS:
            _write(target, ragas_of(stored.results))
        case Format.BASELINE:
            _write(target, baseline_json(scored_run(stored)))
    typer.echo(f"written to {target}", err=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
