"""Questions that name a section by its heading, or are its heading: that section answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.answering.asking.question_types import QuestionType, question_type
from app.domain.passages import Passage
from app.text.normalise import matching_form
from app.text.words import words

_QUOTED = re.compile(r"«([^»]{3,200})»|“([^”]{3,200})”|”([^”]{3,200})”|\"([^\"]{3,200})\"")
_FEWEST_WORDS = 3
_NUMBER = re.compile(r"^(?:§ ?\d+|\d+(?:\.\d+)+[.)]?|\d+[.)]|[IVX]+[.)]|\d+(?= [A-ZÅÄÖÆØ])) +(?=\S)")


def without_number(heading: str) -> str:
    """A heading as people say it: "4.2 Uppföljning" is about "Uppföljning"."""
    return _NUMBER.sub("", heading)


def named_section(question: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of the section whose heading the question quotes, in the order of the text; mostly none.

    Of several sections with that heading, the one that was found first. None for "what is «…»?", which asks for a
    definition of what it quotes.
    """
    if question_type(question) is QuestionType.DEFINITION:
        return ()
    quoted = quoted_in(question)
    for passage in passages:
        chunk = passage.chunk
        if chunk.headings and _forms(chunk.headings[-1]) & quoted:
            return _section_of(passage, passages)
    return ()


def headed_section(question: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of the section whose heading is the question, word for word; mostly none."""
    heading = next((one for one in passages if is_heading(question, one)), None)
    return () if heading is None else _section_of(heading, passages)


def is_heading(question: str, passage: Passage) -> bool:
    """Whether a question stands over a passage word for word. One or two words ask for less than a section."""
    headings = passage.chunk.headings
    return bool(headings) and _whole(question) in _forms(headings[-1])


@lru_cache(maxsize=100)
def _whole(question: str) -> str | None:
    """The matching form of a question that may be a heading."""
    return matching_form(question) if len(words(question)) >= _FEWEST_WORDS else None


def _section_of(one: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    place = (one.chunk.source_id, one.chunk.headings)
    section = [other for other in passages if (other.chunk.source_id, other.chunk.headings) == place]
    return tuple(sorted(section, key=lambda other: other.chunk.number))


@lru_cache(maxsize=5_000)
def _forms(heading: str) -> frozenset[str]:
    return frozenset({matching_form(heading), matching_form(without_number(heading))})


def quoted_in(question: str) -> frozenset[str]:
    """What stands between quotation marks, in matching form."""
    found = (text for match in _QUOTED.finditer(question) for text in match.groups() if text)
    return frozenset(map(matching_form, found))
