"""Addresses of cited passages. They name the text's hash, so they never point at another text."""

from __future__ import annotations

import re
from urllib.parse import quote

from app.domain.sources import Document, Span

HASH_LENGTH = 16
_REFERENCE = re.compile(r"(?P<source>[^@]+)@(?P<sha>[0-9a-f]{16,64})")


def text_path(document: Document) -> str:
    return f"/kilde/{quote(document.source.id, safe='')}@{document.sha256[:HASH_LENGTH]}"


def passage_path(document: Document, span: Span) -> str:
    """`start` and `end` are code points in the document's text."""
    return f"{text_path(document)}?start={span.start}&end={span.end}#passage"


def read_reference(reference: str) -> tuple[str, str] | None:
    """The source id and the (beginning of the) hash in `id@hash`, or None."""
    match = _REFERENCE.fullmatch(reference)
    return (match["source"], match["sha"]) if match else None


def read_span(start: str, end: str, length: int) -> Span | None:
    """The span that a permalink's query names, or None unless it lies inside a text of `length`."""
    if not (re.fullmatch(r"[0-9]{1,9}", start) and re.fullmatch(r"[0-9]{1,9}", end)):
        return None
    first, last = int(start), int(end)
    return Span(first, last) if first < last <= length else None
