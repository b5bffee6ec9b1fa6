"""Plain text with the traces of pages and slides in it: lines become headings, lists, tables, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby, pairwise

from app.domain.sources import BlockKind, Span
from ingest.clean import chrome_reason
from ingest.extract.headings import with_headings
from ingest.extract.raw import Extracted, RawBlock, RawPart, row_span, trimmed
from ingest.extract.short_lines import MONTH, SENTENCE_END

_BULLET = re.compile(r"([ \t]*)([-*•‣▪◦·●○]|[–—](?=[ \t]+\S))[ \t]+(?=\S)")
_NUMBER = re.compile(rf"([ \t]*)(?:(\d{{1,3}})[.)]|([a-zåäö])\))[ \t]+(?=\S)(?!{MONTH})", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\S(?: {3,})\S")
_FEWEST_WIDE_ROWS = 2
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_MARKDOWN_HEADING = re.compile(r"[ \t]*(#{1,6})[ \t]+(?=\S)")
_PIPE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_PIPE_RULE = re.compile(r"(?=[ \t:|]*+-)[ \t:|-]++$")
_LONGEST_HEADING = 120
_WRAP_WIDTH = range(50, 110)
_WRAP_SPREAD = 28
_MOST_WRAPPED_LINES = 100
_FEWEST_STEPS = 3
_FEWEST_WRAPPED_LINES = 4
_MOSTLY = 0.8
_LONGEST_STEP = 600


class _LineKind(Enum):
    BLANK = auto()
    CHROME = auto()
    HEADING = auto()  # marked with # in the text
    BULLET = auto()
    NUMBER = auto()
    ROW = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    """`content` is where the line's text begins after its marker; `number` is a numbered line's."""

    kind: _LineKind
    start: int
    content: int
    end: int
    indent: int = 0
    number: int = 0
    marker: str = ""
    reason: str | None = None

    def text_of(self, text: str) -> str:
        return text[self.content : self.end].strip()


def extract(text: str) -> Extracted:
    """The blocks of a plain text; the text itself is kept as it is."""
    lines = _with_aligned_rows(text, tuple(_classified(text)))
    title = next((line.text_of(text) for line in lines if line.kind in _TITLE_KINDS), "")
    blocks = with_headings(text, tuple(_blocks(text, _without_repeated_title(text, lines, title))))
    titles = [block.span.of(text) for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    # The second line belongs to the title only where the first is a single word ("Chefsdag").
    is_word = bool(titles) and len(titles[0].split()) == 1
    whole = " – ".join(titles[: 1 + is_word]).strip('"”“«»')
    return Extracted(text, blocks, {"title": whole} if whole else {})


_TITLE_KINDS = (_LineKind.OTHER, _LineKind.HEADING)
_APART = (_LineKind.BLANK, _LineKind.CHROME)


def _classified(text: str) -> Iterator[_Line]:
    start = 0
    for raw in text.split("\n"):
        yield _classify(text, start, start + len(raw))
        start += len(raw) + 1


def _classify(text: str, start: int, end: int) -> _Line:
    raw = text[start:end]
    if not raw.strip():
        return _Line(_LineKind.BLANK, start, start, end)
    if reason := chrome_reason(raw):
        return _Line(_LineKind.CHROME, start, start, end, reason=reason)
    indent = len(raw) - len(raw.lstrip())
    if match := _MARKDOWN_HEADING.match(raw):
        return _Line(_LineKind.HEADING, start, start + match.end(), end, number=len(match.group(1)))
    if _PIPE_ROW.match(raw) or "\t" in raw.strip() or (raw.startswith("\t") and raw.count("\t") > 1):
        return _Line(_LineKind.ROW, start, start, end)
    if match := _BULLET.match(raw):
        return _Line(_LineKind.BULLET, start, start + match.end(), end, indent, marker=match.group(2))
    if match := _NUMBER.match(raw):
        number = int(match.group(2)) if match.group(2) else 1 + _ALPHABET.index(match.group(3).lower())
        return _Line(_LineKind.NUMBER, start, start + match.end(), end, indent, number)
    return _Line(_LineKind.OTHER, start, start + indent, end, indent)


def _with_aligned_rows(text: str, lines: Sequence[_Line]) -> tuple[_Line, ...]:
    """Two and more lines whose words stand in columns, apart by three and more blanks, are rows."""
    found: list[_Line] = []
    for is_wide, run in groupby(lines, key=lambda line: _is_wide(text, line)):
        same = list(run)
        is_table = is_wide and len(same) >= _FEWEST_WIDE_ROWS
        found += [replace(line, kind=_LineKind.ROW) for line in same] if is_table else same
    return tuple(found)


def _is_wide(text: str, line: _Line) -> bool:
    return line.kind is _LineKind.OTHER and bool(_WIDE_GAP.search(line.text_of(text)))


def _without_repeated_title(text: str, lines: Sequence[_Line], title: str) -> tuple[_Line, ...]:
    """Page templates print the headline again in the middle of the text; only the first one counts."""
    seen = False
    kept = []
    for line in lines:
        is_title = line.kind in _TITLE_KINDS and line.text_of(text) == title
        if is_title and seen:
            line = _Line(_LineKind.CHROME, line.start, line.start, line.end, reason="repeated title")
        seen = seen or is_title
        kept.append(line)
    return tuple(kept)


def _blocks(text: str, lines: Sequence[_Line]) -> Iterator[RawBlock]:
    at = 0
    width = _wrap_width(lines)
    while at < len(lines):
        line = lines[at]
        block: RawBlock | None
        match line.kind:
            case _LineKind.BLANK:
                at += 1
                continue
            case _LineKind.CHROME:
                size, block = 1, _chrome(text, line)
            case _LineKind.HEADING:
                size, block = 1, _heading(text, line, level=line.number)
            case _LineKind.ROW:
                size, block = _table(text, lines, at)
            case _LineKind.BULLET if _is_speech(lines, at):
                size, block = _paragraph(text, lines, at, width)
            case _LineKind.BULLET | _LineKind.NUMBER:
                size, block = _list(text, lines, at)
            case _:
                size, block = _paragraph(text, lines, at, width)
        if block is not None:
            yield block
        at += size


def _chrome(text: str, line: _Line) -> RawBlock:
    raw = text[line.start : line.end]
    span = Span(line.start + len(raw) - len(raw.lstrip()), line.start + len(raw.rstrip()))
    return RawBlock(BlockKind.NOT_CITABLE, span, reason=line.reason)


def _heading(text: str, line: _Line, level: int) -> RawBlock | None:
    span = trimmed(text, line.content, line.end)
    return RawBlock(BlockKind.HEADING, span, level=level) if span else None


def _table(text: str, lines: Sequence[_Line], at: int) -> tuple[int, RawBlock | None]:
    rows: list[RawPart] = []
    size = 0
    has_rule = False
    for index in range(at, len(lines)):
        line = lines[index]
        if line.kind is not _LineKind.ROW and not _PIPE_RULE.match(text[line.start : line.end]):
            break
        size += 1
        if _PIPE_RULE.match(text[line.start : line.end]):
            has_rule = has_rule or len(rows) == 1
            continue
        starts_empty = text[line.start] == "\t"
        if span := row_span(text, line.start, line.end):
            rows.append(RawPart(span, is_header=starts_empty and not rows))
    if not rows:
        return size, None
    if has_rule:
        rows[0] = RawPart(rows[0].span, is_header=True)
    span = Span(rows[0].span.start, rows[-1].span.end)
    return size, RawBlock(BlockKind.TABLE, span, parts=tuple(rows))


def _is_speech(lines: Sequence[_Line], at: int) -> bool:
    """A dash opens a reply in an interview unless dashed lines stand together."""
    if lines[at].marker not in "–—":
        return False
    neighbours = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]  # type: ignore[operator]
    return not any(line.kind is _LineKind.BULLET for line in neighbours)


def _list(text: str, lines: Sequence[_Line], at: int) -> tuple[int, RawBlock | None]:
    """Consecutive items; one blank line, and indented or lower-case continuation lines, may lie between."""
    kind = lines[at].kind
    if _is_lone_title(text, lines, at):
        return 1, _heading(text, lines[at], level=2)
    if kind is _LineKind.NUMBER and _is_numbered_heading(text, lines, at):
        return _steps(text, lines, at) or (1, _heading(text, lines[at], level=4))
    items: list[tuple[_Line, int]] = []
    index = at
    while index < len(lines):
        line = lines[index]
        if line.kind in (_LineKind.BULLET, _LineKind.NUMBER) and (
            line.kind is kind or items[0][0].indent < line.indent
        ):
            if _starts_anew(line, items):
                break
            items.append((line, line.end))
        elif (
            items and line.kind is _LineKind.OTHER and _continues(text, lines[index - 1], line, items[-1][0])
        ):
            items[-1] = (items[-1][0], line.end)
        elif not (line.kind is _LineKind.BLANK and _next_is_item(lines, index, kind)):
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
    return index - at, RawBlock(BlockKind.LIST, span, parts=tuple(parts), ordered=kind is _LineKind.NUMBER)


def _steps(text: str, lines: Sequence[_Line], at: int) -> tuple[int, RawBlock] | None:
    """A list of steps, each a numbered title over one paragraph; None where fewer than three follow each other."""
    parts: list[RawPart] = []
    index = end = at
    while (
        index < len(lines)
        and lines[index].kind is _LineKind.NUMBER
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


def _past_blanks(lines: Sequence[_Line], at: int) -> int:
    return next(
        (index for index in range(at, len(lines)) if lines[index].kind is not _LineKind.BLANK), len(lines)
    )


def _is_numbered_heading(text: str, lines: Sequence[_Line], at: int) -> bool:
    """A numbered line directly above prose is the heading of a step, not an item."""
    line = lines[at]
    if SENTENCE_END.search(line.text_of(text)) or len(line.text_of(text)) > _LONGEST_HEADING:
        return False
    following = (lines[index] for index in range(at + 1, len(lines)))
    below = next((other for other in following if other.kind is not _LineKind.BLANK), None)
    return (
        below is not None
        and below.kind is _LineKind.OTHER
        and not _continues(text, line, below, line)
        and len(below.text_of(text)) > len(line.text_of(text))
    )


def _is_lone_title(text: str, lines: Sequence[_Line], at: int) -> bool:
    """Whether a numbered line heads a section: it stands alone between blank lines, and no item stands next to it."""
    line = lines[at]
    words = line.text_of(text)
    is_alone = (at == 0 or lines[at - 1].kind in _APART) and at + 1 < len(lines)
    if line.kind is not _LineKind.NUMBER or not is_alone or lines[at + 1].kind is not _LineKind.BLANK:
        return False
    below = _past_blanks(lines, at + 1)
    is_short = len(words) <= _LONGEST_HEADING and (words.endswith("?") or not SENTENCE_END.search(words))
    is_title = is_short and words[0].isupper() and not line.indent
    return (
        is_title
        and below < len(lines)
        and lines[below].kind is not _LineKind.NUMBER
        and not (_continues_list(lines, at))
    )


def _continues_list(lines: Sequence[_Line], at: int) -> bool:
    """Whether the item before a numbered line stands right above it, with blank lines at most between."""
    above = next((line for line in reversed(lines[:at]) if line.kind is not _LineKind.BLANK), None)
    return above is not None and above.kind is _LineKind.NUMBER


def _starts_anew(line: _Line, items: Sequence[tuple[_Line, int]]) -> bool:
    """Numbering that begins again at 1 begins another list."""
    if line.kind is not _LineKind.NUMBER:
        return False
    above = next((item for item, _ in reversed(items) if item.indent == line.indent), None)
    return above is not None and line.number <= above.number


def _continues(text: str, above: _Line, line: _Line, item: _Line) -> bool:
    """Whether a line goes on with the item above it: indented to its text, or beginning in lower case."""
    if above.kind is _LineKind.BLANK:
        return False
    return line.indent > item.indent or text[line.content].islower()


def _next_is_item(lines: Sequence[_Line], at: int, kind: _LineKind) -> bool:
    return at + 1 < len(lines) and lines[at + 1].kind is kind


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """The width at which the text's lines were broken; None where each line is a paragraph of its own."""
    runs = pairwise(lines)
    widths = [a.end - a.start for a, b in runs if a.kind is b.kind is _LineKind.OTHER]
    longest = max(widths, default=0)
    near = sum(longest - width <= _WRAP_SPREAD for width in widths)
    is_wrapped = len(widths) >= _FEWEST_WRAPPED_LINES and near >= _MOSTLY * len(widths)
    return longest if is_wrapped and longest in _WRAP_WIDTH else None


