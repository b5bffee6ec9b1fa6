"""Plain text with the traces of pages and slides in it: lines become headings, lists, tables, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.sources import BlockKind, Span
from ingest.extract.headings import with_headings
from ingest.extract.raw import Extracted, RawBlock, RawPart, trimmed
from ingest.extract.short_lines import DATE, SENTENCE_END, is_genre, is_letterhead
from ingest.extract.text_lines import (
    Line,
    LineKind,
    begins_turn,
    goes_on,
    is_hard_wrapped,
    lines_of,
    run_of_other,
    wrap_width,
)
from ingest.extract.text_table import table

_LONGEST_HEADING = 120
_OPENING = 600  # characters in which a text says when it was written
_FEWEST_STEPS = 3
_LONGEST_STEP = 600


def extract(text: str) -> Extracted:
    """The blocks of a plain text; the text itself is kept as it is."""
    blocks = with_headings(text, tuple(_blocks(text, lines_of(text))))
    titles = [block.span.of(text) for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    # The second line belongs to the title only where the first is a single word ("Chefsdag").
    is_word = bool(titles) and len(titles[0].split()) == 1
    whole = _dated(" – ".join(titles[: 1 + is_word]).strip('"”“«»'), text)
    return Extracted(text, blocks, {"title": whole} if whole else {})


def _dated(title: str, text: str) -> str:
    """A title that only says what the text is or who writes, as minutes have it, with the first date there is."""
    found = DATE.search(text[:_OPENING]) if is_genre(title) or is_letterhead(title) else None
    return f"{title} {found.group()}" if found else title


_APART = (LineKind.BLANK, LineKind.CHROME)


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[RawBlock]:
    at = 0
    width = wrap_width(lines)
    while at < len(lines):
        line = lines[at]
        block: RawBlock | None
        match line.kind:
            case LineKind.BLANK:
                at += 1
                continue
            case LineKind.CHROME:
                size, block = 1, _chrome(text, line)
            case LineKind.HEADING:
                size, block = 1, _heading(text, line, level=line.number)
            case LineKind.ROW:
                size, block = table(text, lines, at)
            case LineKind.BULLET if _is_speech(lines, at):
                size, block = _paragraph(text, lines, at, width)
            case LineKind.BULLET | LineKind.NUMBER:
                size, block = _list(text, lines, at)
            case _:
                size, block = _paragraph(text, lines, at, width)
        if block is not None:
            yield block
        at += size


def _chrome(text: str, line: Line) -> RawBlock:
    raw = text[line.start : line.end]
    span = Span(line.start + len(raw) - len(raw.lstrip()), line.start + len(raw.rstrip()))
    return RawBlock(BlockKind.NOT_CITABLE, span, reason=line.reason)


def _heading(text: str, line: Line, level: int) -> RawBlock | None:
    span = trimmed(text, line.content, line.end)
    return RawBlock(BlockKind.HEADING, span, level=level) if span else None


def _is_speech(lines: Sequence[Line], at: int) -> bool:
    """A dash opens a reply in an interview unless dashed lines stand together."""
    if lines[at].marker not in "–—":
        return False
    neighbours = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]  # type: ignore[operator]
    return not any(line.kind is LineKind.BULLET for line in neighbours)


def _list(text: str, lines: Sequence[Line], at: int) -> tuple[int, RawBlock | None]:
    """Consecutive items; one blank line, and indented or lower-case continuation lines, may lie between."""
    kind = lines[at].kind
    if _is_lone_title(text, lines, at):
        return 1, _heading(text, lines[at], level=2)
    if kind is LineKind.NUMBER and _is_numbered_heading(text, lines, at):
        return _steps(text, lines, at) or (1, _heading(text, lines[at], level=4))
    items: list[tuple[Line, int]] = []
    index = at
    while index < len(lines):
        line = lines[index]
        if line.kind in (LineKind.BULLET, LineKind.NUMBER) and (
            line.kind is kind or items[0][0].indent < line.indent
        ):
            if _starts_anew(line, items):
                break
            items.append((line, line.end))
        elif items and line.kind is LineKind.OTHER and _continues(text, lines[index - 1], line, items[-1][0]):
            items[-1] = (items[-1][0], line.end)
        elif not (line.kind is LineKind.BLANK and _next_is_item(lines, index, kind)):
            break
        index += 1
    depths = {indent: depth for depth, indent in enumerate(sorted({item.indent for item, _ in items}))}
    parts = [
        RawPart(span, depth=depths[item.indent])
        for item, end in items
        if (span := trimmed(text, item.content, end))
    ]
    if not parts:
        return index - at, None
    span = Span(parts[0].span.start, parts[-1].span.end)
    return index - at, RawBlock(BlockKind.LIST, span, parts=tuple(parts), ordered=kind is LineKind.NUMBER)


def _steps(text: str, lines: Sequence[Line], at: int) -> tuple[int, RawBlock] | None:
    """A list of steps, each a numbered title over one paragraph; None where fewer than three follow each other."""
    parts: list[RawPart] = []
    index = end = at
    while (
        index < len(lines)
        and lines[index].kind is LineKind.NUMBER
        and lines[index].number == len(parts) + 1
        and _is_numbered_heading(text, lines, index)
    ):
        below = _past_blanks(lines, index + 1)
        size, _ = _paragraph(text, lines, below, None)
        span = trimmed(text, lines[index].content, lines[below + size - 1].end)
        if span is None or span.end - span.start > _LONGEST_STEP:
            break
        parts.append(RawPart(span))
        end = below + size
        index = _past_blanks(lines, end)
    if len(parts) < _FEWEST_STEPS:
        return None
    span = Span(parts[0].span.start, parts[-1].span.end)
    return end - at, RawBlock(BlockKind.LIST, span, parts=tuple(parts), ordered=True)


def _past_blanks(lines: Sequence[Line], at: int) -> int:
    return next(
        (index for index in range(at, len(lines)) if lines[index].kind is not LineKind.BLANK), len(lines)
    )


def _is_numbered_heading(text: str, lines: Sequence[Line], at: int) -> bool:
    """A numbered line directly above prose is the heading of a step, not an item."""
    line = lines[at]
    if SENTENCE_END.search(line.text_of(text)) or len(line.text_of(text)) > _LONGEST_HEADING:
        return False
    following = (lines[index] for index in range(at + 1, len(lines)))
    below = next((other for other in following if other.kind is not LineKind.BLANK), None)
    return (
        below is not None
        and below.kind is LineKind.OTHER
        and not _continues(text, line, below, line)
        and len(below.text_of(text)) > len(line.text_of(text))
    )


def _is_lone_title(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a numbered line heads a section: it stands alone between blank lines, and no item stands next to it."""
    line = lines[at]
    words = line.text_of(text)
    is_alone = (at == 0 or lines[at - 1].kind in _APART) and at + 1 < len(lines)
    if line.kind is not LineKind.NUMBER or not is_alone or lines[at + 1].kind is not LineKind.BLANK:
        return False
    below = _past_blanks(lines, at + 1)
    is_short = len(words) <= _LONGEST_HEADING and (words.endswith("?") or not SENTENCE_END.search(words))
    is_title = is_short and words[0].isupper() and not line.indent
    return (
        is_title
        and below < len(lines)
        and lines[below].kind is not LineKind.NUMBER
        and not (_continues_list(lines, at))
    )


