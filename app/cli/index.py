"""`tilda index`: the generations on disk."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from app.cli.console import out, talk
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.domain.errors import DamagedGeneration, IndexUnavailable
from app.retrieval.manifest import verified_manifest
from app.retrieval.shelf import Shelf
from app.settings import load_settings

app = typer.Typer(help="List, verify and roll back index generations.", no_args_is_help=True)


@app.command("list")
def list_generations(data: DataOption = None) -> int:
    """Show all generations; the live one is marked."""
    shelf = Shelf(load_settings(data=data).index_folder)
    table = Table()
    for column in ("", "generation", "created", "sources", "chunks", "model"):
        table.add_column(column, overflow="fold")
    current = shelf.current()
    for name in shelf.names():
        mark = "live" if name == current else ""
        try:
            manifest = verified_manifest(shelf.path(name))
        except DamagedGeneration as damage:
            table.add_row(mark, name, f"[red]damaged: {escape(damage.damage)}[/red]")
            continue
        counts = manifest.counts
        model = escape(manifest.model.model)
        table.add_row(mark, name, manifest.created, str(counts.sources), str(counts.chunks), model)
    if not shelf.names():
        raise IndexUnavailable("there is no index yet")
    out.print(table)
    return Exit.DONE


@app.command()
def verify(data: DataOption = None) -> int:
    """Check every file of every generation against its checksum; exit 3 when one is damaged."""
    shelf = Shelf(load_settings(data=data).index_folder)
    if not shelf.names():
        raise IndexUnavailable("there is no index yet")
    damages = 0
    for name in shelf.names():
        try:
            manifest = verified_manifest(shelf.path(name))
        except DamagedGeneration as damage:
            damages += 1
            talk.print(f"[red]{escape(damage.damage)}[/red]", soft_wrap=True)
        else:
            out.print(f"{name}: {len(manifest.files)} files are whole")
    if damages:
        talk.print("run: tilda index rollback, or tilda ingest to build anew")
    return Exit.PARTIAL if damages else Exit.DONE


@app.command()
def rollback(
    generation: Annotated[
        str | None,
        typer.Argument(
            help="The generation to make live; left out, the one before the live one.", show_default=False
        ),
    ] = None,
    data: DataOption = None,
) -> int:
    """Make an earlier, whole generation the live one."""
    shelf = Shelf(load_settings(data=data).index_folder)
    name = generation or _previous(shelf)
    if name not in shelf.names():
        raise IndexUnavailable(f"there is no generation {name}", mend="tilda index list")
    verified_manifest(shelf.path(name))
    shelf.make_current(name)
    out.print(f"{name} is live")
    return Exit.DONE


def _previous(shelf: Shelf) -> str:
    names, current = shelf.names(), shelf.current()
    older = names[: names.index(current)] if current in names else names
    if not older:
        raise IndexUnavailable("there is no earlier generation")
    return older[-1]
