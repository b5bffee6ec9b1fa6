"""The sentences, or the item or row, that answer best."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.quoting.completing import has_two_parts, judges, replies
from app.answering.weighing.cohesion import are_adjoining, refers_back, takes_up
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.labels import explains_itself
from app.answering.weighing.matching import covered_share
from app.answering.weighing.reasons import gives_reason
from app.domain.sources import UnitKind

_MOST_SENTENCES = 3
_ADJOINING_MARGIN = 0.6
_FOLLOWING_MARGIN = 2.0  # of a sentence that refers back to the one before it
_GOING_ON_MARGIN = 1.3  # of the sentence behind: what repeats the question is answered there
_APART_MARGIN = 0.3
_SECOND_PART_MARGIN = 2.5  # of a sentence behind it, when the question asks two things
_NEVER = -math.inf
_SAME_QUESTION = 0.8
_RIVAL_MARGIN = 0.5
_RIVAL_COVERAGE = 0.6  # of the best unit's


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
    if best.unit.kind is UnitKind.ROW and not explains_itself(best.passage, best.unit):
        return _named_alike(best, evidence)  # its table's header comes with it; more would hide it
    if best.unit.kind is not UnitKind.SENTENCE:
        return (*_named_alike(best, evidence), *rival)
    return (*quotation(reading, best, evidence), *rival)


def quotation(reading: Reading, best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence with those beside it that it needs or that go on from it, then others that come near.

    A sentence that refers back is quoted with the one that it refers to, and one that reports a claim with the
    one that says whether it holds. What repeats the question is often nearest to it, and answered by the sentence
    behind, which therefore follows by a wide margin where room is left. An item or a row is quoted alone.
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
    at = text.index(best)
    near = _grown(reading, text, slice(at, at + 1), best, _MOST_SENTENCES, _ADJOINING_MARGIN)
    apart = [item for item in own if item not in text[near] and item.score >= best.score - _APART_MARGIN]
    apart = apart[: _MOST_SENTENCES - len(text[near])]
    near = _grown(reading, text, near, best, _MOST_SENTENCES - len(apart), _GOING_ON_MARGIN)
    return tuple(item for item in text if item in text[near] or item in apart)


def _grown(
    reading: Reading, text: Sequence[Evidence], near: slice, best: Evidence, most: int, going_on: float
) -> slice:
    """The part of a text with what stands on either side and may join it, at most `most` sentences.

    `going_on` is the margin of the sentence behind; one that brings its list joins by no wide margin.
    """
    first, last = near.start, near.stop - 1
    while last - first + 1 < most:
        before = after = _NEVER
        if first:
            before = _slack(reading, text[first - 1 : first + 1], best, _ADJOINING_MARGIN, is_new_first=True)
        if text[last + 1 :]:
            margin = _ADJOINING_MARGIN if text[last + 1].text.endswith(":") else going_on
            after = _slack(reading, text[last : last + 2], best, margin, is_new_first=False)
        if max(before, after) < 0:
            break
        first, last = (first - 1, last) if before >= after else (first, last + 1)
    return slice(first, last + 1)


def _slack(
    reading: Reading, pair: Sequence[Evidence], best: Evidence, margin: float, *, is_new_first: bool
) -> float:
    """By how much one of two neighbouring sentences may join the other, which is chosen; below 0: it may not."""
    first, second = pair
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
    if not refers_back(second.text) and not takes_up(first.text, second.text):
        return margin - distance
    return math.inf if is_new_first else _FOLLOWING_MARGIN - distance


def _rival(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit of another passage, when it answers about as well as the best of all: it is about as much of
    what is asked, or of more of the names, and holds the value asked for where the best one does."""
    best = evidence[0]
    rival = next((item for item in evidence if item.passage is not best.passage), None)
    if rival is None or rival.score < best.score - _RIVAL_MARGIN:
        return ()
    tells_less = rival.coverage < _RIVAL_COVERAGE * best.coverage and rival.own_names <= best.own_names
    lacks_value = best.holds_value is True and rival.holds_value is False
    return () if tells_less or lacks_value else (rival,)


def _named_alike(best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best item or row, and those beside it that hold another of the names that the question asks about."""
    alike = [
        item
        for item in evidence
        if item is best
        or (item.passage is best.passage and item.unit.kind is best.unit.kind and item.own_names)
    ]
    return tuple(sorted(alike, key=lambda item: item.unit.span.start))
