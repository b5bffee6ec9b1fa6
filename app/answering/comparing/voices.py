"""Who speaks where: a source's publisher or author, a speaker in a transcript, who is named beside a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.answering.weighing.matching import match
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Document, Span, Unit

_LETTERHEAD = 160  # characters at the top of a text that may say who wrote it
_FEWEST_TURNS = 4
_SURELY = 0.6
_TURN = re.compile(
    r"^(?:\[?\(?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\)?\]?\s*)?(?P<who>[A-ZÅÄÖÆØ][\w.\- ]{0,30}(?: ?\([^)\n]{1,40}\))?):\s",
    re.MULTILINE,
)
_SPEECH = re.compile(r"\s*[–—«»”\"“-]")
_SAID_BY = re.compile(
    r"\b(?:säger|sade|sa|menar|skriver|berättar|sier|seier|mener|meiner|forteller|fortel|skriv|says|said|writes) "
    r"(?P<who>[A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)*)"
)
# What kind of body is asked, and how such bodies and their texts are called.
_ROLES = tuple(
    (re.compile(asked), re.compile(called, re.IGNORECASE))
    for asked, called in (
        (
            r"fack\w*|fagforening\w*|fagforbund\w*|förbund\w*|forbund\w*|(?:trade )?unions?",
            r"fack(?:et|förb|för)|fagfor|förbund|forbund|\bunion\b",
        ),
        (
            r"myndighet\w*|styresmakt\w*|agency|authority|authorities|direktorat\w*",
            r"myndighet|verket\b|rådet\b|direktorat|inspektion|agency|authority|etaten\b",
        ),
        (
            r"studi\w+|study|undersök\w+|undersøk\w+|utvärdering\w*|evaluering\w*|evaluation|rapport\w*|reports?"
            r"|forsk\w+|research\w*|utredning\w*|inquiry",
            r"\bfou\b|universit|högskol|høgskol|høgskul|forsk|research|institut|utvärder|evaluer|studie|study|rapport|report",
        ),
        (
            r"kommun\w*|region\w*|municipality|council",
            r"kommun|region|municipality|council",
        ),
    )
)


def is_by(body: Sequence[QuestionTerm], passage: Passage) -> bool:
    """Whether a body published or wrote the source, or stands in its title or at the top of its text."""
    told = _origin(passage)
    return bool(body) and all(
        any(match(term, text, passage.chunk.language) >= _SURELY for text in told) for term in body
    )


def is_role(body: str) -> bool:
    """Whether a body is called by what it is, not by its name: "the union", "studien"."""
    return bool(_called(body))


def is_by_such(body: str, passage: Passage) -> bool:
    """Whether the source is by, or is, what a role calls."""
    return any(role.search(text) for role in _called(body) for text in _origin(passage))


def is_said_by(body: Sequence[QuestionTerm], passage: Passage, unit: Unit) -> bool:
    """Whether a unit is a body's turn in a conversation, or its paragraph names the body.

    A paragraph of speech that names nobody goes on from the one before it.
    """
    document, language = passage.document, passage.chunk.language
    speaker = _speaker_at(document, unit.span.start)
    heading = passage.chunk.headings[-1] if passage.chunk.headings else ""
    near = speaker if speaker is not None else f"{heading} {_paragraph(document, unit.span)}"
    return bool(body) and all(match(term, near, language) >= _SURELY for term in body)


def is_about(body: Sequence[QuestionTerm], passage: Passage) -> bool:
    """Whether a text names a body anywhere; a transcript tells who speaks, and is about nobody."""
    document = passage.document
    return (
        bool(body)
        and _speaker_at(document, len(document.text)) is None
        and all(match(term, document.text, passage.chunk.language) >= _SURELY for term in body)
    )


def told_by(text: str) -> str | None:
    """Who is said to have said it: "Vera Lind" in "…, säger Vera Lind"."""
    found = _SAID_BY.search(text)
    return found["who"] if found else None


def _called(body: str) -> list[re.Pattern[str]]:
    *_, last = body.lower().split() or [""]
    return [called for asked, called in _ROLES if asked.fullmatch(last)]


def _origin(passage: Passage) -> tuple[str, ...]:
    """What says who published a source; the top of its text, too, where nothing else does or the publisher is
    named there: a letterhead may name more than one body.
    """
    source = passage.document.source
    first = source.restates or source
    told = [text for text in (source.title, first.publisher, source.publisher, source.author) if text]
    top = passage.document.text[:_LETTERHEAD]
    return (*told, top) if (source.publisher or "").casefold() in top.casefold() else tuple(told)


def _speaker_at(document: Document, place: int) -> str | None:
    """Whose turn it is there in a transcript; None in a text that is none."""
    turns = list(_TURN.finditer(document.text))
    if len(turns) < _FEWEST_TURNS or len({turn["who"] for turn in turns}) == len(turns):
        return None
    before = [turn["who"] for turn in turns if turn.start() < place]
    return before[-1] if before else None


def _paragraph(document: Document, span: Span) -> str:
    for before, block in pairwise((None, *document.blocks)):
        if block is None or not block.span.start <= span.start < block.span.end:
            continue
        text = block.span.of(document.text)
        goes_on = before is not None and _SPEECH.match(text) and told_by(text) is None
        return f"{before.span.of(document.text)} {text}" if before is not None and goes_on else text
    return span.of(document.text)
