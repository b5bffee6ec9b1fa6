"""`tilda eval new`: a guided way from a question to a valid case."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Data, Exit, invalid_set_exits, settings_for

CASES = "cases.jsonl"


def new(
    from_log: Annotated[
        Path | None,
        typer.Option(
            "--from-log", metavar="FEEDBACK", help="Take the question from what tilda feedback export wrote."
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="SET", help="The set to add to.", show_default="eval/cases.jsonl in TILDA_DATA"),
    ] = None,
    data: Data = None,
) -> None:
    """Write a case: type a question, pick the passages that answer it, and save a valid line."""
    from eval.authoring.dialogue import InputEnded
    from eval.authoring.feedback import read_feedback
    from eval.authoring.session import new_case
    from eval.authoring.terminal import Terminal
    from eval.in_process import service_in_process

    settings = settings_for(data)
    rated = read_feedback(from_log) if from_log else ()
    path = to or settings.data / "eval" / CASES
    service = service_in_process(settings)
    asked_of = f"{service.library.generation()} {_digest(from_log)}"
    try:
        with invalid_set_exits():
            saved = new_case(Terminal(), service.retriever, path, rated, asked_of)
    except InputEnded:
        typer.echo(f"\n{_KEPT.format(path=path)}", err=True)
        raise typer.Exit(Exit.ERROR) from None
    except KeyboardInterrupt:
        typer.echo(f"\n{_KEPT.format(path=path)}", err=True)
        raise
    if saved is None:
        typer.echo("nothing was saved", err=True)
        return
    case, number = saved
    typer.echo(f"{path}:{number}: {case.id}")
    typer.echo(f"ask it with: tilda eval run {path} --id {case.id}", err=True)


_KEPT = "nothing was added to {path}; your answers are kept, and the same command goes on from there"


def _digest(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