def _paragraph(text: str, lines: Sequence[_Line], at: int, width: int | None) -> tuple[int, RawBlock | None]:
    size = 1
    group = _run_of_other(lines, at)
    if _is_hard_wrapped(group):
        size = len(group)
    else:
        while size < len(group) and _goes_on(text, group[size - 1], group[size], width):
            size += 1
    start = lines[at].content
    span = trimmed(text, start, lines[at + size - 1].end)
    return size, RawBlock(BlockKind.PARAGRAPH, span) if span else None


def _run_of_other(lines: Sequence[_Line], at: int) -> Sequence[_Line]:
    """The lines of prose from one on, up to one more than a paragraph can have."""
    end = at + 1
    while end < len(lines) and lines[end].kind is _LineKind.OTHER and end - at <= _MOST_WRAPPED_LINES:
        end += 1
    return lines[at:end]


def _is_hard_wrapped(group: Sequence[_Line]) -> bool:
    """Whether the lines are one paragraph broken at a fixed width."""
    widths = [line.end - line.start for line in group[:-1]]
    return (
        2 <= len(widths) < _MOST_WRAPPED_LINES
        and all(width in _WRAP_WIDTH for width in widths)
        and max(widths) - min(widths) <= _WRAP_SPREAD
        and group[-1].end - group[-1].start <= max(widths) + 4
    )


def _goes_on(text: str, above: _Line, line: _Line, width: int | None) -> bool:
    """Whether a paragraph runs over a line break: where the text is broken at a width and the next word did
    not fit, or a sentence of a slide goes on."""
    next_word = len(line.text_of(text).split()[0])
    if width is not None and above.end - above.start + 1 + next_word > width:
        return True
    if SENTENCE_END.search(above.text_of(text)):
        return False
    return text[line.content].islower() or text[above.end - 1] in ",–-"
