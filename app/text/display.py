"""A quote as people read it: line breaks and Markdown markup smoothed, no word changed."""

from __future__ import annotations

import re

# What a mark encloses is bounded, so that marks that are never closed cost linear time.
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=[^\s*_])\1(?![\w*])")
_LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)\s]{0,1000}(?:\s\"[^\"]{0,300}\")?\)")
_CODE = re.compile(r"`([^`]+)`")
_QUOTE_MARKER = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # not white space: terminals would obey some
_SPACE = re.compile(r"\s+")
_TO_SMOOTH = re.compile(r"[*_`\[\x00-\x1f\x7f-\x9f]|[^\S ]|  ")  # all that any of these could change
_CELL_BREAK = re.compile(r"\t+|(?<!\\)\|")
_WIDE_GAP = re.compile(r" {3,}")
_LINES_OF_A_CELL = re.compile(r"(?<![,;\s])[ ]*\n\s*")


def display(quote: str) -> str:
    """The quote on one line, without emphasis marks, link targets, block-quote markers, control characters."""
    if _TO_SMOOTH.search(quote) is None:
        return quote.strip()
    text = _CONTROL.sub("", quote)
    text = _QUOTE_MARKER.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _CODE.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip()


def cells(row: str) -> tuple[str, ...]:
    """The cells of a table row that separates them with tabs or pipes, else with three blanks and more, each as
    `display` shows it; the lines of a cell, which a list of names has, are set apart by semicolons."""
    found = _CELL_BREAK.split(row)
    if len(found) == 1:
        found = _WIDE_GAP.split(_LINES_OF_A_CELL.sub("; ", row))
    return tuple(display(cell.replace("\\|", "|")) for cell in found)


def row_cells(text: str, start: int, end: int) -> tuple[str, ...]:
    """The cells of the table row at [start, end) of a text; tabs before it are empty cells of its own."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    leading = line.count("\t") if line and not line.strip("\t") else 0
    return (*[""] * leading, *cells(text[start:end]))
