"""The row of a table that has most or least of what a question asks for: "where did it rise most?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, covered_share
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Unit, UnitKind
from app.text.cell_numbers import cell_number
from app.text.display import row_cells

_MOST = (
    r"mest|flest\w*|högst\w*|høy?est\w*|høgast\w*|störst\w*|størst\w*|längst\w*|lengst\w*|dyrast\w*|dyrest\w*|most"
    r"|highest|largest|biggest|greatest|longest"
)
_LEAST = (
    r"minst|lägst\w*|lavest\w*|lågast\w*|färst|færrest|kortast\w*|kortest\w*|billigast\w*|billigst\w*|least|lowest"
    r"|fewest|smallest|shortest|cheapest"
)
_SUPERLATIVE = re.compile(rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b(?! \d)", re.IGNORECASE)
_ASKING_FOR_NO_ROW = (QuestionType.YES_NO, QuestionType.HOW_MANY, QuestionType.WHY)  # "how many at most?"
_ABOUT = 0.5
_FEWEST_ROWS = 3


def superlative_row(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The row with the highest or lowest number in the column that the question is about; None where it asks for no
    such row, or no table near it has that column.

    The column is the one whose header holds most of what is asked, or the only one with numbers; two rows with
    the same number answer nothing.
    """
    asked = _SUPERLATIVE.search(reading.text)
    if asked is None or reading.type in _ASKING_FOR_NO_ROW or not reading.attributes:
        return None
    best = evidence[0].passage
    near = {one.passage.chunk.number: one.passage for one in evidence}
    for passage in near.values():
        if passage.chunk.kind is not ChunkKind.TABLE:
            continue
        about = covered_share(reading.attributes, context_of(passage), passage.chunk.language)
        if passage is not best and about < _ABOUT:
            continue
        rows = _numbered_rows(reading, passage)
        if len(rows) >= _FEWEST_ROWS and len({number for number, _ in rows}) > 1:
            ordered = sorted(rows, key=lambda pair: pair[0], reverse=asked["most"] is not None)
            if ordered[0][0] != ordered[1][0]:
                return next((one for one in evidence if one.unit is ordered[0][1]), None)
    return None


def _numbered_rows(reading: Reading, passage: Passage) -> list[tuple[float, Unit]]:
    """Each row's number in the column that the question is about; empty without such a column."""
    header = next((unit for unit in passage.chunk.units if unit.kind is UnitKind.HEADER_ROW), None)
    rows = [unit for unit in passage.chunk.units if unit.kind is UnitKind.ROW]
    if header is None or not rows:
        return []
    names = _cells(passage, header)
    filled = [_cells(passage, row) for row in rows]
    columns = [
        at
        for at in range(1, len(names))
        if all(len(one) > at and cell_number(one[at]) is not None for one in filled)
    ]
    if not columns:
        return []
    shares = {
        at: covered_share(reading.attributes, ((names[at], 1.0),), passage.chunk.language) for at in columns
    }
    chosen = max(columns, key=lambda at: (shares[at], -at))
    if len(columns) > 1 and list(shares.values()).count(shares[chosen]) > 1:
        return []
    numbers = (cell_number(one[chosen]) for one in filled)
    return [(number, row) for number, row in zip(numbers, rows, strict=True) if number is not None]


def _cells(passage: Passage, unit: Unit) -> tuple[str, ...]:
    return row_cells(passage.document.text, unit.span.start, unit.span.end)
