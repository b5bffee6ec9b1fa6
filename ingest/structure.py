"""Raw blocks become a document: sections with heading paths, units, lead-ins, languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise

from app.domain.sources import (
    Block,
    BlockKind,
    Document,
    Language,
    Section,
    Source,
    Span,
    Unit,
    UnitKind,
)
from app.text.languages import language_of_block
from app.text.numbers import numbers_in
from app.text.sentences import split_sentences
from ingest.extract.raw import Extracted, RawBlock, RawPart, trimmed
from ingest.extract.short_lines import TIME_STAMP

_LONGEST_LEAD_IN = 400
_SHORTEST_FOR_DETECTION = 80
_FEWEST_HEADLINES = 2
_QUOTE_MARKER = re.compile(r"(?:>[ \t]*)+(?=\S)")
_SPEAKER = re.compile(
    rf"{TIME_STAMP}[ \t]*"
    r"(?:[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,3}:[ \t]+)?"
)
_SPEECH_DASHES = "–—"
_POINTS_BELOW = re.compile(
    r"\b(?:nedan|nedanstående|här nedan|nedenfor|nedanfor|nedenstående|følgende|følgjande|följande|listas|below"
    r"|the following)\b|^(?:här|her|here) (?:är|er|is|are|följer|følger|fylgjer|kommer|finns|finner|ser)\b",
    re.IGNORECASE,
)
_CLOSING = ".!…"
_AFTER_CLOSING = "*_ \"'”’»)]"


def build_document(source: Source, extracted: Extracted) -> Document:
    """The document of one source. Every unit's span slices to its words in `extracted.text`."""
    text = extracted.text
    sections: list[Section] = [Section(())]
    path: list[tuple[int, Span]] = []
    blocks: list[Block] = []
    for place, raw in enumerate(extracted.blocks):
        if raw.kind is BlockKind.HEADING and not raw.is_label:
            path = [(level, span) for level, span in path if level < raw.level]
            path.append((raw.level, raw.span))
            sections.append(Section(tuple(span for level, span in path if not _is_title(level, span, text))))
        language = _language_of(raw, text, source.language)
        lead_in = None
        if raw.parts and blocks and blocks[-1].section == len(sections) - 1:
            items = sum(part.depth == 0 and not part.is_header for part in raw.parts)
            lead_in = _lead_in(text, extracted.blocks[place - 1], blocks[-1], items)
        blocks.append(
            Block(
                kind=raw.kind,
                span=raw.span,
                section=len(sections) - 1,
                language=language,
                units=_units(text, raw),
                lead_in=lead_in,
                ordered=raw.ordered,
                reason=raw.reason,
            )
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, text, digest, tuple(sections), tuple(blocks))


def _is_title(level: int, span: Span, text: str) -> bool:
    """The document's own title stands in front of every chunk anyway."""
    return level == 1 and not text[: span.start].count("\n\n\n\n") and span.start < 2_000


def _units(text: str, raw: RawBlock) -> tuple[Unit, ...]:
    match raw.kind:
        case BlockKind.NOT_CITABLE:
            return ()
        case BlockKind.HEADING:
            return (Unit(raw.span, UnitKind.HEADING),)
        case BlockKind.LIST:
            depths = _depths(text, raw.parts)
            return tuple(
                Unit(part.span, UnitKind.ITEM, depth) for part, depth in zip(raw.parts, depths, strict=True)
            )
        case BlockKind.TABLE:
            return tuple(Unit(part.span, _row_kind(part)) for part in raw.parts)
        case BlockKind.PARAGRAPH if raw.whole:
            return (Unit(raw.span, UnitKind.SENTENCE),)
        case BlockKind.PARAGRAPH:
            return tuple(
                Unit(span, UnitKind.SENTENCE)
                for sentence in split_sentences(text, _without_dash(text, raw.span))
                if (span := trimmed(text, _after_label(text, sentence), sentence.end))
            )


