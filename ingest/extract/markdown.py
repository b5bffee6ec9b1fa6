"""Markdown: markdown-it finds the blocks, the text itself is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.sources import BlockKind, Span
from ingest.clean import chrome_reason
from ingest.extract.raw import Extracted, RawBlock, RawPart, row_span, trimmed
from ingest.extract.short_lines import begins_with_month, facts_of, with_facts

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
# Deeper nesting is left out by the parser and ends up as not citable.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")
_BOLD_TITLE_LEVEL = 6
_LONGEST_BOLD_TITLE = 120
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")


def extract(text: str) -> Extracted:
    """The blocks of a Markdown text; YAML front matter becomes metadata.

    Raises `ValueError` when the front matter is not a YAML mapping.
    """
    front = _FRONT_MATTER.match(text)
    metadata = _metadata(front.group(1) or "") if front else {}
    body_start = front.end() if front else 0
    reader = _Reader(text, body_start)
    found = (facts_of(text, block) for block in reader.blocks(_PARSER.parse(text[body_start:])))
    blocks = _with_leftovers(text, body_start, with_facts(text, tuple(found)))
    if front and (span := _outer(text, 0, front.end())):
        blocks = (RawBlock(BlockKind.NOT_CITABLE, span, reason="front matter"), *blocks)
    return Extracted(text, blocks, metadata)


def _with_leftovers(text: str, start: int, blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks, and as not citable what has letters and is in none: link targets, what is nested too deep."""
    found: list[RawBlock] = []
    ends = (*(block.span.start for block in blocks), len(text))
    for block, end in zip((None, *blocks), ends, strict=True):
        if block is not None:
            found.append(block)
            start = block.span.end
        if _LETTER.search(text, start, end) and (span := _outer(text, start, end)):
            found.append(RawBlock(BlockKind.NOT_CITABLE, span, reason="markup"))
    return tuple(found)


def _metadata(front_matter: str) -> dict[str, object]:
    try:
        loaded = yaml.safe_load(front_matter) or {}
    except (yaml.YAMLError, ValueError) as error:  # a ValueError is a date or number that cannot be
        raise ValueError(f"the front matter is not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise ValueError("the front matter is nested too deep") from None
    if not isinstance(loaded, dict):
        raise ValueError("the front matter is not a list of `key: value` lines")
    return {str(key): value for key, value in loaded.items()}


def _outer(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends; emphasis marks stay."""
    part = text[start:end]
    if not part.strip():
        return None
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


class _Reader:
    """Turns markdown-it's tokens, which know lines, into blocks, which know code points."""

    def __init__(self, text: str, body_start: int) -> None:
        self._text = text
        self._line_starts = [body_start]
        for raw in text[body_start:].split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(raw) + 1)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[RawBlock]:
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            if block := self._block(tokens[at : end + 1]):
                yield block
                at = end + 1
            elif tokens[at].type == "blockquote_open":
                at += 1  # its paragraphs and lists are blocks of their own
            else:
                at = end + 1

    def _block(self, tokens: Sequence[Token]) -> RawBlock | None:
        match tokens[0].type:
            case "heading_open":
                span = self._inline_span(tokens[1])
                level = int(tokens[0].tag[1:])
                return RawBlock(BlockKind.HEADING, span, level=level) if span else None
            case "paragraph_open":
                span = self._inline_span(tokens[1])
                return self._prose(span) if span else None
            case "bullet_list_open" | "ordered_list_open":
                return self._list(tokens)
            case "table_open":
                return self._table(tokens)
            case "fence" | "code_block":
                span = self._lines_span(tokens[0])
                return RawBlock(BlockKind.PARAGRAPH, span, whole=True) if span else None
            case "html_block":
                span = self._lines_span(tokens[0])
                return RawBlock(BlockKind.NOT_CITABLE, span, reason="markup") if span else None
        return None

    def _prose(self, span: Span) -> RawBlock:
        if reason := chrome_reason(span.of(self._text)):
            return RawBlock(BlockKind.NOT_CITABLE, span, reason=reason)
        if self._is_bold_title(span):
            return RawBlock(BlockKind.HEADING, span, level=_BOLD_TITLE_LEVEL)
        return RawBlock(BlockKind.PARAGRAPH, span)

    def _is_bold_title(self, span: Span) -> bool:
        """Whether a paragraph is nothing but a short bold line, which is how word processors' titles arrive."""
        words = span.of(self._text)
        is_bold = any(
            self._text.startswith(mark, span.end) and self._text.endswith(mark, 0, span.start)
            for mark in ("**", "__")
        )
        return is_bold and len(words) <= _LONGEST_BOLD_TITLE and not words.endswith((".", "!", ":", ","))

    def _list(self, tokens: Sequence[Token]) -> RawBlock | None:
        parts: list[RawPart] = []
        depth = -1
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            elif token.type in ("inline", "fence", "code_block") and (span := self._inline_span(token)):
                parts.append(RawPart(self._without_checkbox(span), depth))
        if not parts:
            return None
        if len(parts) == 1 and begins_with_month(parts[0].span.of(self._text)):
            line_start = self._text.rfind("\n", 0, parts[0].span.start) + 1
            dated = trimmed(self._text, line_start, parts[0].span.end)  # "3. juni 2021" is a date
            return RawBlock(BlockKind.PARAGRAPH, dated) if dated else None
        span = Span(parts[0].span.start, parts[-1].span.end)
        return RawBlock(
            BlockKind.LIST, span, parts=tuple(parts), ordered=tokens[0].type == "ordered_list_open"
        )

    def _without_checkbox(self, span: Span) -> Span:
        box = _CHECKBOX.match(self._text, span.start, span.end)
        return Span(box.end(), span.end) if box else span

    def _table(self, tokens: Sequence[Token]) -> RawBlock | None:
        header_lines = {token.map[0] for token in tokens if token.type == "thead_open" and token.map}
        rows = []
        for token in tokens:
            if token.type == "tr_open" and token.map:
                start, end = self._range(token)
                span = row_span(self._text, start, end)
                if span and any(map(str.isalnum, span.of(self._text))):
                    rows.append(RawPart(span, is_header=token.map[0] in header_lines))
        if not rows:
            return None
        return RawBlock(BlockKind.TABLE, Span(rows[0].span.start, rows[-1].span.end), parts=tuple(rows))

    def _inline_span(self, token: Token) -> Span | None:
        """Where a token's content stands: its lines without the markers of headings, lists and quotes."""
        start, end = self._range(token)
        lines = [line.strip() for line in token.content.strip("\n").split("\n")]
        find = self._text.find if len(lines) > 1 else self._text.rfind  # a marker may look like the content
        first = find(lines[0], start, end)
        last = self._text.rfind(lines[-1], max(first, start), end)
        if first < 0 or last < 0:
            return trimmed(self._text, start, end)
        return trimmed(self._text, first, last + len(lines[-1]))

    def _lines_span(self, token: Token) -> Span | None:
        return _outer(self._text, *self._range(token))

    def _range(self, token: Token) -> tuple[int, int]:
        first, last = token.map or [0, 0]
        end = min(self._line_starts[last] - 1, len(self._text))
        while end > self._line_starts[first] and self._text[end - 1].isspace():
            end -= 1
        return self._line_starts[first], end


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the block opened at `at`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1
