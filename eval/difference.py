"""What became of one question from one stored run to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from eval.outcomes import CitedQuote
from eval.reasons import explained_scores, gold_rank
from eval.scores import Result
from eval.showing import Line, heading


def difference(before: Result, after: Result) -> Iterator[Line]:
    """Only what is not the same; `before` is the run that was named first."""
    yield Line(Text("  ".join((before.case.id, before.case.language, before.case.kind)), style="dim"))
    yield Line(Text(before.case.question, style="bold"))
    if before.case != after.case:
        yield Line(Text("the case itself was changed between the runs", style="red"))
    if before.outcome == after.outcome and before.score == after.score:
        yield Line(Text("the same passages, the same answer, the same scores"))
        return
    yield heading("Decision")
    yield _change("status", before.outcome.status, after.outcome.status)
    yield _change("confidence", f"{before.outcome.confidence:.2f}", f"{after.outcome.confidence:.2f}")
    yield _change("failed in", before.score.failed or "nothing", after.score.failed or "nothing")
    yield _change("first gold passage", _rank(before), _rank(after))
    yield heading("Answer")
    yield from _answers(before, after)
    yield heading("Citations")
    yield from _citations(before.outcome.citations, after.outcome.citations)
    yield heading("Scores that differ")
    yield from _scores(before, after)


def _change(name: str, before: str, after: str) -> Line:
    same = before == after
    text = Text(f"{name:21}{before}" if same else f"{name:21}{before} → {after}")
    return Line(text if same else Text(text.plain, style="bold"), 2)


def _rank(result: Result) -> str:
    rank = gold_rank(result)
    return "none" if rank is None else str(rank)


def _answers(before: Result, after: Result) -> Iterator[Line]:
    if before.outcome.text == after.outcome.text:
        yield Line(Text("the same"), 2)
        return
    for name, result in (("before", before), ("after", after)):
        yield Line(Text(f"{name}: {' '.join(result.outcome.text.split())}"), 2)


def _citations(before: Sequence[CitedQuote], after: Sequence[CitedQuote]) -> Iterator[Line]:
    spans = [{(one.source, one.start, one.end): one for one in side} for side in (before, after)]
    gone = [one for span, one in spans[0].items() if span not in spans[1]]
    new = [one for span, one in spans[1].items() if span not in spans[0]]
    if not gone and not new:
        yield Line(Text("the same"), 2)
    for sign, style, quotes in (("−", "red", gone), ("+", "green", new)):
        for one in quotes:
            text = Text.assemble((f"{sign} ", style), f"[{one.source}] {' '.join(one.quote.split())}")
            yield Line(text, 2)


def _scores(before: Result, after: Result) -> Iterator[Line]:
    sides = [{name: (value, why) for name, value, why in explained_scores(one)} for one in (before, after)]
    names = [name for name in sides[0] | sides[1] if _value(sides[0], name) != _value(sides[1], name)]
    if not names:
        yield Line(Text("none"), 2)
    for name in names:
        why = sides[1].get(name, (0.0, ""))[1]
        old, new = _value(sides[0], name), _value(sides[1], name)
        yield Line(Text(f"{name:21}{old:>6} → {new:>6}  {why}".rstrip()), 2)


def _value(scores: dict[str, tuple[float, str]], name: str) -> str:
    return f"{scores[name][0]:.2f}" if name in scores else "–"
