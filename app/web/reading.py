"""A source's text laid out for reading, one passage of it marked. No word is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.sources import Block, BlockKind, Document, Language, Span, Unit, UnitKind
from app.text.display import row_cells


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, inside the passage or not; the anchor is where the passage begins."""

    text: str
    is_marked: bool = False
    is_anchor: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading, a list item, or a table row in its cells."""

    cells: tuple[tuple[Piece, ...], ...]
    depth: int = 0
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """`level` is a heading's depth in the heading path from 1 on; 0 is the text's own title."""

    kind: BlockKind
    language: Language
    lines: tuple[Line, ...]
    level: int = 0
    ordered: bool = False


def lay_out(document: Document, passage: Span | None) -> tuple[Part, ...]:
    """The document without its page chrome."""
    levels = {span: level for section in document.sections for level, span in enumerate(section.headings, 1)}
    marker = _Marker(document.text, passage)
    return tuple(
        Part(
            kind=block.kind,
            language=block.language,
            lines=tuple(marker.lines(block)),
            level=levels.get(block.span, 0),
            ordered=block.ordered,
        )
        for block in document.blocks
        if block.kind is not BlockKind.NOT_CITABLE
    )


class _Marker:
    """Cuts text at the passage's ends, and remembers whether the anchor is set."""

    def __init__(self, text: str, passage: Span | None) -> None:
        self._text = text
        self._passage = passage
        self._is_anchored = False

    def lines(self, block: Block) -> Iterable[Line]:
        match block.kind:
            case BlockKind.LIST:
                return (Line((self._pieces(unit.span),), unit.depth) for unit in block.units)
            case BlockKind.TABLE:
                return (self._row(unit) for unit in block.units)
            case _:
                return (Line((self._pieces(block.span),)),)

    def _row(self, unit: Unit) -> Line:
        """A row is cited whole, so each of its cells is marked or none is."""
        is_marked = self._passage is not None and _overlap(self._passage, unit.span)
        cells = row_cells(self._text, unit.span.start, unit.span.end)
        row = tuple((self._piece(cell, is_marked),) for cell in cells)
        return Line(row, is_header=unit.kind is UnitKind.HEADER_ROW)

    def _pieces(self, span: Span) -> tuple[Piece, ...]:
        if self._passage is None or not _overlap(self._passage, span):
            return (Piece(span.of(self._text)),)
        start, end = max(span.start, self._passage.start), min(span.end, self._passage.end)
        before = Piece(self._text[span.start : start])
        after = Piece(self._text[end : span.end])
        pieces = (before, self._piece(self._text[start:end], True), after)
        return tuple(piece for piece in pieces if piece.text)

    def _piece(self, text: str, is_marked: bool) -> Piece:
        is_anchor = is_marked and not self._is_anchored
        self._is_anchored = self._is_anchored or is_anchor
        return Piece(text, is_marked, is_anchor)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
