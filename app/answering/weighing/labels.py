"""The label of a row or an item: what it is called, apart from what it says."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.reading import Reading
from app.answering.weighing.matching import match
from app.domain.passages import Passage
from app.domain.sources import Document, Language, Unit, UnitKind
from app.text.column_titles import are_opposites
from app.text.display import cells, display
from app.text.words import content_words

_LONGEST_LABEL = 60
_SURELY = 0.8
_MOST_OF_IT = 0.6
_ENDS = (".", "!", "?")


def is_labelled(reading: Reading, unit: Unit, text: str, language: Language) -> bool:
    """Whether the question names the unit's own label: a row's first cell, or an item's words before a
    colon."""
    return names_label(reading, content_words(label_of(unit, text)), language)


def names_label(reading: Reading, wanted: Sequence[str], language: Language) -> bool:
    """Whether the question names most of a label's content words."""
    named = sum(any(match(term, word, language) >= _SURELY for term in reading.terms) for word in wanted)
    return bool(wanted) and named >= _MOST_OF_IT * len(wanted)


def label_of(unit: Unit, text: str) -> str:
    """A row's first cell, an item's words before a colon, or the term that an item defines; empty where there
    is none."""
    if unit.kind is UnitKind.ROW:
        return cells(text)[0]
    if unit.kind is UnitKind.ITEM and ": " in (shown := display(text[:_LONGEST_LABEL])):
        return shown.split(": ")[0]
    term = text.split("\n")[0]
    return term if unit.kind is UnitKind.ITEM and len(term) < min(len(text), _LONGEST_LABEL) else ""


def explains_itself(passage: Passage, row: Unit) -> bool:
    """Whether a row is a term and a sentence about it, which are understood without the table's header.

    Never where its columns are each other's opposite, "allowed" and "forbidden".
    """
    text = passage.document.text
    held = [cell for cell in cells(row.span.of(text)) if cell]
    if len(held) != 2 or held[0].endswith(_ENDS) or not held[1].endswith(_ENDS):
        return False
    return not any(are_opposites(cells(one.span.of(text))) for one in header_of(passage.document, row))


def header_of(document: Document, row: Unit) -> tuple[Unit, ...]:
    """The header rows of a row's table, which a long table has in another chunk."""
    tables = (block for block in document.blocks if block.span.start <= row.span.start < block.span.end)
    return tuple(unit for table in tables for unit in table.units if unit.kind is UnitKind.HEADER_ROW)
