"""`tilda eval run`: asks a set of questions and says how good the answers were."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.domain.sources import Language
from eval.cases import DEV_SET, Kind, Split
from eval.commands.gate import Baseline, GateFile, GateOption, gates_from
from eval.commands.judge import judge as judge_run
from eval.commands.options import Data, Exit, Sets, WrongOptions, invalid_set_exits, settings_for

if TYPE_CHECKING:
    from app.settings import Settings
    from eval.asking import System
    from eval.session import Plan

_JOBS_OVER_HTTP = 4

Output = Annotated[Path | None, typer.Option(metavar="F", help="Also write this format; - is stdout.")]


def run(
    sets: Sets = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask a running service instead of this process.")
    ] = None,
    in_process: Annotated[
        bool, typer.Option("--in-process", help="Ask in this process, as without --base-url.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="RUN_DIR", help="Folder for the results.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only questions with this tag (all given).")] = None,
    not_tag: Annotated[list[str] | None, typer.Option(help="Only questions without this tag.")] = None,
    lang: Annotated[list[Language] | None, typer.Option(help="Only questions in this language.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only questions of this kind.")] = None,
    split: Annotated[Split | None, typer.Option(help="Only this half of the set.")] = None,
    id: Annotated[list[str] | None, typer.Option(help="Only this question.")] = None,
    failed_in: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Only questions that were not accepted in that run.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many questions.")] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=50, help="Passages kept of each question.")] = 10,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, max=32, help="Questions under way at a time.", show_default="1; 4 with --base-url"
        ),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, max=20, help="Ask this often and tell the spread.")] = 1,
    judge: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Then add this judge's verdicts; see `judge`.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the intervals and tests.")] = 1,
    gate: GateOption = None,
    gate_file: GateFile = None,
    baseline: Baseline = None,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit 2 when significantly worse than --baseline.")
    ] = False,
    junit: Output = None,
    html: Output = None,
    json: Output = None,
    csv: Output = None,
    by: Annotated[
        str, typer.Option(metavar="DIMENSIONS", help="Rows of the table: lang, kind, direction, split, tag.")
    ] = "lang,kind",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but failed gates.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the interrupted run in --out; same options as then.")
    ] = False,
    data: Data = None,
) -> None:
    """Ask the questions, print the scores, and store every answer with its scores."""
    from eval.outputs import Outputs, parse_dimensions, write_outputs
    from eval.scored_run import read_scored_run
    from eval.selection import Selection, failed_ids
    from eval.session import Plan, evaluate_repeatedly

    if in_process and base_url:
        raise WrongOptions("expected either --in-process or --base-url")
    if resume and not out:
        raise WrongOptions("--resume needs the folder of the interrupted run: --out RUN_DIR")
    if fail_on_regression and not baseline:
        raise WrongOptions("--fail-on-regression needs the run to compare with: --baseline RUN")
    gates = gates_from(gate, gate_file)
    compared = read_scored_run(baseline) if baseline else None
    ids = tuple(id or ())
    selection = Selection(
        split,
        tuple(lang or ()),
        tuple(kind or ()),
        tuple(tag or ()),
        tuple(not_tag or ()),
        failed_ids(failed_in, ids) if failed_in else ids,
        limit,
    )
    jobs = jobs or (_JOBS_OVER_HTTP if base_url else 1)
    plan = Plan(tuple(sets or (DEV_SET,)), selection, k, jobs, seed)
    settings = settings_for(data)
    outputs = Outputs(
        junit, html, json, csv, parse_dimensions(by), settings.language, quiet, fail_on_regression
    )
    folder = out or settings.data / "eval" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    asked = _over_http(base_url, settings) if base_url else _in_process(plan, settings)
    show_progress = sys.stderr.isatty() and not quiet
    with invalid_set_exits(), _interruption_explained(folder), asked as system:
        runs = evaluate_repeatedly(folder, plan, system, repeat, resume=resume, progress=show_progress)
    passed = write_outputs(folder, runs, gates, compared, outputs)
    if judge:
        judge_run(folder, model=judge, data=data)
    if not passed:
        raise typer.Exit(Exit.GATE_FAILED)
    if all(result.outcome.failed for result in runs[0].results):
        raise typer.Exit(Exit.ERROR)


@contextmanager
def _in_process(plan: Plan, settings: Settings) -> Iterator[System]:
    from eval.cases import load_sets
    from eval.in_process import service_in_process
    from eval.indexed import indexed_texts

    load_sets(plan.sets, indexed_texts(settings))  # faults show before the service is built
    yield service_in_process(settings)


@contextmanager
def _over_http(base_url: str, settings: Settings) -> Iterator[System]:
    from eval.http_client import HttpClient
    from eval.indexed import indexed_sources
    from eval.over_http import service_at

    try:
        client = HttpClient(base_url)
    except ValueError as error:
        raise WrongOptions(f"--base-url: {error}") from None
    with client:
        system, fault = service_at(client, lambda: indexed_sources(settings))
        if fault:
            typer.echo(f"{client.address}: {fault}; the set is checked against the index here", err=True)
        yield system


@contextmanager
def _interruption_explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(
            f"\ninterrupted; what was finished is in {folder}. Go on with the same options and: "
            f"--resume --out {folder}",
            err=True,
        )
        raise
