"""Which units are quoted as one: neighbouring sentences, an item with what lies under it, a definition with
its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.answering.weighing.cohesion import are_adjoining
from app.domain.answers import touches_chrome
from app.domain.passages import Passage
from app.domain.sources import Span, Unit

_LONGEST_WHOLE = 500


def joined_spans(passage: Passage, units: Sequence[Unit]) -> tuple[Span, ...]:
    """The spans of the units; those that stand side by side in a paragraph are one."""
    spans: list[Span] = []
    for before, unit in zip((None, *units), units, strict=False):
        joins = before is not None and are_adjoining(passage, before, unit)
        spans.append(Span(spans.pop().start, unit.span.end) if joins else unit.span)
    return tuple(spans)


def with_wholes(passage: Passage, units: Sequence[Unit]) -> Iterator[tuple[Unit, Span | None]]:
    """Each unit with the span that is cited in its place: that of an item and all that lies under it."""
    at = 0
    while at < len(units):
        end = at + 1
        while end < len(units) and units[end].depth > units[at].depth:
            end += 1
        whole = short_whole(passage, units[at], units[end - 1]) if end > at + 1 else None
        yield from ((unit, whole) for unit in units[at:end])
        at = end


def short_whole(passage: Passage, first: Unit, last: Unit) -> Span | None:
    """From one unit to the end of another, as one quotation; None when that is long or holds page chrome."""
    text = passage.document.text
    start = first.span.start
    while start and text[start - 1] in "*_":
        start -= 1  # bold that begins outside the unit must not end inside the quotation
    whole = Span(start, last.span.end)
    is_long = whole.end - whole.start > _LONGEST_WHOLE
    return None if is_long or touches_chrome(passage.document, whole) else whole
