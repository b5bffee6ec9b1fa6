"""Which words the sources write as names: with a capital inside sentences, and nowhere without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.sources import Language
from app.retrieval.concepts import stem_variants
from app.text.words import stem, words

_SMALL = re.compile(r"(?<![\w.@/:-])[a-zåäöæøé][\w-]*(?![\w@/]|\.\w)")
_INSIDE = re.compile(r"(?<=[a-zåäöæøéA-ZÅÄÖÆØ,] )[A-ZÅÄÖÆØ][\w-]+")


@dataclass(frozen=True, slots=True)
class Capitals:
    """`names`: what a whole collection writes with a capital inside sentences and nowhere without; `doubtful`: what
    it writes so at least as often as without; both less the s of a genitive. `ordinary`: the stems of what it
    writes without.
    """

    names: frozenset[str]
    doubtful: frozenset[str]
    ordinary: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Language]]) -> Capitals:
        small: Counter[str] = Counter()
        large: Counter[str] = Counter()
        stems: set[str] = set()
        for text, language in texts:
            found = _SMALL.findall(text)
            small.update(map(_base, found))
            large.update(_base(word) for name in _INSIDE.findall(text) for word in words(name))
            stems.update(stem(word, language) for word in set(found))
        return cls(
            names=frozenset(large.keys() - small.keys()),
            doubtful=frozenset(word for word, count in large.items() if count >= small[word]),
            ordinary=frozenset(stems),
        )

    def is_name(self, word: str) -> bool | None:
        """None for a word that the collection lacks in any inflection, or writes both ways."""
        if _base(word) in self.names:
            return True
        is_unsure = _base(word) in self.doubtful or self.ordinary.isdisjoint(stem_variants(word))
        return None if is_unsure else False


def _base(word: str) -> str:
    return word.removesuffix("s")
