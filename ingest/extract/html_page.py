"""What is collected while an HTML page is read: its text, its blocks, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.sources import Span
from ingest.extract.raw import Extracted, RawBlock, RawPart
from ingest.extract.short_lines import with_facts

_LONGEST_BOLD_TITLE = 120


@dataclass(slots=True)
class Page:
    """The growing text; every addition returns its span."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[RawBlock] = field(default_factory=list)

    def add(self, text: str, separator: str) -> Span:
        if self.length:
            self.pieces.append(separator)
            self.length += len(separator)
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def add_row(self, line: str, separator: str) -> Span:
        """A table row's span begins behind the tabs of empty cells."""
        span = self.add(line, separator)
        return Span(span.start + len(line) - len(line.lstrip("\t")), span.end)

    def extracted(self, metadata: dict[str, object]) -> Extracted:
        text = "".join(self.pieces)
        return Extracted(text, with_facts(text, self.blocks), metadata)


@dataclass(slots=True)
class OpenChrome:
    """`depth` counts the open elements of the same tag; `buffered` is where chrome in a table cell begins.

    An element of `ended_by` shows that the page's text begins and that this was no chrome.
    """

    tag: str
    reason: str
    ended_by: frozenset[str]
    depth: int = 1
    buffered: int | None = None


@dataclass(slots=True)
class OpenList:
    """`is_open_term`: the last part is a term whose definition has not begun."""

    ordered: bool
    parts: list[RawPart] = field(default_factory=list)
    is_open_term: bool = False


def is_box(rows: tuple[RawPart, ...], widest_row: int) -> bool:
    """Whether a table only draws a box around a text: one row of one cell, perhaps below a title."""
    return (
        1 <= len(rows) <= 2
        and widest_row == 1
        and not rows[-1].is_header
        and all(row.is_header for row in rows[:-1])
    )


def is_title(text: str) -> bool:
    """Whether a bold line of its own is a title, as editors without headings write it."""
    return len(text) <= _LONGEST_BOLD_TITLE and not text.endswith((".", "!", ":", ","))
