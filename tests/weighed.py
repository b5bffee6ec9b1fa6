"""Evidence with scores of one's own, over a text of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.answering.weighing.evidence import Evidence
from app.domain.passages import Passage
from app.domain.sources import Document, Language, Source, SourceKind
from ingest.chunk import chunk_document
from tests.builders import document_of

FAR = -100.0


def passages_of(document: Document) -> tuple[Passage, ...]:
    return tuple(Passage(chunk, document.source, document, 1.0, {}, ()) for chunk in chunk_document(document))


def published_by(publisher: str, content: str, *, published: str | None = None) -> Document:
    source = Source(publisher.lower(), f"Om {publisher}", Language.SV, SourceKind.ARTICLE, publisher)
    return replace(document_of(content), source=replace(source, published=published))


def weighed(
    *documents: Document, scores: Mapping[str, float], holding: str | None = None
) -> tuple[Evidence, ...]:
    """All units, best first; a unit that begins with a key has its score, every other one is far behind.

    `holding`: a word of the units that hold the value asked for; None where no value is asked for.
    """
    found: list[Evidence] = []
    for document in documents:
        for passage in passages_of(document):
            for unit in passage.chunk.units:
                text = unit.span.of(document.text)
                score = next((value for start, value in scores.items() if text.startswith(start)), FAR)
                holds = None if holding is None else holding in text
                found.append(Evidence(passage, unit, 0.9, 1.0, 1.0, 0.0, holds, score))
    return tuple(sorted(found, key=lambda item: (-item.score, item.unit.span.start)))
