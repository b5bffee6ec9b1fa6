"""Chunks: consecutive units of one section, about 400 characters, lists and tables whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.passages import Chunk, ChunkKind
from app.domain.sources import Block, BlockKind, Document, Language, Span, Unit, UnitKind
from app.text.display import display

CHUNKER_VERSION = 14
TARGET = 400
LONGEST_PROSE = 500
LONGEST_LIST = 1_800
LONGEST_UNIT = 1_000
_SEPARATOR = " – "


@dataclass(frozen=True, slots=True)
class _Piece:
    """Units that must stay together, with the block they come from."""

    block: Block
    units: tuple[Unit, ...]

    @property
    def span(self) -> Span:
        return Span(self.units[0].span.start, self.units[-1].span.end)


def chunk_document(document: Document, first_number: int = 0) -> tuple[Chunk, ...]:
    """The chunks of a document, numbered from `first_number` on.

    Every unit is in exactly one chunk; no chunk crosses a section, a list item or a table row; a list or
    table is one chunk, or, when longer than `LONGEST_LIST` characters, several cut between items.
    """
    groups = [
        group
        for _, blocks in groupby(document.blocks, key=lambda block: block.section)
        for run in _runs(blocks)
        for group in _grouped(run, document.text)
    ]
    return tuple(_chunk(document, group, first_number + offset) for offset, group in enumerate(groups))


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks that stand together without page chrome between them, so that no chunk reaches over chrome."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.NOT_CITABLE:
            yield run
            run = []
        else:
            run.append(block)
    yield run


def _grouped(blocks: Sequence[Block], text: str) -> Iterator[tuple[_Piece, ...]]:
    """Pieces that make up one chunk each; a list takes its lead-in along, a heading what follows it."""
    group: tuple[_Piece, ...] = ()
    for piece in _pieces(blocks, text):
        if group and not _fits(group, piece):
            lead_in = _lead_in_of(group, piece)
            rest = group[: len(group) - len(lead_in)]
            if lead_in and _only_headings(rest):
                rest, lead_in = (), group
            if rest:
                yield rest
            group = lead_in
        group = (*group, piece)
    if group:
        yield group


def _pieces(blocks: Sequence[Block], text: str) -> Iterator[_Piece]:
    for block in blocks:
        if block.kind in (BlockKind.LIST, BlockKind.TABLE):
            for units in _split(block.units, LONGEST_LIST):
                yield _Piece(block, units)
        elif block.kind is BlockKind.HEADING:
            yield _Piece(block, block.units)
        elif block.units:
            for units in _split(_cut_long(block.units, text), LONGEST_PROSE):
                yield _Piece(block, units)


def _split(units: Sequence[Unit], longest: int) -> Iterator[tuple[Unit, ...]]:
    """Runs of units of at most `longest` characters and of about equal length."""
    total = units[-1].span.end - units[0].span.start
    parts = -(-total // longest)
    target = total / parts
    run: list[Unit] = []
    for unit in units:
        too_long = run and unit.span.end - run[0].span.start > longest
        if run and (too_long or run[-1].span.end - run[0].span.start >= target):
            yield tuple(run)
            run = []
        run.append(unit)
    if run:
        yield tuple(run)


def _fits(group: tuple[_Piece, ...], piece: _Piece) -> bool:
    """Whether a piece still belongs into the chunk: headings take the next piece, prose fills up."""
    if _only_headings(group):
        return True
    if piece.block.kind is BlockKind.HEADING:
        return False  # the title of a box heads its own text
    if {piece.block.kind, *(member.block.kind for member in group)} & {BlockKind.LIST, BlockKind.TABLE}:
        return False  # a list's lead-in is taken along, nothing else is
    length = piece.span.end - group[0].span.start
    return length <= LONGEST_PROSE and group[-1].span.end - group[0].span.start < TARGET


def _only_headings(group: tuple[_Piece, ...]) -> bool:
    return all(member.block.kind is BlockKind.HEADING for member in group)


def _lead_in_of(group: tuple[_Piece, ...], piece: _Piece) -> tuple[_Piece, ...]:
    """The last pieces of the group that introduce the piece's list."""
    lead_in = piece.block.lead_in
    if lead_in is None or piece.units[0] is not piece.block.units[0]:
        return ()
    count = sum(1 for member in group if member.span.end > lead_in.start)
    return group[len(group) - count :]


def _cut_long(units: Sequence[Unit], text: str) -> tuple[Unit, ...]:
    return tuple(part for unit in units for part in _cut(unit, text))


def _cut(unit: Unit, text: str) -> tuple[Unit, ...]:
    """A sentence that is too long to cite at once, cut at white space; the cuts cover all its words."""
    if unit.span.end - unit.span.start <= LONGEST_UNIT or unit.kind is not UnitKind.SENTENCE:
        return (unit,)
    # Imported here since the library takes a second to load and almost no text needs it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=LONGEST_UNIT, chunk_overlap=0)
    parts: list[Unit] = []
    at = unit.span.start
    for piece in splitter.split_text(unit.span.of(text)):
        start = text.index(piece, at, unit.span.end)
        assert not text[at:start].strip(), "the splitter lost text"
        at = start + len(piece)
        parts.append(replace(unit, span=Span(start, at)))
    return tuple(parts)


def _chunk(document: Document, group: tuple[_Piece, ...], number: int) -> Chunk:
    text = document.text
    units = tuple(unit for piece in group for unit in piece.units)
    main = group[-1].block
    headings = document.headings_of(main.section)
    lead_in = main.lead_in if main.kind in (BlockKind.LIST, BlockKind.TABLE) else None
    span = Span(units[0].span.start, units[-1].span.end)
    outside = lead_in is not None and not span.covers(lead_in)
    context = [*document.source.named, *headings, *([lead_in.of(text)] if lead_in and outside else [])]
    return Chunk(
        number=number,
        source_id=document.source.id,
        span=span,
        text=span.of(text),
        context=_SEPARATOR.join(display(part) for part in context),
        headings=tuple(display(heading) for heading in headings),
        language=_main_language(group),
        kind=_KINDS.get(main.kind, ChunkKind.TEXT),
        units=units,
        ordered=main.ordered,
        lead_in=lead_in,
    )


_KINDS = {BlockKind.LIST: ChunkKind.LIST, BlockKind.TABLE: ChunkKind.TABLE}


def _main_language(group: Sequence[_Piece]) -> Language:
    """The language of most of the chunk's characters; the first one's on a tie."""
    lengths: dict[Language, int] = {}
    for piece in group:
        lengths[piece.block.language] = lengths.get(piece.block.language, 0) + (
            piece.span.end - piece.span.start
        )
    return max(lengths, key=lambda language: lengths[language])
