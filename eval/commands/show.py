"""`tilda eval show`: one stored question with all that decided its scores."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from eval.commands.options import Run


def show(run: Run, id: Annotated[str, typer.Argument(metavar="ID", help="The question's id.")]) -> None:
    """Show one stored question: passages, answer, citations, and what each was worth."""
    from rich.console import Console

    from eval.run_folder import read_result
    from eval.showing import show as shown

    Console().print(shown(read_result(run, id)), soft_wrap=not sys.stdout.isatty())
