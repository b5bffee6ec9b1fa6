"""The whole list or table that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.evidence import Evidence, is_labelled, label_of
from app.answering.matching import context_of, covered_share, match, named_share
from app.answering.question_types import NUMBER_WORDS, QuestionType, numbers_in
from app.answering.reading import Reading
from app.domain.passages import Chunk, ChunkKind, Passage, QuestionTerm
from app.domain.sources import UnitKind
from app.text.words import words

ITEMS = (UnitKind.ITEM, UnitKind.ROW)
_ASKING_FOR_ALL = {QuestionType.LIST: 0.4, QuestionType.COMPARISON: 0.5}
_STANDS_OUT = 0.5
_STANDS_OUT_OF_WHAT_IS_ASKED = 1.2
_OWN_EXCESS = 0.2
_ASKING_FOR_ONE = (QuestionType.HOW_MANY, QuestionType.WHEN, QuestionType.WHO, QuestionType.WHERE)
_ABOUT_ALL = 0.75
_SURELY_ABOUT = 0.7
_ABOUT_STEPS = 0.55
_NEARLY = 1.0
_LONGEST_FACT = 100
_MOSTLY = 0.6
_ALIKE = 1.0
_LABEL_WORDS = 2
_CALLED_SO = 2.0
_NAMED_SO = 1.5
_STEPS_SO = 0.5
_DENIED_SO = 1.0
_SURELY_CALLED = 0.6
_LISTED_WITHIN = 4
_ASKING_WORD = re.compile(
    r"\b(?:alla|alle|samtliga|samtlige|all|list[ae]?|nevn|nämn|name|räkna upp|opp|listen|listan|kva)\b"
)
_LIST_MARGIN = 1.0
_READ_FOR_NAMES = 8
_SHORT_ITEM = 45
_SHORT_LIST = 8
_EVERYTHING = re.compile(
    r"\b(?:alla|alle|allt|alt|samtliga|samtlige|all|every|hela|hele|heile|whole|full(?:\w+)?|complete|räkna upp|"
    r"lista|list opp|list)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:inte|ej|icke|ikke|ikkje|not|never|aldrig|aldri|undanta\w*|unnta\w*|unnatek\w*|exce?pt\w*|utom"
    r"|without|utan|uten|slipper?|slepp\w*|slippa|förbjud\w*|forby\w*|forbidden|isn't|aren't|don't)\b",
    re.IGNORECASE,
)
_ASKING_WHO = re.compile(
    r"\b(?:vilka|hvilke|which|who) (?:får|fick|fikk|kan|ska|skal|behöver|trenger|har|må|måste|bör|bør|can|should"
    r"|have|get)\b"
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
    leader = _leading_list(reading, passages)
    if leader is None or _is_its_label_asked(reading, best):
        return ()
    parts = _parts(leader, passages)
    inside = _inside(parts, evidence)
    is_inside = bool(inside) and inside[0] is best
    if is_inside and _asks_for_one(reading, inside):
        return ()
    if reading.type not in _ASKING_FOR_ALL:
        is_counted = _item_count(parts) in numbers_in(reading.text)
        return parts if is_counted or _are_steps(reading, leader) else ()
    return (
        parts
        if is_inside or _is_named(reading, leader) or _item_count(parts) in numbers_in(reading.text)
        else ()
    )


def listing_of_best(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The list of the best unit, where that says nothing alone or the question is about all of it."""
    best = evidence[0]
    if best.passage.chunk.kind is ChunkKind.TEXT:
        named = _named_by_heading(reading, evidence)
        return _parts(named.passage, passages) if named else ()
    parts = _parts(best.passage, passages)
    inside = _inside(parts, evidence)
    if _asks_for_one(reading, inside) or (_are_facts(inside) and not _wants_everything(reading)):
        return ()
    is_part_of_whole = (
        best.unit.kind is UnitKind.ITEM
        and (len(best.text) <= _SHORT_ITEM or best.text[0].islower())
        and _item_count(parts) <= _SHORT_LIST
    )
    is_introduced = says_nothing_alone(best) and reading.type is not QuestionType.YES_NO
    is_whole = is_part_of_whole or is_introduced or _is_about_all(reading, inside)
    return parts if is_whole else ()


def _inside(parts: Sequence[Passage], evidence: Sequence[Evidence]) -> list[Evidence]:
    numbers = {part.chunk.number for part in parts}
    return [one for one in evidence if one.passage.chunk.number in numbers]


def _is_about_all(reading: Reading, inside: Sequence[Evidence]) -> bool:
    """Whether what is asked stands over a list, so that its items answer alike."""
    best = inside[0]
    items = [one for one in inside if one.unit.kind in ITEMS]
    if reading.type in _ASKING_FOR_ONE or len(items) < 2 or not reading.attributes:
        return False
    return (
        _context_share(reading, best.passage) >= _ABOUT_ALL
        and items[1].score >= best.score - _ALIKE
        and _own_excess(reading, best) < _OWN_EXCESS
    )


