"""The product with one part switched off, by configuration alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.passages import Chunk, Passage, Retriever, SearchResult, UnitScore
from app.domain.sources import Language
from app.retrieval.concepts import NO_CONCEPTS, ConceptLayer, load_concepts
from app.retrieval.dense import Vectors
from app.retrieval.embedding import Embedder, ModelIdentity
from app.retrieval.generation import Generation, indexed_text, scored_units, write_generation
from app.retrieval.live import LiveIndex
from app.retrieval.ranking import Weights
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from app.retrieval.sister_words import corpus_words


@dataclass(frozen=True, slots=True)
class Variation:
    """How retrieval is set up; the defaults are the product as it is."""

    name: str
    weights: Weights = field(default_factory=Weights)
    concepts: ConceptLayer = field(default_factory=load_concepts)
    has_sister_words: bool = True
    has_unit_vectors: bool = True
    has_headings: bool = True

    def retriever(self, live: LiveIndex, embedder: Embedder) -> Retriever:
        found = HybridRetriever(live, embedder, self.concepts, self.weights, self.has_sister_words)
        return found if self.has_unit_vectors else ChunksForUnits(found)


WHOLE = Variation("nothing")
ONE_OFF = (
    Variation("W: stems", weights=Weights(stems=0)),
    Variation("C: character grams", weights=Weights(grams=0)),
    Variation("D′: chunk vectors", weights=Weights(dense=0)),
    Variation("S′: unit vectors in the ranking", weights=Weights(unit=0)),
    Variation("unit vectors everywhere", weights=Weights(unit=0), has_unit_vectors=False),
    Variation("concept layer", concepts=NO_CONCEPTS),
    Variation("sister words", has_sister_words=False),
    Variation("concept layer and sister words", concepts=NO_CONCEPTS, has_sister_words=False),
    Variation("headings and titles", has_headings=False),
)


@dataclass(frozen=True, slots=True)
class ChunksForUnits:
    """Implements `Retriever`: every unit is as near to the question as the chunk it stands in."""

    retriever: Retriever

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        result = self.retriever.search(question, language, k)
        return replace(result, passages=tuple(map(_with_its_chunks_nearness, result.passages)))


def _with_its_chunks_nearness(passage: Passage) -> Passage:
    nearness = passage.signals["dense"]
    return replace(passage, units=tuple(UnitScore(score.unit, nearness) for score in passage.units))


@dataclass(frozen=True, slots=True)
class RememberedVectors:
    """Implements `Embedder`: the same text is embedded once, however many variations ask for it."""

    embedder: Embedder
    queries: dict[str, Vectors] = field(default_factory=dict)
    passages: dict[tuple[str, ...], Vectors] = field(default_factory=dict)
    together: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Vectors, Vectors]] = field(
        default_factory=dict
    )

    @property
    def identity(self) -> ModelIdentity:
        return self.embedder.identity

    def embed_query(self, text: str) -> Vectors:
        if text not in self.queries:
            self.queries[text] = self.embedder.embed_query(text)
        return self.queries[text]

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        key = tuple(texts)
        if key not in self.passages:
            self.passages[key] = self.embedder.embed_passages(texts, progress)
        return self.passages[key]

    def embed_together(self, queries: Sequence[str], passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        key = tuple(queries), tuple(passages)
        if key not in self.together:
            self.together[key] = self.embedder.embed_together(queries, passages)
        return self.together[key]


def without_headings(generation: Generation, embedder: Embedder, folder: Path) -> LiveIndex:
    """The same texts indexed anew below `folder`, without titles, headings and lead-ins in front of anything."""
    chunks = tuple(replace(chunk, context="", headings=()) for chunk in generation.chunks)
    shelf = Shelf(folder)
    with shelf.new_generation() as place:
        write_generation(
            place,
            documents=tuple(generation.documents.values()),
            chunks=chunks,
            chunk_vectors=embedder.embed_passages([indexed_text(chunk) for chunk in chunks]),
            unit_vectors=embedder.embed_passages(_unit_texts(generation, chunks)),
            word_vectors=embedder.embed_passages([word.word for word in corpus_words(chunks)]),
            model=embedder.identity,
            corpus=generation.manifest.corpus,
            chunker=generation.manifest.chunker,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    return LiveIndex(shelf, embedder.identity)


def _unit_texts(generation: Generation, chunks: Sequence[Chunk]) -> list[str]:
    return [
        unit.unit.span.of(generation.documents[chunks[unit.chunk].source_id].text)
        for unit in scored_units(chunks)
    ]
