"""The whole list or table that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.asking.question_types import NUMBER_WORDS, QuestionType, numbers_in
from app.answering.asking.reading import Reading
from app.answering.lists.list_choice import (
    ASKING_FOR_ALL,
    ASKING_FOR_ONE,
    ITEMS,
    SURELY_CALLED,
    are_steps,
    context_share,
    is_named,
    leading_list,
    named_by_heading,
)
from app.answering.lists.list_first import says_more
from app.answering.lists.occasions import is_its_list
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.labels import is_labelled, label_of
from app.answering.weighing.matching import context_of, match
from app.domain.passages import Chunk, ChunkKind, Passage
from app.domain.sources import UnitKind

_STANDS_OUT = 0.5
_STANDS_OUT_OF_WHAT_IS_ASKED = 1.2
_OWN_EXCESS = 0.2
_ABOUT_ALL = 0.75
_LONGEST_FACT = 100
_MOSTLY = 0.6
_ALIKE = 1.0
_LABEL_WORDS = 2
_SHORT_ITEM = 45
_SHORT_LIST = 8
_MEASURED = re.compile(
    rf"\b(?:\d+|{'|'.join(sorted(NUMBER_WORDS))}) (?:sekund|minut|tim|hour|dag|dyg|døg|day|vec|uke|vek|week"
    r"|måned|månad|month|år|year|kr|milj|mill|pro[cs]ent|per ?cent|gång|gang|gong|times?|sid|page)\w*",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    r"\b(?:alla|alle|allt|alt|samtliga|samtlige|all|every|hela|hele|heile|whole|full(?:\w+)?|complete|räkna upp|"
    r"lista|list opp|list)\b",
    re.IGNORECASE,
)


def asked_listing(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The whole list or table that the question asks for, in all its parts; empty when it asks for none."""
    if reading.names_section:
        own = (item.passage for item in evidence if item.passage.chunk.kind is not ChunkKind.TEXT)
        first = next(own, None)
        return _parts(first, passages) if first else ()
    return _listing_by_question(reading, evidence, passages)


