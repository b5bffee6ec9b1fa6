"""How an answer is laid out on a page: sources gathered, lists nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.schemas import CitationOut, ItemOut, SourceOut


@dataclass(frozen=True, slots=True)
class CitedSource:
    source: SourceOut
    citations: tuple[CitationOut, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    item: ItemOut
    children: tuple[Branch, ...]


def cited_sources(citations: Sequence[CitationOut]) -> tuple[CitedSource, ...]:
    """Each source once, with its citations, in the order of first citation."""
    by_text: dict[tuple[str, str], list[CitationOut]] = {}
    for citation in citations:
        by_text.setdefault((citation.source.id, citation.sha256), []).append(citation)
    return tuple(CitedSource(found[0].source, tuple(found)) for found in by_text.values())


def branches(items: Sequence[ItemOut]) -> tuple[Branch, ...]:
    """The items as a tree by their depth; an item that lies deeper than the one before is its child."""
    roots: list[Branch] = []
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or items[end].depth <= items[start].depth:
            roots.append(Branch(items[start], branches(items[start + 1 : end])))
            start = end
    return tuple(roots)
