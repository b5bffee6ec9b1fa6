"""The rows of an HTML table as a grid: every cell keeps its column, whatever spans or is empty beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.text.column_titles import are_titles

_MOST_COLUMNS = 1_000
_LONGEST_REPEATED = 200
_EMPTY = " "  # between two tabs: a cell without text


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    is_header: bool


@dataclass(slots=True)
class Grid:
    """The finished rows of a table and the one that is open."""

    rows: list[Row] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _is_header: bool = True
    _has_own: bool = False
    _below: dict[int, tuple[int, str]] = field(default_factory=dict)  # rows left of a cell, by its column

    def begin_row(self) -> None:
        self._open, self._is_header, self._has_own = [], True, False

    def add_cell(self, text: str, tag: str, attributes: Mapping[str, str | None]) -> None:
        """A cell of the open row: one that spans rows stands in each, one that spans columns in the first."""
        self._fill_from_above()
        columns, rows = _span(attributes, "colspan"), _span(attributes, "rowspan")
        if rows > 1:
            repeated = text if len(text) <= _LONGEST_REPEATED else ""
            self._below[len(self._open)] = (rows, repeated)
        self._open += [text, *[""] * (columns - 1)][: _MOST_COLUMNS - len(self._open)]
        self._has_own = self._has_own or bool(text)
        if text and tag != "th":
            self._is_header = False  # an empty corner cell says nothing

    def end_row(self) -> tuple[str, ...]:
        """The cells of the row, which is added unless it has no text of its own; empty then."""
        self._fill_from_above()
        cells = tuple(self._open) if self._has_own else ()
        self._below = {at: (left - 1, text) for at, (left, text) in self._below.items() if left > 1}
        if cells:
            self.rows.append(Row(cells, self._is_header and not self.rows))
        self.begin_row()
        return cells

    def lines(self) -> Iterator[tuple[str, bool]]:
        """Each row's text, a tab between two cells, and whether it is the header; no column is all empty.

        Empty cells at a row's beginning are bare tabs, so that the row itself begins with its words.
        """
        used = {at for row in self.rows for at, cell in enumerate(row.cells) if cell}
        filled = [[cell for at, cell in enumerate(row.cells) if at in used] for row in self.rows]
        is_marked = any(row.is_header for row in self.rows)
        for number, (row, cells) in enumerate(zip(self.rows, filled, strict=True)):
            line = "\t".join(cell or _EMPTY for cell in cells).strip()
            first = next(at for at, cell in enumerate(cells) if cell)
            is_header = row.is_header or (not number and not is_marked and are_titles(filled))
            yield "\t" * first + line, is_header

    def _fill_from_above(self) -> None:
        while (above := self._below.get(len(self._open))) and len(self._open) < _MOST_COLUMNS:
            self._open.append(above[1])


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    given = attributes.get(name) or "1"
    return min(int(given), _MOST_COLUMNS) if given.isdecimal() and len(given) < 6 else 1
