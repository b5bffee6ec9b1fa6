"""What a text enumerates without a list: in sentences behind one that counts them, or in the titles of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.answering.cohesion import are_adjoining
from app.answering.evidence import Evidence
from app.answering.matching import match
from app.answering.question_types import QuestionType
from app.answering.reading import Reading
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import BlockKind, Document, Unit, UnitKind
from app.text.numbers import numbers_in
from app.text.words import words

_COUNTS = range(2, 10)
_BARE_COUNT_WORDS = 4
_FEWEST_PARTS = 3
_SURELY = 0.6
_ORDINALS = (
    r"först\w*|sedan|därefter|dessutom|vidare|slutligen|till sist|sist|för det (?:första|andra|tredje|fjärde)|dels"
    r"|det (?:ena|andra|tredje|första|andre)|den (?:ena|andra|ene|andre|tredje|första)|først\w*|deretter|så|dernest"
    r"|dessuten|til slutt|til sist|for det (?:første|andre|tredje|fjerde)|ein|eitt|ett|en|et|ei|second\w*|third\w*"
    r"|first\w*|then|finally|lastly|one|another|next|also|och|og|and"
)
_ENUMERATING = re.compile(rf"(?:{_ORDINALS})\b", re.IGNORECASE)
_NUMBERED_PART = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?P<label>[^\W\d_]{3,})\s+\d+\b")


def told_one_by_one(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence that counts what is asked for, with the sentences that tell it; empty where there are none.

    "We did two things. We stopped … And we began …": as many sentences follow as are counted, and all begin
    as the first does or with a word that enumerates; behind a bare count ("Three things.") any will do.
    """
    if reading.type is not QuestionType.LIST or evidence[0].unit.kind is not UnitKind.SENTENCE:
        return ()
    best = evidence[0]
    own = {item.unit.span.start: item for item in evidence if item.passage is best.passage}
    units = [unit for unit in best.passage.chunk.units if unit.kind is UnitKind.SENTENCE]
    for at, unit in enumerate(units):
        told = _told_behind(best.passage, units[at:])
        if told and best.unit in (unit, *told):
            return tuple(own[one.span.start] for one in (unit, *told) if one.span.start in own)
    return ()


def is_listed(item: Evidence) -> bool:
    """Whether a unit belongs to a list or table, or sentences behind it tell what it counts."""
    if item.passage.chunk.kind is not ChunkKind.TEXT:
        return True
    units = [unit for unit in item.passage.chunk.units if unit.kind is UnitKind.SENTENCE]
    return item.unit in units and bool(_told_behind(item.passage, units[units.index(item.unit) :]))


def _told_behind(passage: Passage, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The sentences that tell what the first unit counts."""
    text = passage.document.text
    counting = units[0].span.of(text)
    for count in sorted(numbers_in(counting) & set(_COUNTS)):
        told = tuple(units[1 : 1 + count])
        beside = all(are_adjoining(passage, a, b) for a, b in zip(units, told, strict=False))
        if (
            len(told) == count
            and beside
            and (_is_bare(counting) or _are_alike([one.span.of(text) for one in told]))
        ):
            return told
    return ()


def _is_bare(sentence: str) -> bool:
    return len(sentence.split()) <= _BARE_COUNT_WORDS and not sentence.endswith("?")


def _are_alike(told: Sequence[str]) -> bool:
    """Whether sentences begin with one word, or all but the first with one that enumerates."""
    firsts = [words(sentence)[0] if words(sentence) else "" for sentence in told]
    like_first = [
        bool(_ENUMERATING.match(sentence.lstrip("–—-* "))) or first == firsts[0]
        for sentence, first in zip(told, firsts, strict=True)
    ]
    return all(like_first[1:])


def titled_parts(reading: Reading, passages: Sequence[Passage]) -> tuple[Passage, tuple[Unit, ...]] | None:
    """The titles of a text's steps or phases ("4.2 Phase 2: Paint") when a question asks for these.

    At least three titles beside each other with one word before their numbers, which is the word asked for.
    """
    if reading.type is not QuestionType.LIST:
        return None
    for passage in passages:
        for label, titles in _numbered_parts(passage.document):
            asked = (match(term, label, passage.chunk.language) for term in reading.terms)
            is_about = any(unit.span.start >= titles[0].span.start for unit in passage.chunk.units)
            if max(asked, default=0.0) >= _SURELY and is_about and len(titles) >= _FEWEST_PARTS:
                return passage, titles
    return None


def _numbered_parts(document: Document) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    """Runs of headings of one section that have the same word before their number."""
    found: list[tuple[str, Unit]] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            numbered = _NUMBERED_PART.match(block.span.of(document.text))
            found += [(numbered["label"].lower() if numbered else "", unit) for unit in block.units]
    for label, run in groupby(found, key=lambda pair: pair[0]):
        if label:
            yield label, tuple(unit for _, unit in run)
