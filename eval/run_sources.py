"""The texts that a run's questions, passages and citations point into, kept with the run.

Reports and `show` mark gold and cited quotes in their source long after the index has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.sources import Document, Language
from eval.scores import Result


@dataclass(frozen=True, slots=True)
class StoredSource:
    """`text` is the normalised text that citations slice, with `sha256` of its UTF-8 bytes."""

    id: str
    title: str
    language: Language
    sha256: str
    text: str


def sources_of(results: Sequence[Result], documents: Iterable[Document]) -> tuple[StoredSource, ...]:
    """The sources that the results name, by id: those of gold and correcting quotes, citations and passages."""
    named = {id for result in results for id in _named(result)}
    return tuple(
        StoredSource(source.id, source.title, source.language, document.sha256, document.text)
        for document in sorted(documents, key=lambda document: document.source.id)
        if (source := document.source).id in named
    )


def _named(result: Result) -> Iterable[str]:
    yield from (gold.source for gold in result.case.gold)
    yield from (cited.source for cited in result.outcome.citations)
    yield from (passage.source for passage in result.outcome.passages)
    if result.case.correction:
        yield result.case.correction.source
