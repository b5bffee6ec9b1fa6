"""Rows of a plain text that stand below each other: a table, whose columns are set apart by tabs, pipes or blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.sources import BlockKind, Span
from app.text.column_titles import are_titles
from app.text.display import cells
from ingest.extract.raw import RawBlock, RawPart, row_span
from ingest.extract.text_lines import Line, LineKind, goes_on_in_column

_PIPE_RULE = re.compile(r"(?=[ \t:|]*+-)[ \t:|-]++$")


def table(text: str, lines: Sequence[Line], at: int) -> tuple[int, RawBlock | None]:
    """How many lines from `at` on are rows or rules between them, and the table that they are; None without a row.

    The first row is the header when a rule stands below it, or an empty corner begins it, or its cells can only be
    the titles of their columns.
    """
    rows: list[RawPart] = []
    labelled = lines[at]
    size = 0
    has_rule = False
    for index in range(at, len(lines)):
        line = lines[index]
        if line.kind is not LineKind.ROW and not _PIPE_RULE.match(text[line.start : line.end]):
            break
        size += 1
        if _PIPE_RULE.match(text[line.start : line.end]):
            has_rule = has_rule or len(rows) == 1
            continue
        starts_empty = text[line.start] == "\t"
        span = row_span(text, line.start, line.end)
        if span and rows and goes_on_in_column(text, labelled, line):
            rows[-1] = RawPart(Span(rows[-1].span.start, span.end), is_header=rows[-1].is_header)
        elif span:
            labelled = line
            rows.append(RawPart(span, is_header=starts_empty and not rows))
    if not rows:
        return size, None
    if has_rule or (not rows[0].is_header and are_titles([cells(row.span.of(text)) for row in rows])):
        rows[0] = RawPart(rows[0].span, is_header=True)
    span = Span(rows[0].span.start, rows[-1].span.end)
    return size, RawBlock(BlockKind.TABLE, span, parts=tuple(rows))
