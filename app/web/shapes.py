"""How an answer is laid out on a page: sources gathered, lists nested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from app.domain.sources import Language
from app.web.schemas import BlockOut, CitationOut, SourceOut

_BLANK_LINES = re.compile(r"\s*\n\s*")
_SENTENCE_ENDS = ".!?"


@dataclass(frozen=True, slots=True)
class CitedSource:
    source: SourceOut
    citations: tuple[CitationOut, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive blocks in one language."""

    language: Language
    blocks: tuple[BlockOut, ...]


class Nested(Protocol):
    @property
    def depth(self) -> int: ...


Item = TypeVar("Item", bound=Nested)


@dataclass(frozen=True, slots=True)
class Branch(Generic[Item]):
    item: Item
    children: tuple[Branch[Item], ...]


def cited_sources(citations: Sequence[CitationOut]) -> tuple[CitedSource, ...]:
    """Each source once, with its citations, in the order of first citation."""
    by_text: dict[tuple[str, str], list[CitationOut]] = {}
    for citation in citations:
        by_text.setdefault((citation.source.id, citation.sha256), []).append(citation)
    return tuple(CitedSource(found[0].source, tuple(found)) for found in by_text.values())


def runs(blocks: Sequence[BlockOut]) -> tuple[Run, ...]:
    return tuple(Run(language, tuple(run)) for language, run in groupby(blocks, lambda block: block.language))


def branches(items: Sequence[Item]) -> tuple[Branch[Item], ...]:
    """The items as a tree by their depth; an item that lies deeper than the one before is its child."""
    roots: list[Branch[Item]] = []
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or items[end].depth <= items[start].depth:
            roots.append(Branch(items[start], branches(items[start + 1 : end])))
            start = end
    return tuple(roots)


def context_before(citation: CitationOut) -> str:
    """What stands before the quote, blank lines closed up, with an ellipsis where the text goes on above."""
    text = _BLANK_LINES.sub("\n", citation.before)
    return f"… {text.lstrip()}" if citation.span.start > len(citation.before) else text


def context_after(citation: CitationOut) -> str:
    """What stands after the quote, with an ellipsis where it breaks off within a sentence."""
    text = _BLANK_LINES.sub("\n", citation.after).rstrip()
    return text if not text or text[-1] in _SENTENCE_ENDS else f"{text} …"


def shortened(text: str, length: int) -> str:
    """The beginning of a text, on one line, up to a word's end."""
    line = " ".join(text.split())
    cut = line[:length]
    return line if cut == line else (cut.rpartition(" ")[0] or cut).rstrip(".,;: ") + "…"
