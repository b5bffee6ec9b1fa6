"""`tilda eval run`: asks a set of questions and says how good the answers were."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.domain.sources import Language
from eval.cases import DEV_SET, Kind, Split
from eval.commands.options import Data, Sets, invalid_set_exits, settings_for


def run(
    sets: Sets = None,
    split: Annotated[Split | None, typer.Option(help="Only this half of the set.")] = None,
    lang: Annotated[list[Language] | None, typer.Option(help="Only questions in this language.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only questions of this kind.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only questions with this tag (all given).")] = None,
    not_tag: Annotated[list[str] | None, typer.Option(help="Only questions without this tag.")] = None,
    id: Annotated[list[str] | None, typer.Option(help="Only this question.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many questions.")] = None,
    data: Data = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the results.", metavar="RUN_DIR")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Ask the questions, print the scores, and store every answer with its scores."""
    from eval.selection import Selection

    selection = Selection(
        split,
        tuple(lang or ()),
        tuple(kind or ()),
        tuple(tag or ()),
        tuple(not_tag or ()),
        tuple(id or ()),
        limit,
    )
    with invalid_set_exits():
        from rich.console import Console

        from eval.run_folder import summary_json
        from eval.session import evaluate_in_process
        from eval.tables import report

        settings = settings_for(data)
        folder = out or settings.data / "eval" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        done = evaluate_in_process(
            sets or (DEV_SET,), selection, settings, folder, progress=sys.stderr.isatty()
        )
        if as_json:
            typer.echo(summary_json(done.run), nl=False)
        else:
            Console().print(report(done.run.summary, done.results, done.milliseconds, folder, done.left_out))
