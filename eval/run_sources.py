"""The texts that a run's questions, passages and citations point into, kept with the run.

Reports and `show` mark gold and cited quotes in their source long after the index has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def stored_source(document: Document) -> StoredSource:
    source = document.source
    return StoredSource(source.id, source.title, source.language, document.sha256, document.text)


def texts_of(sources: Iterable[StoredSource]) -> Mapping[str, str]:
    """The texts by source id."""
    return {source.id: source.text for source in sources}


def sources_of(results: Sequence[Result], sources: Iterable[StoredSource]) -> tuple[StoredSource, ...]:
    """The sources that the results name, by id: those of gold and correcting quotes, citations and passages."""
    named = {id for result in results for id in _named(result)}
    return tuple(sorted((source for source in sources if source.id in named), key=lambda source: source.id))


def _named(result: Result) -> Iterable[str]:
    yield from (gold.source for gold in result.case.gold)
    yield from (cited.source for cited in result.outcome.citations)
    yield from (passage.source for passage in result.outcome.passages)
    if result.case.correction:
        yield result.case.correction.source
