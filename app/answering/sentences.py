"""The sentences, or the item or row, that answer best."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.evidence import Evidence
from app.answering.matching import covered_share
from app.answering.reading import Reading
from app.domain.sources import UnitKind

_MOST_SENTENCES = 3
_NEXT_SENTENCE_MARGIN = 0.4
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


def best_units(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit and those of its chunk that come near it, in the order of the text."""
    best = evidence[0]
    rival = _rival(evidence)
    if best.unit.kind is not UnitKind.SENTENCE:
        return (*_named_alike(best, evidence), *rival)
    near = [
        item
        for item in evidence
        if item.passage is best.passage
        and item.unit.kind is UnitKind.SENTENCE
        and item.score >= best.score - _NEXT_SENTENCE_MARGIN
    ]
    return (*sorted(near[:_MOST_SENTENCES], key=lambda item: item.unit.span.start), *rival)


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
