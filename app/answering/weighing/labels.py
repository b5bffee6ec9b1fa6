"""The label of a row or an item: what it is called, apart from what it says."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.reading import Reading
from app.answering.weighing.matching import match
from app.domain.sources import Language, Unit, UnitKind
from app.text.display import cells, display
from app.text.words import content_words

_LONGEST_LABEL = 60
_SURELY = 0.8
_MOST_OF_IT = 0.6


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


def explains_itself(row: str) -> bool:
    """Whether a row is a term and a sentence about it, which are understood without the table's header."""
    held = [cell for cell in cells(row) if cell]
    return len(held) == 2 and held[1].endswith((".", "!", "?"))
