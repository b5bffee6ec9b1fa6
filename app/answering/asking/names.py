"""Which words of a question are names, however it is typed: in lower case, in capitals, in another order.

What the sources do with a word says more than what the question does: a word that they capitalise inside a
sentence and never write in lower case is a name. A capital in the question counts for words that the sources
do not use as ordinary words, since the first word of a sentence may stand anywhere in a hasty question.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Language
from app.retrieval.concepts import stem_variants
from app.text.words import stem, words

_LOWER_CASE = re.compile(r"(?<![\w.@/:-])[a-zåäöæøé][\w-]*(?![\w@/]|\.\w)")
_CAPITALISED = re.compile(r"(?<=[a-zåäöæøéA-ZÅÄÖÆØ,] )[A-ZÅÄÖÆØ][\w-]+")
_CAPITAL = re.compile(r"\b[A-ZÅÄÖÆØ][\w-]+")
_FULL_NAME = re.compile(r"[A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)+")


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What passages write with a capital inside a sentence and never in lower case; what they write more often with a
    capital than without; what they write in lower case, by stem; and which words of full names stand side by side."""

    words: frozenset[str]
    capitals: frozenset[str]
    ordinary: frozenset[str]
    beside: frozenset[frozenset[str]]

    def holds(self, word: str) -> bool:
        return _base(word) in self.words

    def is_ordinary(self, word: str) -> bool:
        """Whether the sources write it in lower case, in any inflection, and as it is no more often with a
        capital."""
        return _base(word) not in self.capitals and not self.ordinary.isdisjoint(stem_variants(word))

    def are_beside(self, name: str, other: str) -> bool:
        return frozenset((_base(name), _base(other))) in self.beside


@dataclass(frozen=True, slots=True)
class _Written:
    """How one text writes its words: which in lower case, with their stems, and which with a capital inside a
    sentence; by base, how much more often with a capital than without; and which words of full names stand side by
    side."""

    lower: frozenset[str]
    stems: frozenset[str]
    inside: frozenset[str]
    excess: Mapping[str, int]
    beside: frozenset[frozenset[str]]


@lru_cache(maxsize=2_000)
def _written(text: str, language: Language) -> _Written:
    """Remembered for the texts read last, some 10 kB each."""
    lower = _LOWER_CASE.findall(text)
    excess = Counter(_base(word.lower()) for word in _CAPITAL.findall(text))
    excess.subtract(map(_base, lower))
    return _Written(
        frozenset(lower),
        frozenset(stem(word, language) for word in set(lower)),
        capitalised(text),
        excess,
        frozenset(_pairs(text)),
    )


def known_names(passages: Sequence[Passage]) -> KnownNames:
    texts = [_written(passage.chunk.text, passage.chunk.language) for passage in passages]
    lower = frozenset[str]().union(*(one.lower for one in texts))
    inside = frozenset[str]().union(*(one.inside for one in texts))
    return KnownNames(
        words=frozenset(map(_base, inside - lower)),
        capitals=frozenset(_mostly_capital(texts)),
        ordinary=frozenset[str]().union(*(one.stems for one in texts)),
        beside=frozenset[frozenset[str]]().union(*(one.beside for one in texts)),
    )


def names_among(question: str, terms: Sequence[QuestionTerm], known: KnownNames) -> tuple[QuestionTerm, ...]:
    """The terms that are names.

    A capital says less where most words have one, and inside a question that begins without: there the word may
    have been the first. Then ordinary words are no names.
    """
    inside = capitalised(question)
    is_in_capitals = 2 * len(inside) > len(terms)
    is_deliberate = question[:1].isupper() and not is_in_capitals
    ordinary = frozenset(term.word for term in terms if term.is_name is False)
    written = frozenset(
        word
        for run in _runs(question, inside)
        for word in run
        if is_deliberate
        or (len(run) > 1 and not is_in_capitals)
        or not all(word in ordinary or known.is_ordinary(word) for word in run)
    )
    return tuple(term for term in terms if term.is_name or term.word in written or known.holds(term.word))


def entities(question: str, names: Sequence[str], known: KnownNames) -> tuple[tuple[str, ...], ...]:
    """The names, those as one that stand side by side in the question or in the sources: ("laura", "hartman")."""
    found: list[tuple[str, ...]] = []
    for run in _runs(question, frozenset(names)):
        same = [other for other in found if any(known.are_beside(a, b) for a in other for b in run)]
        rest = [other for other in found if other not in same]
        found = [*rest, (*chain.from_iterable(same), *run)]
    return tuple(found)


def capitalised(text: str) -> frozenset[str]:
    """The words of a text that have a capital inside a sentence."""
    return frozenset(
        word for found in _CAPITALISED.findall(text) if "-" not in found for word in words(found)
    )


def _runs(question: str, names: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """The names that stand side by side, with nothing between them."""
    run: list[str] = []
    for word in (*re.findall(r"[\w-]+|[^\w\s]", question.lower()), ""):
        if word in names:
            run.append(word)
        elif run:
            yield tuple(run)
            run = []


def _mostly_capital(texts: Sequence[_Written]) -> Iterator[str]:
    """The words that texts write with a capital more often than without."""
    excess: dict[str, int] = defaultdict(int)
    for one in texts:
        for word, count in one.excess.items():
            excess[word] += count
    yield from (word for word, count in excess.items() if count > 0)


def _pairs(text: str) -> Iterator[frozenset[str]]:
    for name in _FULL_NAME.findall(text):
        yield from (frozenset(pair) for pair in pairwise(map(_base, words(name))))


def _base(word: str) -> str:
    """Without the s of a genitive, or of the name itself."""
    return word.removesuffix("s")
