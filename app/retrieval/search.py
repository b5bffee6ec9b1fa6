"""Hybrid search: stems, character grams, chunk vectors and unit vectors in one weighted sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from app.domain.passages import (
    Chunk,
    ChunkKind,
    Passage,
    QuestionTerm,
    RejectedPassage,
    SearchResult,
    UnitScore,
)
from app.domain.sources import Language, UnitKind
from app.retrieval.concepts import ConceptLayer, stem_variants
from app.retrieval.dense import Vectors
from app.retrieval.embedding import Embedder
from app.retrieval.everyday import EverydaySubjects
from app.retrieval.generation import Generation
from app.retrieval.lexical import Scores
from app.retrieval.live import LiveIndex
from app.retrieval.model_identity import E5_QUERY_PREFIX
from app.retrieval.query_vectors import query_vectors
from app.retrieval.spelling import Spelling
from app.retrieval.terms import Term, gram_groups, question_terms, with_sisters
from app.text.languages import detect_language
from app.text.normalise import matching_form
from app.text.sentences import ends_sentence
from app.text.words import is_stop_word

CANDIDATES = 300
_LONGEST_FRAGMENT = 90  # characters
_SHORTEST_CONCEPT = 8  # to be what a misspelt word means: the sources need not hold it


@dataclass(frozen=True, slots=True)
class Weights:
    """The sum 2·W + .5·C + .75·(D − .75)/.15 + 1.5·(S − .75)/.15, less 1 for a fragment.

    It began with 1·W and 1.5·D, found on questions outside the domain, where it beat each single signal and
    reciprocal-rank fusion on five Swedish and Norwegian collections. With all of D, a passage of many subjects
    outdoes the one sentence that answers; W earns more since concepts and sister words count in it as one word.
    A caption or a letterhead in a chunk of its own names what many questions are about, and says nothing of it.
    Changing it needs `tilda eval`.
    """

    stems: float = 2.0
    grams: float = 0.5
    dense: float = 0.75
    unit: float = 1.5
    fragment: float = 1.0
    centre: float = 0.75
    spread: float = 0.15


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """Implements `Retriever`; what an ablation switches off is set here."""

    live: LiveIndex
    embedder: Embedder
    concepts: ConceptLayer
    weights: Weights = field(default_factory=Weights)
    has_sister_words: bool = True
    everyday: EverydaySubjects = field(init=False)
    spelling: Spelling = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everyday", EverydaySubjects(self.embedder))
        object.__setattr__(self, "spelling", Spelling(self.concepts.words, _SHORTEST_CONCEPT))

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        generation = self.live.current()
        for spelling in (generation.spelling, self.spelling):
            question = spelling.mended(question, lambda word: self._knows(generation, word))
        asked_in = detect_language(question, generation.main_language)
        terms = question_terms(question, self.concepts, asked_in, generation.languages)
        unknown = self._unknown(terms, generation)
        vectors = query_vectors(question, asked_in, unknown, generation, self.embedder, self.concepts)
        if self.has_sister_words:
            terms = with_sisters(terms, generation.sister_words, vectors.of_words)
        ranked = self._ranked(generation, terms, vectors.asked)
        kept: list[Passage] = []
        rejected: list[RejectedPassage] = []
        seen: dict[str, int] = {}
        for passage in ranked:
            if len(kept) >= k and len(rejected) >= k:
                break
            words = matching_form(passage.chunk.text)
            if all(unit.kind is UnitKind.HEADING for unit in passage.chunk.units):
                rejected.append(RejectedPassage(passage, "holds a heading only"))
            elif words in seen:
                rejected.append(RejectedPassage(passage, f"says the same as passage {seen[words] + 1}"))
            elif len(kept) >= k:
                rejected.append(RejectedPassage(passage, f"ranks below the first {k}"))
            else:
                seen[words] = len(kept)
                kept.append(passage)
        return SearchResult(
            generation.name,
            tuple(_held_against(vectors.without_names, generation, kept)),
            tuple(rejected[:k]),
            _weighed(terms, generation),
            everyday=self._everyday(vectors.asked, generation),
            question=question,
        )

    def _everyday(self, query: Vectors, generation: Generation) -> float:
        """-2 with a model outside the e5 family: its cosines lie elsewhere than those the limit was fitted on."""
        if self.embedder.identity.query_prefix != E5_QUERY_PREFIX:
            return -2.0
        return self.everyday.nearness(query, generation.languages)

    def _knows(self, generation: Generation, word: str) -> bool:
        """Whether a word is one of the sources' or of the concept layer's, or says nothing anyway."""
        stems = stem_variants(word)
        return (
            is_stop_word(word) or bool(stems & self.concepts.stems) or any(map(generation.stems.knows, stems))
        )

    def _unknown(self, terms: Sequence[Term], generation: Generation) -> list[str]:
        """The words that the corpus lacks, which sister words are looked for."""
        if not self.has_sister_words:
            return []
        return [term.word for term in terms if not generation.sister_words.knows(term.word)]

    def _ranked(self, generation: Generation, terms: Sequence[Term], query: Vectors) -> Iterator[Passage]:
        """All candidates, best first. Only those that are asked for are made, since most never are."""
        stems = generation.stems.scores([term.alternatives for term in terms])
        grams = generation.grams.scores(gram_groups(terms))
        candidates = _candidates(generation, query, stems, grams)
        dense = generation.dense.products(query, candidates).tolist()
        nearness = _nearness_of_units(generation, query, candidates)
        ranked = []
        for number, cosine, units in zip(candidates, dense, nearness, strict=True):
            signals = {
                "stems": float(stems[number]),
                "grams": float(grams[number]),
                "dense": cosine,
                "unit": max(units, default=cosine),
            }
            less = self.weights.fragment * is_fragment(generation.chunks[number])
            ranked.append((less - self._score(signals), number, signals, units))
        for negative, number, signals, units in sorted(ranked, key=lambda one: one[:2]):
            yield _passage(generation, number, -negative, signals, units)

    def _score(self, signals: Mapping[str, float]) -> float:
        weights = self.weights
        return (
            weights.stems * signals["stems"]
            + weights.grams * signals["grams"]
            + weights.dense * (signals["dense"] - weights.centre) / weights.spread
            + weights.unit * (signals["unit"] - weights.centre) / weights.spread
        )


def is_fragment(chunk: Chunk) -> bool:
    """Whether a chunk is a line or two that end no sentence: a caption, a letterhead, a date line."""
    is_short_text = chunk.kind is ChunkKind.TEXT and len(chunk.text) < _LONGEST_FRAGMENT
    return is_short_text and not ends_sentence(chunk.text)


def _passage(
    generation: Generation,
    number: int,
    score: float,
    signals: Mapping[str, float],
    nearness: Sequence[float],
) -> Passage:
    chunk: Chunk = generation.chunks[number]
    document = generation.documents[chunk.source_id]
    units = generation.units_of.get(number, ())
    scores = tuple(UnitScore(unit.unit, near) for unit, near in zip(units, nearness, strict=True))
    return Passage(chunk, document.source, document, score, signals, scores)


def _held_against(
    query: Vectors | None, generation: Generation, passages: Sequence[Passage]
) -> Iterator[Passage]:
    """The passages, their units also held against the question without its names."""
    if query is None:
        yield from passages
        return
    nearness = _nearness_of_units(generation, query, [passage.chunk.number for passage in passages])
    for passage, near in zip(passages, nearness, strict=True):
        units = zip(passage.units, near, strict=True)
        yield replace(passage, units=tuple(replace(unit, without_names=one) for unit, one in units))


def _weighed(terms: Sequence[Term], generation: Generation) -> tuple[QuestionTerm, ...]:
    stems = generation.stems
    return tuple(
        QuestionTerm(
            term.word,
            term.alternatives,
            idf=stems.idf_of_group(term.alternatives),
            is_known=any(map(stems.knows, term.named)),
            is_name=generation.capitals.is_name(term.word),
        )
        for term in terms
    )


def _candidates(generation: Generation, query: Vectors, stems: Scores, grams: Scores) -> list[int]:
    """The chunks that any signal puts among its best, ordered by number; all of a small corpus."""
    count = len(generation.chunks)
    if count <= CANDIDATES:
        return list(range(count))
    by_dense: Iterable[int] = (number for number, _ in generation.dense.nearest(query, CANDIDATES))
    by_unit = (
        generation.units[number].chunk for number, _ in generation.unit_index.nearest(query, CANDIDATES)
    )
    return sorted({*by_dense, *by_unit, *_largest(stems), *_largest(grams)})


def _largest(scores: Scores) -> list[int]:
    best = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
    return [int(number) for number in best if scores[number] > 0]


def _nearness_of_units(
    generation: Generation, query: Vectors, candidates: Sequence[int]
) -> Iterator[list[float]]:
    """The cosine of each unit of each candidate."""
    units = [generation.units_of.get(number, ()) for number in candidates]
    products = generation.unit_index.products(query, [unit.number for of_chunk in units for unit in of_chunk])
    rest = iter(products.tolist())
    return (list(islice(rest, len(of_chunk))) for of_chunk in units)
