"""The sentences, or the item or row, that answer best."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.quoting.completing import gives_reason, has_two_parts, judges, replies
from app.answering.weighing.cohesion import are_adjoining, refers_back
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.labels import explains_itself
from app.answering.weighing.matching import covered_share
from app.domain.sources import UnitKind

_MOST_SENTENCES = 3
_ADJOINING_MARGIN = 0.6
_FOLLOWING_MARGIN = 2.0  # of a sentence that refers back to the one before it
_APART_MARGIN = 0.3
_SECOND_PART_MARGIN = 2.5  # of a sentence behind it, when the question asks two things
_NEVER = -math.inf
_SAME_QUESTION = 0.8
_RIVAL_MARGIN = 0.5


def whole_reply(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The whole reply to an interview's or a FAQ's question that asks the same; empty when none does."""
    best = evidence[0]
    passage = best.passage
    heading = passage.chunk.headings[-1] if passage.chunk.headings else ""
    if best.unit.kind is not UnitKind.SENTENCE or not heading.endswith("?") or not reading.attributes:
        return ()
    if covered_share(reading.attributes, ((heading, 1.0),), passage.chunk.language) < _SAME_QUESTION:
        return ()
    same = [item for item in evidence if item.passage is passage and item.unit.kind is UnitKind.SENTENCE]
    return tuple(sorted(same, key=lambda item: item.unit.span.start))


def best_units(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit and those of its chunk that come near it, in the order of the text."""
    best = evidence[0]
    rival = _rival(evidence)
    if best.unit.kind is UnitKind.ROW and not explains_itself(best.text):
        return _named_alike(best, evidence)  # its table's header comes with it; more would hide it
    if best.unit.kind is not UnitKind.SENTENCE:
        return (*_named_alike(best, evidence), *rival)
    return (*quotation(reading, best, evidence), *rival)


def quotation(reading: Reading, best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence with those beside it that it needs or that go on from it, then others that come near.

    A sentence that refers back is quoted with the one that it refers to, and one that reports a claim with the
    one that says whether it holds; an item or a row is quoted alone.
    """
    if best.unit.kind is not UnitKind.SENTENCE:
        return (best,)
    own = [
        item
        for item in evidence
        if item.passage is best.passage
        and item.unit.kind is UnitKind.SENTENCE
        and (item is best or not best.holds_value or not item.text.endswith(":"))  # ":" brings a list
    ]
    text = sorted(own, key=lambda item: item.unit.span.start)
    first = last = text.index(best)
    while last - first + 1 < _MOST_SENTENCES:
        before = _slack(reading, text[first - 1], text[first], best, is_new_first=True) if first else _NEVER
        after = (
            _slack(reading, text[last], text[last + 1], best, is_new_first=False)
            if text[last + 1 :]
            else _NEVER
        )
        if max(before, after) < 0:
            break
        first, last = (first - 1, last) if before >= after else (first, last + 1)
    near = text[first : last + 1]
    apart = [item for item in own if item not in near and item.score >= best.score - _APART_MARGIN]
    chosen = (*near, *apart)[:_MOST_SENTENCES]
    return tuple(sorted(chosen, key=lambda item: item.unit.span.start))


def _slack(
    reading: Reading, first: Evidence, second: Evidence, best: Evidence, *, is_new_first: bool
) -> float:
    """By how much one of two adjoining sentences may join the other, which is chosen; below 0: it may not."""
    if not are_adjoining(best.passage, first.unit, second.unit):
        return _NEVER
    new = first if is_new_first else second
    if best.holds_value is False and new.holds_value:
        return math.inf
    distance = best.score - new.score
    if not is_new_first and (judges(first.text, second.text) or replies(first.text, second.text)):
        return math.inf
    if reading.type is QuestionType.WHY and gives_reason(second.text) and not gives_reason(first.text):
        return math.inf
    if not is_new_first and has_two_parts(reading):
        return _SECOND_PART_MARGIN - distance
    if not refers_back(second.text):
        return _ADJOINING_MARGIN - distance
    return math.inf if is_new_first else _FOLLOWING_MARGIN - distance


def _rival(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit of another passage, when it answers about as well as the best of all."""
    best = evidence[0]
    others = (item for item in evidence if item.passage is not best.passage)
    rival = next(others, None)
    return (rival,) if rival and rival.score >= best.score - _RIVAL_MARGIN else ()


def _named_alike(best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best item or row, and those beside it that hold another of the names that the question asks about."""
    alike = [
        item
        for item in evidence
        if item is best
        or (item.passage is best.passage and item.unit.kind is best.unit.kind and item.own_names)
    ]
    return tuple(sorted(alike, key=lambda item: item.unit.span.start))