def _depths(text: str, parts: Sequence[RawPart]) -> tuple[int, ...]:
    """The nesting of a list's items; in a flat list of bold and plain items the plain ones lie under the bold.

    Slides lose their indentation on the way to text, but not what is bold.
    """
    is_bold = [text.endswith(("**", "__"), 0, part.span.start) for part in parts]
    is_flat = not any(part.depth for part in parts)
    if is_flat and is_bold[0] and sum(is_bold) >= _FEWEST_HEADLINES:
        return tuple(0 if bold else 1 for bold in is_bold)
    return tuple(part.depth for part in parts)


def _after_label(text: str, sentence: Span) -> int:
    """Where a sentence's words begin: behind a quotation's mark, or behind who says it and when in a transcript."""
    start = _after_quote_marker(text, sentence)
    speaker = _SPEAKER.match(text, start, sentence.end)
    return speaker.end() if speaker and speaker.end() < sentence.end else start


def _after_quote_marker(text: str, sentence: Span) -> int:
    """Where a sentence begins that stands at the beginning of a later line of a Markdown quotation."""
    marker = _QUOTE_MARKER.match(text, sentence.start, sentence.end)
    if marker is None:
        return sentence.start
    line_start = text.rfind("\n", 0, sentence.start) + 1
    is_later_line = line_start > 0 and not text[line_start : sentence.start].strip(" >")
    return marker.end() if is_later_line else sentence.start


def _row_kind(part: RawPart) -> UnitKind:
    return UnitKind.HEADER_ROW if part.is_header else UnitKind.ROW


def _without_dash(text: str, span: Span) -> Span:
    """Speech in an interview begins with a dash that belongs to the page, not to the sentence."""
    start = span.start
    if text[start] in _SPEECH_DASHES and text[start + 1 : span.end][:1].isspace():
        start += 1
        while start < span.end - 1 and text[start].isspace():
            start += 1
    return Span(start, span.end)


def _lead_in(text: str, raw: RawBlock, above: Block, items: int) -> Span | None:
    """The text that introduces a list or table: the block above, `raw` before it had units.

    That is its own title, or a paragraph whose last sentence goes on or asks; a long paragraph introduces with
    its last sentence only, and one that ends in a full stop with the sentence that points below, or with its
    last one when that tells how many `items` there are.
    """
    if above.kind is not BlockKind.PARAGRAPH and not raw.is_label:
        return None
    if not above.units:
        return None
    last = above.units[-1].span
    end = above.span.of(text).rstrip(_AFTER_CLOSING)[-1:]
    if end == "?" and len(above.units) > 1:
        return last
    if end in _CLOSING:
        counted = [last] if items in numbers_in(last.of(text)) else []
        pointing = (unit.span for unit in reversed(above.units) if _POINTS_BELOW.search(unit.span.of(text)))
        return next(iter((*pointing, *counted)), None)
    is_short = above.span.end - above.span.start <= _LONGEST_LEAD_IN
    return Span((above.units[0].span if is_short else last).start, last.end)


def _language_of(raw: RawBlock, text: str, default: Language) -> Language:
    """The block's own language when it is long enough to tell, else the document's."""
    words = raw.span.of(text)
    if len(words) < _SHORTEST_FOR_DETECTION or raw.kind is BlockKind.NOT_CITABLE:
        return default
    return language_of_block(words, default)


def faults_of_structure(document: Document) -> tuple[str, ...]:
    """What breaks the promises of a document: blocks and units in order, none overlapping, none outside."""
    faults = []
    if any(a.span.end > b.span.start for a, b in pairwise(document.blocks)):
        faults.append("blocks overlap or are out of order")
    for block in document.blocks:
        if any(a.span.end > b.span.start for a, b in pairwise(block.units)):
            faults.append(f"units of the block at {block.span} overlap or are out of order")
        if not all(block.span.covers(unit.span) for unit in block.units):
            faults.append(f"a unit lies outside its block at {block.span}")
    return tuple(faults)