def _continues_list(lines: Sequence[Line], at: int) -> bool:
    """Whether the item before a numbered line stands right above it, with blank lines at most between."""
    above = next((line for line in reversed(lines[:at]) if line.kind is not LineKind.BLANK), None)
    return above is not None and above.kind is LineKind.NUMBER


def _starts_anew(line: Line, items: Sequence[tuple[Line, int]]) -> bool:
    """Numbering that begins again at 1 begins another list."""
    if line.kind is not LineKind.NUMBER:
        return False
    above = next((item for item, _ in reversed(items) if item.indent == line.indent), None)
    return above is not None and line.number <= above.number


def _continues(text: str, above: Line, line: Line, item: Line) -> bool:
    """Whether a line goes on with the item above it: indented to its text, or beginning in lower case."""
    if above.kind is LineKind.BLANK:
        return False
    return line.indent > item.indent or text[line.content].islower()


def _next_is_item(lines: Sequence[Line], at: int, kind: LineKind) -> bool:
    return at + 1 < len(lines) and lines[at + 1].kind is kind


def _paragraph(text: str, lines: Sequence[Line], at: int, width: int | None) -> tuple[int, RawBlock | None]:
    size = 1
    group = run_of_other(text, lines, at)
    if is_hard_wrapped(group) or begins_turn(text, lines[at]):
        size = len(group)
    else:
        while size < len(group) and goes_on(text, group[size - 1], group[size], width):
            size += 1
    start = lines[at].content
    span = trimmed(text, start, lines[at + size - 1].end)
    return size, RawBlock(BlockKind.PARAGRAPH, span) if span else None
