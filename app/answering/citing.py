"""Citations are issued here and nowhere else: each is a verified quotation with the next free number."""

from __future__ import annotations

from app.domain.answers import Citation, Sentence
from app.domain.passages import Passage
from app.domain.sources import Span, Unit, UnitKind
from app.text.display import display, row_cells


class CitationBook:
    """Numbers citations from 1 on; one span of one text has one number."""

    def __init__(self) -> None:
        self._issued: dict[tuple[str, Span], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._issued.values())

    def cite(self, passage: Passage, span: Span) -> int:
        """The number of the citation of a span; raises `UnverifiedQuote` for one that may not be cited."""
        key = (passage.document.source.id, span)
        if key not in self._issued:
            self._issued[key] = Citation(
                number=len(self._issued) + 1,
                document=passage.document,
                span=span,
                quote=span.of(passage.document.text),
                headings=passage.chunk.headings,
            )
        return self._issued[key].number

    def quoted(self, passage: Passage, unit: Unit, whole: Span | None = None) -> Sentence:
        """A unit as a sentence of the answer; cited is the whole that it is part of, else the unit."""
        quote = unit.span.of(passage.document.text)
        is_row = unit.kind in (UnitKind.ROW, UnitKind.HEADER_ROW)
        row = row_cells(passage.document.text, unit.span.start, unit.span.end) if is_row else ()
        return Sentence(
            text=" – ".join(cell for cell in row if cell) if is_row else display(quote),
            citations=(self.cite(passage, whole or unit.span),),
            cells=row,
            depth=unit.depth,
        )

    def quoted_span(self, passage: Passage, span: Span) -> Sentence:
        """A run of sentences as one sentence of the answer."""
        return Sentence(text=display(span.of(passage.document.text)), citations=(self.cite(passage, span),))
