"""A question's content words, each with everything that counts as the same word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.retrieval.concepts import ConceptLayer, stem_variants
from app.text.words import content_words, grams, words

OWN_WORD = 1.0
SAME_CONCEPT = 0.85


@dataclass(frozen=True, slots=True)
class Term:
    """One content word. `alternatives` are stems with their weight: its own ones, then its concepts'."""

    word: str
    alternatives: Mapping[str, float]


def question_terms(question: str, concepts: ConceptLayer) -> tuple[Term, ...]:
    """The terms of a question in order, each word once; of a question of stop words only, all words.

    Every word of a phrase that names a concept gets the concept's terms, since they mean it together.
    """
    found = tuple(dict.fromkeys(content_words(question) or words(question)))
    variants = [stem_variants(word) for word in found]
    alternatives = [dict.fromkeys(sorted(stems), OWN_WORD) for stems in variants]
    for span, concept in concepts.found_in(variants):
        for at in span:
            for phrase in sorted(concept.phrases):
                for one in phrase:
                    weight = SAME_CONCEPT / len(phrase)
                    alternatives[at][one] = max(alternatives[at].get(one, 0.0), weight)
    return tuple(Term(word, alternative) for word, alternative in zip(found, alternatives, strict=True))


def gram_groups(terms: Sequence[Term]) -> list[dict[str, float]]:
    """The character grams of the question's own words, each a group of its own."""
    return [{gram: 1.0} for gram in dict.fromkeys(gram for term in terms for gram in grams(term.word))]
