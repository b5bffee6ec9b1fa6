"""Where a quote stands in a passage: exactly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.drafting.projection import project, smoothed
from app.domain.passages import Passage
from app.domain.sources import Span, Unit, UnitKind

MOST_UNITS = 3
_FEWEST_WORDS = 2
_CITABLE = (UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.ROW)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The whole units that a quote touches, as one span; they are what is cited and what must say it.

    A quote alone could leave out the "not" before it. `above` are the spans that the units cannot be read
    without: a list's lead-in, a table's header row.
    """

    passage: Passage
    span: Span
    above: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return self.span.of(self.passage.document.text)


def find_quote(quote: str, passage: Passage) -> Iterator[Quoted]:
    """Every place in the passage where the quote stands word for word, in order.

    Only what `project` smooths away may differ. A quote has at least two words or is a whole unit, begins and
    ends with whole words, and touches at most `MOST_UNITS` sentences, items or rows; headings are no claims.
    """
    wanted = smoothed(quote).strip()
    if not any(map(str.isalnum, wanted)):
        return
    lead_in = passage.chunk.lead_in
    if lead_in is not None and not passage.chunk.span.covers(lead_in):
        lead = Unit(lead_in, UnitKind.SENTENCE)
        yield from _find(wanted, passage, lead_in, (lead,))
    yield from _find(wanted, passage, passage.chunk.span, passage.chunk.units)


def is_copy(text: str, cited: Sequence[Quoted]) -> bool:
    """Whether a text is the cited units word for word, a row's cells joined by dashes or not."""
    units = " ".join(smoothed(quoted.text) for quoted in cited)
    return _bare(text) == _bare(units)


def _bare(text: str) -> str:
    return re.sub(r"\s*[-|]\s+", " ", smoothed(text)).strip(" .")


def _find(wanted: str, passage: Passage, region: Span, units: tuple[Unit, ...]) -> Iterator[Quoted]:
    projected = project(region.of(passage.document.text))
    start = projected.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if _is_whole_words(projected.text, start, end):
            first, last = projected.places[start], projected.places[end - 1]
            quoted = Span(region.start + first, region.start + last + 1)
            if found := _of_units(quoted, passage, units, len(wanted.split())):
                yield found
        start = projected.text.find(wanted, start + 1)


def _is_whole_words(text: str, start: int, end: int) -> bool:
    opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    closes = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return opens and closes


def _of_units(quoted: Span, passage: Passage, units: tuple[Unit, ...], word_count: int) -> Quoted | None:
    touched = [unit for unit in units if unit.span.start < quoted.end and quoted.start < unit.span.end]
    if not touched or len(touched) > MOST_UNITS or any(unit.kind not in _CITABLE for unit in touched):
        return None
    span = Span(touched[0].span.start, touched[-1].span.end)
    if word_count < _FEWEST_WORDS and len(span.of(passage.document.text).split()) > word_count:
        return None
    return Quoted(passage, span, _above(touched[0].kind, passage))


def _above(kind: UnitKind, passage: Passage) -> tuple[Span, ...]:
    chunk = passage.chunk
    if kind is UnitKind.ITEM and chunk.lead_in is not None:
        return (chunk.lead_in,)
    if kind is UnitKind.ROW:
        return tuple(unit.span for unit in chunk.units if unit.kind is UnitKind.HEADER_ROW)
    return ()
