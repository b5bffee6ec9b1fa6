"""The whole list or table that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.evidence import Evidence
from app.answering.matching import context_of, covered_share, match
from app.answering.question_types import QuestionType, numbers_in
from app.answering.reading import Reading
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import UnitKind

ITEMS = (UnitKind.ITEM, UnitKind.ROW)
_ASKING_FOR_ALL = {QuestionType.LIST: 0.4, QuestionType.COMPARISON: 0.5}
_STANDS_OUT = 0.7
_STANDS_OUT_OF_A_LIST = 1.2
_OWN_EXCESS = 0.2
_LIST_MARGIN = 1.0
_SHORT_ITEM = 45
_SHORT_LIST = 8
_EVERYTHING = re.compile(
    r"\b(?:alla|alle|allt|alt|samtliga|samtlige|all|every|hela|hele|heile|whole|full(?:\w+)?|complete|räkna upp|"
    r"lista|list opp|list)\b",
    re.IGNORECASE,
)


def asked_listing(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The whole list or table that the question asks for, in all its parts; empty when it asks for none."""
    best = evidence[0]
    if reading.names_section:
        own = (item.passage for item in evidence if item.passage.chunk.kind is not ChunkKind.TEXT)
        first = next(own, None)
        return _parts(first, passages) if first else ()
    leader = _leading_list(reading, best, passages)
    if leader is None:
        return ()
    parts = _parts(leader, passages)
    numbers = {part.chunk.number for part in parts}
    is_inside = best.passage.chunk.number in numbers
    if is_inside and _asks_for_one(reading, [one for one in evidence if one.passage.chunk.number in numbers]):
        return ()
    asks = reading.type in _ASKING_FOR_ALL and (
        is_inside or _context_share(reading, leader) >= _ASKING_FOR_ALL[reading.type]
    )
    counted = _item_count(parts) in numbers_in(reading.text)
    is_part_of_whole = (
        best.passage is leader
        and best.unit.kind is UnitKind.ITEM
        and (len(best.text) <= _SHORT_ITEM or best.text[0].islower())
        and _item_count(parts) <= _SHORT_LIST
    )
    is_introduced = best.passage is leader and best.unit.kind is UnitKind.SENTENCE and best.text.endswith(":")
    return parts if asks or counted or is_part_of_whole or is_introduced else ()


def _asks_for_one(reading: Reading, evidence: Sequence[Evidence]) -> bool:
    """Whether a question is about one item of a list rather than about the list.

    Then the item stands out among its neighbours and holds words of the question that nothing over the list
    holds; what is asked of a whole list is said in its heading or lead-in, and its items differ little.
    """
    best, *others = evidence
    items = [one for one in others if one.unit.kind in ITEMS]
    if best.unit.kind not in ITEMS or not items or _wants_everything(reading):
        return False
    stands_out = _STANDS_OUT_OF_A_LIST if reading.type is QuestionType.LIST else _STANDS_OUT
    return best.score - items[0].score >= stands_out and _own_excess(reading, best) >= _OWN_EXCESS


def _wants_everything(reading: Reading) -> bool:
    return bool(_EVERYTHING.search(reading.text))


def _own_excess(reading: Reading, item: Evidence) -> float:
    """The share of the attributes' idf that a unit holds beyond what stands over it."""
    mass = sum(term.idf for term in reading.attributes)
    language = item.passage.chunk.language
    excess = sum(
        term.idf
        * max(
            0.0,
            match(term, item.text, language)
            - max(
                (weight * match(term, text, language) for text, weight in context_of(item.passage)), default=0
            ),
        )
        for term in reading.attributes
    )
    return excess / mass if mass else 0.0


def _context_share(reading: Reading, passage: Passage) -> float:
    return covered_share(reading.attributes, context_of(passage), passage.chunk.language)


def _leading_list(reading: Reading, best: Evidence, passages: Sequence[Passage]) -> Passage | None:
    """The list or table that comes nearest to the question, unless prose is clearly nearer."""
    wanted = (
        (ChunkKind.TABLE,) if reading.type is QuestionType.COMPARISON else (ChunkKind.LIST, ChunkKind.TABLE)
    )
    near = [
        passage
        for passage in passages
        if passage.chunk.kind in wanted and passage.score >= passages[0].score - _LIST_MARGIN
    ]
    if not near:
        return None
    return max(
        near,
        key=lambda passage: (
            passage.score
            + 2 * covered_share(reading.attributes, context_of(passage), passage.chunk.language),
            -passage.chunk.number,
        ),
    )


def _parts(leader: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that continue the leader's list under the same heading, in the order of the text."""
    same = [
        passage
        for passage in passages
        if passage.chunk.source_id == leader.chunk.source_id
        and passage.chunk.kind is leader.chunk.kind
        and passage.chunk.headings[:1] == leader.chunk.headings[:1]
        and leader.chunk.headings
    ]
    parts = {passage.chunk.number: passage for passage in (*same, leader)}
    number = leader.chunk.number
    first, last = number, number
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return tuple(parts[at] for at in range(first, last + 1))


def _item_count(parts: Sequence[Passage]) -> int:
    return sum(unit.kind in ITEMS and unit.depth == 0 for part in parts for unit in part.chunk.units)
