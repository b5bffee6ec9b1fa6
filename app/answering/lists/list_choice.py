"""Which list or table comes nearest to what a question asks for, by its place and by what stands over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.asking.question_types import NUMBER_WORDS, QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, covered_share, match, named_share
from app.domain.passages import ChunkKind, Passage, QuestionTerm
from app.domain.sources import UnitKind
from app.text.words import words

ASKING_FOR_ALL = {QuestionType.LIST: 0.4, QuestionType.COMPARISON: 0.5}
ASKING_FOR_ONE = (QuestionType.HOW_MANY, QuestionType.WHEN, QuestionType.WHO, QuestionType.WHERE)
SURELY_CALLED = 0.6
ITEMS = (UnitKind.ITEM, UnitKind.ROW)
_SURELY_ABOUT = 0.7
_ABOUT_STEPS = 0.55
_NEARLY = 1.0
_CALLED_SO = 2.0
_NAMED_SO = 1.5
_STEPS_SO = 0.5
_DENIED_SO = 1.0
_LISTED_WITHIN = 4
_ASKING_WORD = re.compile(
    r"\b(?:alla|alle|samtliga|samtlige|all|list[ae]?|nevn|nämn|name|räkna upp|opp|listen|listan|kva)\b"
)
_LIST_MARGIN = 1.0
_READ_FOR_NAMES = 8
_DENYING = re.compile(
    r"\b(?:inte|ej|icke|ikke|ikkje|not|never|aldrig|aldri|undanta\w*|unnta\w*|unnatek\w*|exce?pt\w*|utom"
    r"|without|utan|uten|slipper?|slepp\w*|slippa|förbjud\w*|forby\w*|forbidden|isn't|aren't|don't)\b",
    re.IGNORECASE,
)
_ASKING_WHO = re.compile(
    r"\b(?:vilka|hvilke|which|who) (?:får|fick|fikk|kan|ska|skal|behöver|trenger|har|må|måste|bör|bør|can|should"
    r"|have|get)\b"
)


def leading_list(reading: Reading, passages: Sequence[Passage]) -> Passage | None:
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
            + _CALLED_SO * context_share(reading, passage)
            + _NAMED_SO * _is_called(things, passage)
            + _STEPS_SO * are_steps(reading, passage)
            - _DENIED_SO * (not denies and _is_denied(passage)),
            -passage.chunk.number,
        ),
    )


def named_by_heading(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The best unit of a list whose heading says what is asked, where the best unit of all only comes near it."""
    best = evidence[0]
    if reading.type in ASKING_FOR_ONE or reading.type is QuestionType.YES_NO or len(reading.attributes) < 2:
        return None
    near = (one for one in evidence if one.passage is not best.passage and one.score >= best.score - _NEARLY)
    listed = next((one for one in near if one.passage.chunk.kind is ChunkKind.LIST), None)
    if listed is None or listed.passage.document is not best.passage.document:
        return None
    heading = _heading_share(reading, listed.passage)
    return (
        listed if heading >= _SURELY_ABOUT and _heading_share(reading, best.passage) < heading / 2 else None
    )


def is_named(reading: Reading, passage: Passage) -> bool:
    """Whether what stands over a list says what a question for a list or table asks for."""
    return (
        context_share(reading, passage) >= ASKING_FOR_ALL[reading.type]
        or _is_called(_listed(reading), passage) >= SURELY_CALLED
    )


def are_steps(reading: Reading, passage: Passage) -> bool:
    """Whether a list is what a question for how to do something asks for: numbered, and called so."""
    over = covered_share(reading.terms, context_of(passage), passage.chunk.language)
    return reading.type is QuestionType.HOW and passage.chunk.ordered and over >= _ABOUT_STEPS


def context_share(reading: Reading, passage: Passage) -> float:
    return covered_share(reading.attributes, context_of(passage), passage.chunk.language)


def _heading_share(reading: Reading, passage: Passage) -> float:
    """The share of the attributes' idf that the nearest heading and the lead-in hold."""
    nearest, *_ = reversed(passage.chunk.headings or ("",))
    lead_in = passage.chunk.lead_in
    told = lead_in.of(passage.document.text) if lead_in else ""
    return covered_share(reading.attributes, ((nearest, 1.0), (told, 1.0)), passage.chunk.language)


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
