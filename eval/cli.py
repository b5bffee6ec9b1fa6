"""`tilda eval`: ask a set of questions and see how good the answers are. Parse → one call → exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.domain.sources import Language
from eval.cases import DEV_SET, InvalidSet, Kind, Split

if TYPE_CHECKING:
    from app.settings import Settings

EXIT_INVALID = 3

app = typer.Typer(no_args_is_help=True, help="Measure the answers on a set of questions.")

Sets = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[SET]...", help="JSONL files of cases.", show_default="the shipped dev.jsonl"),
]
Data = Annotated[Path | None, typer.Option(help="Folder with the index; as for the other commands.")]


@app.command()
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
    with _invalid_set_exits():
        from rich.console import Console

        from eval.run_folder import summary_json
        from eval.session import evaluate_in_process
        from eval.tables import report

        settings = _settings(data)
        folder = out or settings.data / "eval" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        done = evaluate_in_process(
            sets or (DEV_SET,), selection, settings, folder, progress=sys.stderr.isatty()
        )
        if as_json:
            typer.echo(summary_json(done.run), nl=False)
        else:
            Console().print(report(done.run.summary, done.results, done.milliseconds, folder, done.left_out))


@app.command()
def validate(sets: Sets = None, data: Data = None) -> None:
    """Check that a set can be asked: exact quotes, unique ids, known kinds. Lists all faults."""
    with _invalid_set_exits():
        from eval.cases import load_sets
        from eval.session import indexed_texts

        cases = load_sets(sets or (DEV_SET,), indexed_texts(_settings(data)))
        answerable = sum(case.answerable for case in cases)
        typer.echo(f"valid: {len(cases)} cases, {answerable} answerable, {len(cases) - answerable} not")


@app.command()
def show(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a finished run.")],
    id: Annotated[str, typer.Argument(metavar="ID", help="The question's id.")],
) -> None:
    """Show one stored question: passages, answer, citations, and what each was worth."""
    from rich.console import Console

    from eval.run_folder import read_result
    from eval.showing import show as shown

    Console().print(shown(read_result(run, id)), soft_wrap=not sys.stdout.isatty())


def _settings(data: Path | None) -> Settings:
    from app.settings import load_settings

    return load_settings(data=data)


@contextmanager
def _invalid_set_exits() -> Iterator[None]:
    """Other errors are for the handler that all commands of `tilda` share."""
    try:
        yield
    except InvalidSet as invalid:
        count = len(invalid.faults)
        typer.echo(f"{invalid}\n{count} {'fault' if count == 1 else 'faults'} in the set", err=True)
        raise typer.Exit(EXIT_INVALID) from None