def _named_by_heading(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The best unit of a list whose heading says what is asked, where the best unit of all only comes near it."""
    best = evidence[0]
    if reading.type in _ASKING_FOR_ONE or reading.type is QuestionType.YES_NO or len(reading.attributes) < 2:
        return None
    near = (one for one in evidence if one.passage is not best.passage and one.score >= best.score - _NEARLY)
    listed = next((one for one in near if one.passage.chunk.kind is ChunkKind.LIST), None)
    if listed is None or listed.passage.document is not best.passage.document:
        return None
    heading = _heading_share(reading, listed.passage)
    return (
        listed if heading >= _SURELY_ABOUT and _heading_share(reading, best.passage) < heading / 2 else None
    )


def _heading_share(reading: Reading, passage: Passage) -> float:
    """The share of the attributes' idf that the nearest heading and the lead-in hold."""
    nearest, *_ = reversed(passage.chunk.headings or ("",))
    lead_in = passage.chunk.lead_in
    told = lead_in.of(passage.document.text) if lead_in else ""
    return covered_share(reading.attributes, ((nearest, 1.0), (told, 1.0)), passage.chunk.language)


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


def _are_steps(reading: Reading, passage: Passage) -> bool:
    """Whether a list is what a question for how to do something asks for: numbered, and called so."""
    over = covered_share(reading.terms, context_of(passage), passage.chunk.language)
    return reading.type is QuestionType.HOW and passage.chunk.ordered and over >= _ABOUT_STEPS


def says_nothing_alone(item: Evidence) -> bool:
    """Whether a unit only announces what stands below it."""
    return item.unit.kind is UnitKind.SENTENCE and item.text.endswith(":")


def _is_named(reading: Reading, passage: Passage) -> bool:
    """Whether what stands over a list says what a question for a list or table asks for."""
    return (
        _context_share(reading, passage) >= _ASKING_FOR_ALL[reading.type]
        or _is_called(_listed(reading), passage) >= _SURELY_CALLED
    )


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
    asks_for_it = reading.type is QuestionType.LIST and _is_named(reading, best.passage)
    stands_out = _STANDS_OUT_OF_WHAT_IS_ASKED if asks_for_it else _STANDS_OUT
    return best.score - items[0].score >= stands_out and _own_excess(reading, best) >= _OWN_EXCESS


def _is_its_label_asked(reading: Reading, item: Evidence) -> bool:
    """Whether what is asked for is the label of one row or item: "which *key tools* has …"."""
    language = item.passage.chunk.language
    if _wants_everything(reading) or not is_labelled(reading, item.unit, item.text, language):
        return False
    label = label_of(item.unit, item.text)
    return reading.asked is None or match(reading.asked, label, language) >= _SURELY_CALLED


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


def _context_share(reading: Reading, passage: Passage) -> float:
    return covered_share(reading.attributes, context_of(passage), passage.chunk.language)


def _leading_list(reading: Reading, passages: Sequence[Passage]) -> Passage | None:
    """The list or table that comes nearest to the question, unless prose is clearly nearer."""
    wanted = (
        (ChunkKind.TABLE,) if reading.type is QuestionType.COMPARISON else (ChunkKind.LIST, ChunkKind.TABLE)
    )
    most_names = max(_names(reading, passage) for passage in passages[:_READ_FOR_NAMES])
    denies = _denies(reading.text)
    near = [
        passage
        for passage in passages
        if passage.chunk.kind in wanted
        and (passage.score >= passages[0].score - _LIST_MARGIN or _is_beside(passage, passages[0]))
        and _names(reading, passage) >= most_names
        and (not denies or _is_denied(passage))
    ]
    if not near:
        return None
    things = _listed(reading)
    return max(
        near,
        key=lambda passage: (
            passage.score
            + _CALLED_SO * _context_share(reading, passage)
            + _NAMED_SO * _is_called(things, passage)
            + _STEPS_SO * _are_steps(reading, passage)
            - _DENIED_SO * (not denies and _is_denied(passage)),
            -passage.chunk.number,
        ),
    )


def _is_beside(passage: Passage, best: Passage) -> bool:
    """Whether a list stands right behind the best passage, under the same heading."""
    one, other = passage.chunk, best.chunk
    same = (one.source_id, one.headings) == (other.source_id, other.headings) and bool(one.headings)
    return same and one.number == other.number + 1


def _denies(text: str) -> bool:
    return bool(_DENYING.search(text))


def _is_denied(passage: Passage) -> bool:
    """Whether a list is of what is not so: its lead-in or heading, or each of its items, says no."""
    text = passage.document.text
    lead_in = passage.chunk.lead_in.of(text) if passage.chunk.lead_in else ""
    items = [unit.span.of(text) for unit in passage.chunk.units if unit.kind in ITEMS]
    over = " ".join((*passage.chunk.headings[-1:], lead_in))
    return _denies(over) or (bool(items) and all(map(_denies, items)))


def _names(reading: Reading, passage: Passage) -> float:
    """The share of the question's names that a passage's document holds: another source's list answers nothing."""
    document = f"{passage.document.source.title} {passage.document.text}"
    return named_share(reading.names, document, passage.chunk.language)


def _listed(reading: Reading) -> tuple[QuestionTerm, ...]:
    """What is asked to be listed: the words behind "which" and "all" or "list", as far as the question has
    them."""
    if _ASKING_WHO.search(reading.text.lower()):
        return ()
    found = _ASKING_WORD.search(reading.text.lower())
    attributes = {term.word: term for term in reading.attributes if term.word not in NUMBER_WORDS}
    near = words(reading.text[found.end() :])[:_LISTED_WITHIN] if found else ()
    behind = next((attributes[word] for word in near if word in attributes), None)
    return tuple(term for term in (reading.asked, behind) if term is not None)


def _is_called(things: Sequence[QuestionTerm], passage: Passage) -> float:
    """How surely the lead-in or heading right over a list names what it is a list of, in [0, 1]."""
    return max(
        (
            weight * match(thing, text, passage.chunk.language)
            for thing in things
            for text, weight in context_of(passage)
        ),
        default=0.0,
    )


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
