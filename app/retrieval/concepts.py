"""The domain's terms across the four languages: one question word finds its sisters' spellings."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from app.domain.sources import Language
from app.text.words import content_words, stem, words

_FILE = Path(__file__).with_name("concepts.toml")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: the phrases that name it, of folded stems of content words, and each language's first term."""

    id: str
    phrases: frozenset[Phrase]
    terms: Mapping[Language, str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class ConceptLayer:
    """Concepts by the phrases that name them, and the words of those phrases as they are written."""

    by_phrase: Mapping[Phrase, tuple[Concept, ...]]
    longest: int
    words: frozenset[str] = frozenset()
    stems: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stems", frozenset(chain.from_iterable(self.by_phrase)))

    def found_in(self, variants: Sequence[frozenset[str]]) -> list[tuple[range, Concept]]:
        """The concepts that a text names, with the range of its words that names them.

        `variants` holds the stems of each word in all languages, since a question's words may be any's.
        """
        found = []
        for start in range(len(variants)):
            for end in range(start + 1, min(len(variants), start + self.longest) + 1):
                for phrase in _phrases(variants[start:end]):
                    found += [(range(start, end), concept) for concept in self.by_phrase.get(phrase, ())]
        return found


def stem_variants(word: str) -> frozenset[str]:
    """The stems that the four languages' stemmers make of a word."""
    return frozenset(stem(word, language) for language in Language)


@cache
def load_concepts(path: Path = _FILE) -> ConceptLayer:
    """The concept layer; raises `ValueError` for a row without an id or a language."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["concept"]
    by_phrase: dict[Phrase, list[Concept]] = defaultdict(list)
    for row in rows:
        if missing := {"id", *(language.value for language in Language)} - row.keys():
            raise ValueError(f"{path.name}: {row.get('id', 'a concept')} lacks {', '.join(sorted(missing))}")
        phrases = frozenset(
            phrase
            for language in Language
            for term in row[language.value]
            if (phrase := _phrase(term, language))
        )
        terms = {language: row[language.value][0] for language in Language if row[language.value]}
        concept = Concept(row["id"], phrases, terms)
        for phrase in phrases:
            by_phrase[phrase].append(concept)
    longest = max(map(len, by_phrase), default=1)
    spelt = (
        word for row in rows for language in Language for term in row[language.value] for word in words(term)
    )
    return ConceptLayer(
        {phrase: tuple(concepts) for phrase, concepts in by_phrase.items()}, longest, frozenset(spelt)
    )


NO_CONCEPTS = ConceptLayer({}, 1)


def _phrase(term: str, language: Language) -> Phrase:
    return tuple(stem(word, language) for word in content_words(term) or words(term))


def _phrases(variants: Sequence[frozenset[str]]) -> Iterable[Phrase]:
    """All phrases of one stem a word; bounded, since a word has at most four stems and a term few words."""
    phrases: list[Phrase] = [()]
    for stems in variants:
        phrases = [(*phrase, one) for phrase in phrases for one in sorted(stems)]
    return phrases
