"""The parts of a text whose titles together are a list: its numbered steps, or what one title counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.matching import covered_share, match
from app.domain.passages import Passage
from app.domain.sources import BlockKind, Document, Span, Unit
from app.text.numbers import numbers_in

_FEWEST_PARTS = 3
_LONGEST_PART = 2_000
_SAYS_WHAT_IS_ASKED = 0.5
_SURELY = 0.6
_NUMBERED_PART = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?P<label>[^\W\d_]{3,})\s+\d+\b")
_STEP = re.compile(
    r"steg|step|fase?|phase|trinn|punkt|point|råd|tips?|regel|rule|krav|mål|prin[cs]ipp?|principle",
    re.IGNORECASE,
)


def titled_parts(reading: Reading, passages: Sequence[Passage]) -> tuple[Passage, tuple[Unit, ...]] | None:
    """The titles of a text's steps or phases ("4.2 Phase 2: Paint") when a question asks for these.

    At least three titles beside each other with one word before their numbers, which is the word asked for; or
    the titles below one that counts them ("Our three rules"), which says what is asked.
    """
    if reading.type not in (QuestionType.LIST, QuestionType.OTHER):
        return None
    for passage in passages:
        for counting, titles in _counted_parts(passage.document):
            about = covered_share(
                reading.attributes, ((counting.of(passage.document.text), 1.0),), passage.chunk.language
            )
            is_inside = counting.start <= passage.chunk.span.start <= titles[-1].span.end + _LONGEST_PART
            if reading.attributes and about >= _SAYS_WHAT_IS_ASKED and is_inside:
                return passage, titles
        if reading.type is not QuestionType.LIST:
            continue
        for label, titles in _numbered_parts(passage.document):
            asked = (match(term, label, passage.chunk.language) for term in reading.terms)
            is_about = any(unit.span.start >= titles[0].span.start for unit in passage.chunk.units)
            if max(asked, default=0.0) >= _SURELY and is_about and len(titles) >= _FEWEST_PARTS:
                return passage, titles
    return None


def is_of_a_part(passage: Passage) -> bool:
    """Whether a passage stands under the title of a numbered part ("Step 5: …")."""
    found = (_NUMBERED_PART.match(heading) for heading in passage.chunk.headings[-1:])
    return any(one is not None and _STEP.fullmatch(one["label"]) for one in found)


def _counted_parts(document: Document) -> Iterator[tuple[Span, tuple[Unit, ...]]]:
    """Headings that tell how many headings lie right below them, with these."""
    below: dict[tuple[Span, ...], list[Unit]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            path = document.sections[block.section].headings
            if path and path[-1] == block.span:
                below.setdefault(path[:-1], []).extend(block.units)
    for path, titles in below.items():
        if path and len(titles) > 1 and len(titles) in numbers_in(path[-1].of(document.text)):
            yield path[-1], tuple(titles)


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
