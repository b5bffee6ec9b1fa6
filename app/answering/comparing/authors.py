"""Who wrote a text: its byline says it, which holds no word of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import covered_share
from app.answering.weighing.read_unit import read_unit
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Unit
from app.text.display import display

_ASKS = re.compile(
    r"^(?:\w+ ){0,2}?(?:vem|hvem|kven|who)(?: (?:är|er|is|var|was) (?:det|it) (?:som|that))?"
    r"(?: (?:har|hade|hadde|has|had))?"
    r" (?:(?:skrev|skrivit|skreiv|skrevet|skrive|wrote|written|författat|författade|forfattet|forfatta)"
    r"|(?:är|er|is|var|was) (?:the )?(?:författare\w*|forfatter\w*|forfattar\w*|authors?) (?:till?|av|of|bak\w*))"
    r" (?!(?:under|av|till?|om|to|på)\b)\w",
    re.IGNORECASE,
)
_WRITING = re.compile(r"skr[ei]\w*|wr[io]t\w+|författ\w+|forfatt\w+|authors?")
_PERSON = r"[A-ZÅÄÖÆØ][\wéü-]+(?: [A-ZÅÄÖÆØ][\wéü-]*\.?)* [A-ZÅÄÖÆØ][\wéü-]+"
_BYLINE = re.compile(
    r"(?:^(?i:av|by|text|tekst)|\b(?i:skriven av|skrivet av|skrevet av|skrive av|written by|posted by"
    r"|(?:text och|tekst og) (?:foto|bilder?)|författare|forfatter\w*|forfattar\w*|authors?))"
    rf"(?:: ?| ){_PERSON}"
)
_NAME_AND_ROLE = re.compile(rf"{_PERSON}(?: (?:och|og|and) {_PERSON})?(?: ?[,·|(–])")
_ABOUT = 0.3
_ALONE = 3.0  # above the rest, which adds nothing to a byline
_GENRE = re.compile(
    r"(?:rapport|report|artik|tekst|text|innlegg|innlägg|krön|kron|article|post|document|dokument|guide"
    r"|source|käll|kild|kjeld)\w*"
)


def with_bylines(question: str, near: Sequence[Passage], found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages to read, for a question who wrote a text with all found ones that hold a byline."""
    if not _ASKS.search(question):
        return tuple(near)
    return (
        *near,
        *(one for one in found if one not in near and any(map(partial(_is_byline, one), one.chunk.units))),
    )


def byline_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Reading, tuple[Evidence, ...]]:
    """For a question who wrote a text, the byline of the text that is asked about moved to the front, and the
    question without its words for writing and for texts, which no byline need hold; else both as they are."""
    if not evidence or not _ASKS.search(reading.text) or _is_byline(evidence[0].passage, evidence[0].unit):
        return reading, tuple(evidence)
    asked = [term for term in reading.terms if not _WRITING.fullmatch(term.word)]
    telling = [term for term in asked if not _GENRE.fullmatch(term.word)] or asked
    most = max(one.names for one in evidence)
    bylines = [one for one in evidence if one.names >= most and _is_byline(one.passage, one.unit)]
    found = max(bylines, key=lambda one: (_about(telling, one.passage), one.score), default=None)
    if found is None or _about(telling, found.passage) < _ABOUT:
        return reading, tuple(evidence)
    attributes = tuple(term for term in reading.attributes if term in telling)
    alone = replace(found, score=evidence[0].score + _ALONE)
    return replace(reading, attributes=attributes), (alone, *(one for one in evidence if one is not found))


def _is_byline(passage: Passage, unit: Unit) -> bool:
    read = read_unit(passage, unit)
    text = display(read.text)
    return bool(_BYLINE.search(text) or (read.is_unfinished and _NAME_AND_ROLE.match(text)))


def _about(asked: Sequence[QuestionTerm], passage: Passage) -> float:
    """The share of the idf of what is asked about that stands in the title of a passage's document."""
    return covered_share(asked, ((passage.document.source.title, 1.0),), passage.chunk.language)
