"""Terms across the four languages: one question word finds its sisters' spellings."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from app.domain.sources import Language
from app.retrieval.general_concepts import general_rows
from app.text.words import is_stop_word, stem, strict_stem, words

_DOMAIN = Path(__file__).with_name("concepts.toml")

Phrase = tuple[str, ...]
Row = Mapping[Language, Sequence[str]]

_NORDIC = (Language.SV, Language.NB, Language.NN)
_ENGLISH = (Language.EN,)


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: the phrases that name it in each language, of folded stems of content words, and the first term
    of each; `spelt` are the stems of its Nordic words with their marks. Two concepts are the same by their id.
    """

    id: str
    phrases: Mapping[Language, frozenset[Phrase]] = field(compare=False)
    terms: Mapping[Language, str] = field(compare=False)
    spelt: frozenset[str] = field(compare=False)

    def is_spelt(self, word: str) -> bool:
        """Whether a word may name it as it is typed: with other marks it is another word ("vård" and "värde"), but
        people leave them out."""
        return word.isascii() or any(strict_stem(word, language) in self.spelt for language in _NORDIC)


@dataclass(frozen=True, slots=True)
class ConceptLayer:
    """Concepts by the phrases that name them, and the words of those phrases as they are written.

    English phrases are kept apart: "fast" and "flat" are other words in Norwegian. `same_root` has for a concept's
    id the concepts whose words are of its root: to measure and a measurement. `by_id` has them all.
    """

    nordic: Mapping[Phrase, tuple[Concept, ...]]
    english: Mapping[Phrase, tuple[Concept, ...]]
    words: frozenset[str] = frozenset()
    same_root: Mapping[str, tuple[Concept, ...]] = field(default_factory=dict)
    by_id: Mapping[str, Concept] = field(default_factory=dict)
    longest: int = field(init=False)
    stems: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        phrases = (*self.nordic, *self.english)
        object.__setattr__(self, "longest", max(map(len, phrases), default=1))
        object.__setattr__(self, "stems", frozenset(chain.from_iterable(phrases)))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Row]], roots: Iterable[Sequence[str]] = ()) -> ConceptLayer:
        """A layer of rows, each with its id; `roots` are groups of ids of one root, which the rows must have."""
        concepts: dict[str, Concept] = {}
        nordic: dict[Phrase, list[Concept]] = defaultdict(list)
        english: dict[Phrase, list[Concept]] = defaultdict(list)
        spelt: set[str] = set()
        for id, row in rows:
            written = {language: [words(term) for term in terms] for language, terms in row.items()}
            phrases = {
                language: frozenset(filter(None, (_phrase(term, language) for term in terms)))
                for language, terms in written.items()
            }
            first = {language: terms[0] for language, terms in row.items() if terms}
            marked = (strict_stem(word, one) for one in _NORDIC for term in written[one] for word in term)
            concept = concepts[id] = Concept(id, phrases, first, frozenset(marked))
            for phrase in frozenset(chain.from_iterable(phrases[language] for language in _NORDIC)):
                nordic[phrase].append(concept)
            for phrase in phrases[Language.EN]:
                english[phrase].append(concept)
            spelt.update(chain.from_iterable(chain.from_iterable(written.values())))
        same_root = {
            id: tuple(concepts[other] for other in group if other != id) for group in roots for id in group
        }
        return cls(_fixed(nordic), _fixed(english), frozenset(spelt), same_root, concepts)

    def found_in(self, spoken: Sequence[str], language: Language) -> list[tuple[range, Concept]]:
        """The concepts that lower-case words name, with the range of the words that name them.

        Words of a question in Swedish or Norwegian may be either's, and English ones where they are none of
        those ("onboarding").
        """
        layers = [(self.english, _variants(spoken, _ENGLISH))]
        if language is not Language.EN:
            layers.insert(0, (self.nordic, _variants(spoken, _NORDIC)))
        found = []
        for start in range(len(spoken)):
            for end in range(start + 1, min(len(spoken), start + self.longest) + 1):
                for by_phrase, variants in layers:
                    named = [
                        one
                        for p in _phrases(variants[start:end])
                        for one in by_phrase.get(p, ())
                        if by_phrase is self.english or all(map(one.is_spelt, spoken[start:end]))
                    ]
                    found += [(range(start, end), concept) for concept in named]
                    if named:
                        break
        return found


def stem_variants(word: str) -> frozenset[str]:
    """The stems that the four languages' stemmers make of a word."""
    return frozenset(stem(word, language) for language in Language)


@cache
def load_concepts() -> ConceptLayer:
    """The domain's concepts and the general ones."""
    return ConceptLayer.of((*domain_rows(), *general_rows()), domain_roots())


@cache
def load_domain_concepts() -> ConceptLayer:
    """The domain's concepts alone."""
    return ConceptLayer.of(domain_rows())


def domain_rows(path: Path = _DOMAIN) -> Iterator[tuple[str, Row]]:
    """The rows of the domain's file; raises `ValueError` for one without an id or a language."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["concept"]:
        if missing := {"id", *(language.value for language in Language)} - row.keys():
            raise ValueError(f"{path.name}: {row.get('id', 'a concept')} lacks {', '.join(sorted(missing))}")
        yield row["id"], {language: row[language.value] for language in Language}


def domain_roots(path: Path = _DOMAIN) -> Sequence[Sequence[str]]:
    """The groups of ids in the domain's file whose words are of one root."""
    groups: Sequence[Sequence[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["same_root"]
    return groups


NO_CONCEPTS = ConceptLayer({}, {})


def _fixed(by_phrase: Mapping[Phrase, Sequence[Concept]]) -> Mapping[Phrase, tuple[Concept, ...]]:
    return {phrase: tuple(concepts) for phrase, concepts in by_phrase.items()}


def _phrase(term: Sequence[str], language: Language) -> Phrase:
    content = [word for word in term if not is_stop_word(word)]
    return tuple(stem(word, language) for word in content or term)


def _variants(spoken: Sequence[str], languages: Sequence[Language]) -> list[list[str]]:
    return [sorted({stem(word, language) for language in languages}) for word in spoken]


def _phrases(variants: Sequence[Sequence[str]]) -> Iterable[Phrase]:
    """All phrases of one stem a word; bounded, since a word has few stems and a term few words."""
    phrases: list[Phrase] = [()]
    for stems in variants:
        phrases = [(*phrase, one) for phrase in phrases for one in stems]
    return phrases
