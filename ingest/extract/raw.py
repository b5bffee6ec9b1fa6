"""What every format's extractor returns: one text and the raw blocks found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.sources import BlockKind, Span

LABEL = 0  # the level of a heading that is the title of a box, a figure or a table: it opens no section
_EMPHASIS_MARKS = ("**", "__", "*", "_")


@dataclass(frozen=True, slots=True)
class RawPart:
    """A list item or a table row; `is_header` marks a table's header row."""

    span: Span
    depth: int = 0
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block before sentences, sections and languages are known.

    `level` is a heading's level (1 is the document's title, `LABEL` no section's), `parts` are a list's
    items or a table's rows, `reason` says why the block may not be cited, `whole` that it is one unit
    (code, a quotation).
    """

    kind: BlockKind
    span: Span
    level: int = 0
    parts: tuple[RawPart, ...] = ()
    ordered: bool = False
    reason: str | None = None
    whole: bool = False

    @property
    def is_label(self) -> bool:
        """Whether this is the title of a box, a figure or a table."""
        return self.kind is BlockKind.HEADING and self.level == LABEL


@dataclass(frozen=True, slots=True)
class Extracted:
    """`text` is final: every span of the document points into it. `metadata` comes from front matter."""

    text: str
    blocks: tuple[RawBlock, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space and without emphasis marks that enclose all of it; None if empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for mark in _EMPHASIS_MARKS:
        inner = text[start + len(mark) : end - len(mark)]
        if (
            end - start > 2 * len(mark)
            and text.startswith(mark, start)
            and text.startswith(mark, end - len(mark))
            and mark not in inner
        ):
            return trimmed(text, start + len(mark), end - len(mark))
    return Span(start, end) if start < end else None


_OUTER_PIPES = re.compile(r"^\s*\|?\s*(.*?)\s*(?<!\\)\|?\s*$", re.DOTALL)


def row_span(text: str, start: int, end: int) -> Span | None:
    """A table row without its outer pipes and white space at its end."""
    match = _OUTER_PIPES.match(text[start:end])
    if match is None or not match.group(1):
        return None
    return Span(start + match.start(1), start + match.end(1))
