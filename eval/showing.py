"""One stored result, readable: what was asked, found, answered and cited, and what each was worth."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from eval.measures import MEASURES
from eval.outcomes import RankedPassage
from eval.scores import Result


def show(result: Result) -> Text:
    return Text("\n").join(_lines(result))


def _lines(result: Result) -> Iterator[Text]:
    yield from _question(result)
    yield _heading("Expected")
    yield from _expected(result)
    yield _heading("Passages")
    for rank, passage in enumerate(result.outcome.passages, start=1):
        yield _passage(rank, passage)
    yield _heading("Answer")
    yield from _answer(result)
    yield _heading("Scores")
    for measure in MEASURES:
        value = measure.value([result.score])
        if value is not None:
            yield Text(f"  {measure.name:22}{value:5.2f}  {measure.meaning}")
    yield Text(f"  failed in: {result.score.failed or 'nothing, the answer was accepted'}")


def _question(result: Result) -> Iterator[Text]:
    case = result.case
    yield Text(f"{case.id}  {case.language}  {case.kind}  {case.split}  {' '.join(case.tags)}", style="dim")
    for turn in case.history:
        yield Text(f"  earlier: {turn.question}")
        yield Text(f"           {turn.answer}")
    yield Text(case.question, style="bold")
    if result.outcome.interpreted_question != case.question:
        yield Text(f"interpreted as: {result.outcome.interpreted_question}")


def _expected(result: Result) -> Iterator[Text]:
    case = result.case
    if not case.answerable:
        yield Text("  a refusal" + (", or this correction:" if case.correction else ""))
    if case.correction:
        yield Text(f"  [{case.correction.source}] {case.correction.quote}")
    for name, quotes in case.groups.items():
        for gold in quotes:
            yield Text(f"  {name} [{gold.source}] {gold.quote}")
    if len(case.groups) > 1:
        yield Text("  all of these groups" if case.all_of else "  any one of these groups")
    for alternatives in case.required:
        yield Text(f"  must say: {' | '.join(alternatives)}")


def _passage(rank: int, passage: RankedPassage) -> Text:
    gold = ", ".join(f"{name} {'fully' if level == 2 else 'half'}" for name, level in passage.covers.items())
    text = " ".join(passage.text.split())
    line = Text(f"  {rank:2} {passage.score:6.2f} [{passage.source}] {' › '.join(passage.headings)}")
    if gold:
        line.append(f"  GOLD: {gold}", style="bold")
    return line.append(f"\n      {text if len(text) <= 200 else text[:199] + '…'}")


def _answer(result: Result) -> Iterator[Text]:
    outcome = result.outcome
    yield Text(f"  {outcome.status}, confidence {outcome.confidence:.2f}")
    if outcome.fault:
        yield Text(f"  {outcome.fault}")
    yield Text(f"  {outcome.text}")
    for cited in outcome.citations:
        altered = "" if cited.verbatim else "  NOT VERBATIM"
        yield Text(f"  [{cited.number}] {cited.source} {cited.start}–{cited.end}{altered}: {cited.quote}")


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")
