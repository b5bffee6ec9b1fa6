"""`tilda eval show`: one stored question with all that decided its scores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Run


def show(
    run: Run,
    id: Annotated[str, typer.Argument(metavar="ID", help="The question's id.")],
    diff: Annotated[
        Path | None, typer.Option(metavar="RUN_B", help="Show what is different in this other run.")
    ] = None,
) -> None:
    """Show one stored question: passages, answer, citations, and what each was worth and why."""
    from rich.console import Console

    from eval.difference import difference
    from eval.run_folder import SOURCES, read_result, read_sources
    from eval.showing import print_lines
    from eval.showing import show as shown

    console = Console(highlight=False)
    result = read_result(run, id)
    if diff is not None:
        print_lines(console, difference(result, read_result(diff, id)))
    else:
        is_finished = (run / SOURCES).exists()  # an interrupted run has its answers, but not yet their texts
        print_lines(console, shown(result, read_sources(run) if is_finished else {}))
