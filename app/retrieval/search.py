"""Hybrid search: stems, character grams, chunk vectors and unit vectors in one weighted sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from app.domain.passages import Passage, QuestionTerm, RejectedPassage, SearchResult
from app.domain.sources import Language, UnitKind
from app.retrieval.compounds import with_parts
from app.retrieval.concepts import ConceptLayer, stem_variants
from app.retrieval.dense import Vectors
from app.retrieval.embedding import Embedder
from app.retrieval.everyday import EverydaySubjects
from app.retrieval.generation import Generation
from app.retrieval.live import LiveIndex
from app.retrieval.model_identity import E5_QUERY_PREFIX
from app.retrieval.query_vectors import query_vectors
from app.retrieval.ranking import Nearness, Weights, ranked
from app.retrieval.spelling import Spelling
from app.retrieval.terms import Term, gram_groups, question_terms, with_kin, with_sisters
from app.text.languages import detect_language
from app.text.words import is_stop_word

_SHORTEST_CONCEPT = 8  # to be what a misspelt word means: the sources need not hold it


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
        terms = with_kin(terms, generation.stems.knows)
        if asked_in is not Language.EN:
            terms = with_parts(terms, self.concepts, generation.languages, generation.stems.knows)
        unknown = self._unknown(terms, generation)
        vectors = query_vectors(question, asked_in, unknown, generation, self.embedder, self.concepts)
        if self.has_sister_words:
            terms = with_sisters(terms, generation.sister_words, vectors.of_words)
        stems = generation.stems.scores([term.alternatives for term in terms])
        grams = generation.grams.scores(gram_groups(terms))
        kept: list[Passage] = []
        rejected: list[RejectedPassage] = []
        seen: dict[int, int] = {}
        for passage in ranked(generation, self.weights, stems, grams, vectors.asked):
            if len(kept) >= k and len(rejected) >= k:
                break
            words = generation.first_to_say[passage.chunk.number]
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


def _held_against(
    query: Vectors | None, generation: Generation, passages: Sequence[Passage]
) -> Iterator[Passage]:
    """The passages, their units also held against the question without its names."""
    if query is None:
        yield from passages
        return
    nearness = Nearness.of(
        generation, query, np.array([passage.chunk.number for passage in passages], np.int64)
    )
    for at, passage in enumerate(passages):
        units = zip(passage.units, nearness.of_chunk(at), strict=True)
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
            share=stems.share_of_group(term.alternatives),
        )
        for term in terms
    )
