"""`tilda eval judge`: a language model's second opinion on drafted answers, and how far people agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import Data, Run, WrongOptions, settings_for

if TYPE_CHECKING:
    from app.providers import Provider
    from app.settings import Settings
    from eval.judging.judge import Judged

REPLIES = "judge-replies.jsonl"


def judge(
    run: Run,
    model: Annotated[
        str | None,
        typer.Option(metavar="M", help="The judge, openai:NAME or ollama:NAME; may differ from TILDA_MODEL."),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(metavar="F", help="JSONL of people's verdicts: id, aspect, verdict.")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, max=20, help="Ask the judge this often.")] = 5,
    data: Data = None,
) -> None:
    """Add a judge's verdicts to a run, or print how far people agree with them. Never part of a gate."""
    from eval.judging.labels import read_labels
    from eval.judging.report import report_lines
    from eval.judging.stored import read_verdicts, write_verdicts

    if model is None and labels is None:
        raise WrongOptions("expected --model M, --labels F, or both")
    of_people = read_labels(labels) if labels else None
    if model is None:
        judged = read_verdicts(run)
    else:
        settings = settings_for(data)
        judged = tuple(_judged(run, settings, _provider(settings, model), repeat))
        write_verdicts(run, judged)
    for line in report_lines(judged, of_people):
        typer.echo(line)


def _judged(run: Path, settings: Settings, provider: Provider, repeat: int) -> Sequence[Judged]:
    from functools import cache

    from eval.judging.items import items_of
    from eval.judging.judge import Replies, judge_all
    from eval.judging.prompts import load_prompt
    from eval.judging.provider import provider_judge
    from eval.run_folder import read_run

    items = list(items_of(read_run(run).results))
    prompt = cache(load_prompt)
    replies = Replies(settings.data / "eval" / REPLIES)
    with provider_judge(settings, provider) as model:
        return list(judge_all(items, model, lambda item: prompt(item.language), replies, repeat))


def _provider(settings: Settings, model: str) -> Provider:
    from app.providers import provider_of

    try:
        return provider_of(model, settings.model_base_url, settings.model_allowed_hosts)
    except ValueError as fault:
        raise WrongOptions(f"--model: {fault}") from None