def _listing_by_question(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The list or table that a question for one asks for, by its heading, its lead-in or its length."""
    best = evidence[0]
    leader = leading_list(reading, passages)
    if leader is None or _is_its_label_asked(reading, best):
        return ()
    parts = _parts(leader, passages)
    inside = _inside(parts, evidence)
    is_inside = bool(inside) and inside[0] is best
    if is_inside and _asks_for_one(reading, inside):
        return ()
    if reading.type not in ASKING_FOR_ALL:
        return parts if _is_counted(reading, parts) or are_steps(reading, leader) else ()
    return parts if is_inside or is_named(reading, leader) or _is_counted(reading, parts) else ()


def _is_counted(reading: Reading, parts: Sequence[Passage]) -> bool:
    """Whether the question tells how many items the list has; "three weeks" tells of none."""
    return reading.type is not QuestionType.WHY and _item_count(parts) in numbers_in(
        _MEASURED.sub(" ", reading.text)
    )


def listing_of_best(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The list of the best unit, where that says nothing alone or the question is about all of it."""
    best = evidence[0]
    if best.passage.chunk.kind is ChunkKind.TEXT:
        named = named_by_heading(reading, evidence)
        return _parts(named.passage, passages) if named else ()
    parts = _parts(best.passage, passages)
    inside = _inside(parts, evidence)
    elsewhere = next((one for one in evidence if one not in inside), best)
    is_led_by = says_more(reading, best, elsewhere)
    if is_its_list(reading, best) or (is_led_by and best.score < elsewhere.score):
        return parts
    if _asks_for_one(reading, inside) or (_are_facts(inside) and not _wants_everything(reading)):
        return ()
    is_part_of_whole = (
        best.unit.kind is UnitKind.ITEM
        and (len(best.text) <= _SHORT_ITEM or best.text[0].islower())
        and _item_count(parts) <= _SHORT_LIST
    )
    is_introduced = says_nothing_alone(best) and reading.type is not QuestionType.YES_NO
    is_whole = is_part_of_whole or is_introduced or is_led_by or _is_about_all(reading, inside)
    return parts if is_whole else ()


def _inside(parts: Sequence[Passage], evidence: Sequence[Evidence]) -> list[Evidence]:
    numbers = {part.chunk.number for part in parts}
    return [one for one in evidence if one.passage.chunk.number in numbers]


def _is_about_all(reading: Reading, inside: Sequence[Evidence]) -> bool:
    """Whether what is asked stands over a list, so that its items answer alike."""
    best = inside[0]
    items = [one for one in inside if one.unit.kind in ITEMS]
    if reading.type in ASKING_FOR_ONE or len(items) < 2 or not reading.attributes:
        return False
    return (
        context_share(reading, best.passage) >= _ABOUT_ALL
        and items[1].score >= best.score - _ALIKE
        and _own_excess(reading, best) < _OWN_EXCESS
    )


def _are_facts(inside: Sequence[Evidence]) -> bool:
    """Whether a list is a box of labels with their values, of which each question asks for one."""
    items = [one for one in inside if one.unit.kind is UnitKind.ITEM]
    facts = [
        one
        for one in items
        if label_of(one.unit, one.text)
        and len(one.text) <= _LONGEST_FACT
        and not one.text.rstrip().endswith((".", "!", "?"))
    ]
    return bool(items) and len(facts) >= _MOSTLY * len(items)


def says_nothing_alone(item: Evidence) -> bool:
    """Whether a unit only announces what stands below it."""
    return item.unit.kind is UnitKind.SENTENCE and item.text.endswith(":")


def _asks_for_one(reading: Reading, evidence: Sequence[Evidence]) -> bool:
    """Whether a question is about one item of a list rather than about the list.

    Then the item stands out among its neighbours and holds words of the question that nothing over the list
    holds; what is asked of a whole list is said in its heading or lead-in, and its items differ little.
    """
    best, *others = evidence
    items = [one for one in others if one.unit.kind in ITEMS]
    if best.unit.kind not in ITEMS or not items or _wants_everything(reading) or _are_labels(evidence):
        return False
    if _is_its_label_asked(reading, best):
        return True
    asks_for_it = reading.type is QuestionType.LIST and is_named(reading, best.passage)
    stands_out = _STANDS_OUT_OF_WHAT_IS_ASKED if asks_for_it else _STANDS_OUT
    return best.score - items[0].score >= stands_out and _own_excess(reading, best) >= _OWN_EXCESS


def _is_its_label_asked(reading: Reading, item: Evidence) -> bool:
    """Whether what is asked for is the label of one row or item, "which *key tools* has …", or a row is so labelled
    whose table is not called what is asked: "which politicians were *present*"."""
    language = item.passage.chunk.language
    if _wants_everything(reading) or not is_labelled(reading, item.unit, item.text, language):
        return False
    label = label_of(item.unit, item.text)
    if reading.asked is None or match(reading.asked, label, language) >= SURELY_CALLED:
        return True
    return reading.type is QuestionType.LIST and not is_named(reading, item.passage)


def _are_labels(evidence: Sequence[Evidence]) -> bool:
    """Whether most items are of one or two words, which say nothing alone: the labels of a figure."""
    items = [one for one in evidence if one.unit.kind is UnitKind.ITEM]
    return 2 * sum(len(one.text.split()) <= _LABEL_WORDS for one in items) > len(items)


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


def _parts(leader: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that continue the leader's list under the same heading, in the order of the text."""
    same = [
        passage
        for passage in passages
        if passage.chunk.source_id == leader.chunk.source_id
        and passage.chunk.kind is leader.chunk.kind
        and _goes_on_with(leader.chunk, passage.chunk)
    ]
    parts = {passage.chunk.number: passage for passage in (*same, leader)}
    number = leader.chunk.number
    first, last = number, number
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return tuple(parts[at] for at in range(first, last + 1))


def _goes_on_with(chunk: Chunk, other: Chunk) -> bool:
    """Whether two lists may be parts of one: under one heading, or one right below the other's, and not each with
    a lead-in of its own."""
    depth = min(len(chunk.headings), len(other.headings))
    has_own = None not in (chunk.lead_in, other.lead_in) and chunk.lead_in != other.lead_in
    return depth > 0 and chunk.headings[:depth] == other.headings[:depth] and not has_own


def _item_count(parts: Sequence[Passage]) -> int:
    return sum(unit.kind in ITEMS and unit.depth == 0 for part in parts for unit in part.chunk.units)
