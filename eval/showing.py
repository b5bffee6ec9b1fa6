"""One stored result, readable: what was asked, found, answered and cited, and what each was worth and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from app.domain.answers import is_plain_character
from eval.answer_metrics import is_gold
from eval.marking import Stretch, cited_excerpts, marked_passage
from eval.outcomes import RankedPassage
from eval.reasons import WHY_FAILED, explained_scores, said
from eval.run_sources import StoredSource
from eval.scores import Result

Sources = Mapping[str, StoredSource]


@dataclass(frozen=True, slots=True)
class Line:
    """A line under an indent: folded under it on a terminal, whole in a pipe."""

    text: Text
    indent: int = 0


def print_lines(console: Console, lines: Iterable[Line]) -> None:
    for line in lines:
        if not all(map(is_plain_character, line.text.plain)):
            line = Line(_harmless(line.text.plain), line.indent)
        if console.is_terminal:
            console.print(Padding(line.text, (0, 0, 0, line.indent), expand=False))
        else:
            console.print(Text(" " * line.indent) + line.text, soft_wrap=True)


def _harmless(text: str) -> Text:
    """A stored text may hold control characters; a terminal would obey them."""
    return Text("".join(character if is_plain_character(character) else "�" for character in text))


def show(result: Result, sources: Sources) -> Iterator[Line]:
    """Gold stands between ⟦ and ⟧, in bold where there is colour."""
    yield from _question(result)
    yield from _verdict(result)
    yield heading("Expected")
    yield from _expected(result)
    yield heading("Answer")
    yield from _answer(result)
    if result.outcome.citations:
        yield heading("Citations in their source, gold between ⟦ ⟧")
        yield from _citations(result, sources)
    yield heading("Passages found")
    for rank, passage in enumerate(result.outcome.passages, start=1):
        yield from _passage(result, rank, passage, sources.get(passage.source))
    if not result.outcome.passages:
        yield Line(Text("none"), 2)
    yield heading("Scores, and why")
    yield from score_lines(explained_scores(result))


def heading(text: str) -> Line:
    return Line(Text(f"\n{text}", style="bold"))


def score_lines(scores: Iterable[tuple[str, float, str]]) -> Iterator[Line]:
    for name, value, why in scores:
        yield Line(Text(f"{name:21}{value:8.2f}  {why}".rstrip()), 2)


def _question(result: Result) -> Iterator[Line]:
    case = result.case
    about = (case.id, case.language, case.kind, case.split, *case.tags)
    yield Line(Text("  ".join(about), style="dim"))
    for turn in case.history:
        yield Line(Text(f"earlier: {turn.question}"), 2)
        if turn.answer:
            yield Line(Text(turn.answer), 11)
    yield Line(Text(case.question, style="bold"))
    if result.outcome.interpreted_question not in ("", case.question):
        yield Line(Text(f"interpreted as: {result.outcome.interpreted_question}"))


def _verdict(result: Result) -> Iterator[Line]:
    failed = result.score.failed
    if failed is None:
        yield Line(Text("failed in: nothing, the answer was accepted", style="green"))
    else:
        yield Line(Text.assemble((f"failed in: {failed}", "red"), f" ({WHY_FAILED[failed]})"))


def _expected(result: Result) -> Iterator[Line]:
    case = result.case
    if not case.answerable:
        yield Line(Text("a refusal" + (", or this correction:" if case.correction else "")), 2)
    if case.correction:
        yield Line(Text(f"[{case.correction.source}] {case.correction.quote}"), 2)
    for name, quotes in case.groups.items():
        for gold in quotes:
            yield Line(Text(f"{name} [{gold.source}] {gold.quote}"), 2)
    if len(case.groups) > 1:
        yield Line(Text("all of these groups" if case.all_of else "any one of these groups"), 2)
    for alternatives in case.required:
        mark = "says" if said(result, alternatives) else "DOES NOT SAY"
        yield Line(Text(f"{mark}: {' | '.join(alternatives)}"), 2)


def _answer(result: Result) -> Iterator[Line]:
    outcome = result.outcome
    yield Line(Text(f"{outcome.status}, confidence {outcome.confidence:.2f}", style="dim"), 2)
    if outcome.fault:
        yield Line(Text(outcome.fault, style="red"), 2)
    if outcome.text:
        yield Line(Text(" ".join(outcome.text.split())), 2)


def _citations(result: Result, sources: Sources) -> Iterator[Line]:
    for cited in result.outcome.citations:
        line = Text(f"[{cited.number}] {cited.source} {cited.start}–{cited.end}")
        line.append("  gold" if is_gold(result.case, cited) else "  not gold")
        if not cited.verbatim:
            line.append("  NOT VERBATIM", style="red")
        yield Line(line, 2)
        source = sources.get(cited.source)
        if source is None or not cited.verbatim:
            yield Line(Text(" ".join(cited.quote.split())), 6)
        else:
            [(_, found)] = cited_excerpts(result.case, source, [cited])
            yield Line(_marked(found.stretches), 6)


def _passage(
    result: Result, rank: int, passage: RankedPassage, source: StoredSource | None
) -> Iterator[Line]:
    line = Text(f"{rank:2} {passage.score:6.2f} [{passage.source}] {' › '.join(passage.headings)}")
    if passage.covers:
        levels = (f"{name} {'fully' if level == 2 else 'half'}" for name, level in passage.covers.items())
        line.append(f"  GOLD: {', '.join(levels)}", style="bold")
    yield Line(line, 1)
    yield Line(_marked(marked_passage(result.case, source, passage)), 6)


def _marked(stretches: Sequence[Stretch]) -> Text:
    """White space on one line; a mark that goes on from one stretch to the next is not closed between."""
    text = Text()
    inside = False
    for stretch in stretches:
        if stretch.is_gold != inside:
            text.append("⟦" if stretch.is_gold else "⟧", style="bold")
            inside = stretch.is_gold
        style = " ".join(
            name for name, has in (("bold", stretch.is_gold), ("underline", stretch.is_cited)) if has
        )
        text.append(_on_one_line(stretch.text), style=style or None)
    return text.append("⟧", style="bold") if inside else text


def _on_one_line(text: str) -> str:
    """The words with single spaces between, and one at an end where there was any."""
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if words and text[-1:].isspace() else ""
    return f"{before}{words}{after}"
