"""A text's words in the forms they are matched in, and what a question's term is looked for by.

A form is kept as lines, one a word, so that one search in a string tells whether any word of the text is alike, or
begins or ends so: a sentence takes a microsecond or two, and a whole document little more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.domain.sources import Language
from app.text.expressions import is_sign, signs
from app.text.words import consonants, content_words, grams, skeleton, stem

_SHORTEST_HEAD = 5
_SHORTEST_MODIFIER = 6
_FEWEST_CONSONANTS = 5
_FEWEST_SHARED_GRAMS = 0.6

Weighed = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Vocabulary:
    """A text's content words, each once and in order, and its expressions; each form is made when first asked for."""

    text: str
    language: Language

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(content_words(self.text)))

    @cached_property
    def stems(self) -> str:
        return _lines(stem(word, self.language) for word in self.words)

    @cached_property
    def signs(self) -> str:
        return _lines(signs(self.text, self.language))

    @cached_property
    def sounds(self) -> str:
        return _lines(consonants(stem(word, self.language)) for word in self.words)

    @cached_property
    def spellings(self) -> str:
        """The skeletons with their edges marked: a gram of a word is a part of its line, and of no other."""
        return _lines(f"_{skeleton(word)}_" for word in self.words)


@lru_cache(maxsize=20_000)
def vocabulary(text: str, language: Language) -> Vocabulary:
    """Remembered for the texts read last: about 1 kB for a sentence, eight times its length for a document."""
    return Vocabulary(text, language)


@dataclass(frozen=True, slots=True)
class Sought:
    """What finds a term among lines: whole stems and signs of expressions, ends and beginnings of compounds, the
    weightiest first; the sounds of its own stems; the grams of its word."""

    stems: Weighed
    signs: Weighed
    heads: Weighed
    modifiers: Weighed
    sounds: tuple[str, ...]
    grams: tuple[str, ...]

    @classmethod
    def of(cls, word: str, alternatives: Weighed) -> Sought:
        by_weight = sorted((one for one in alternatives if not is_sign(one[0])), key=lambda one: -one[1])
        signs = sorted((one for one in alternatives if is_sign(one[0])), key=lambda one: -one[1])
        own = dict.fromkeys(consonants(one) for one, weight in alternatives if weight == 1)
        return cls(
            stems=tuple((f"\n{one}\n", weight) for one, weight in by_weight),
            signs=tuple((f"\n{one}\n", weight) for one, weight in signs),
            heads=tuple((f"{one}\n", weight) for one, weight in by_weight if len(one) >= _SHORTEST_HEAD),
            modifiers=tuple(
                (f"\n{one}", weight) for one, weight in by_weight if len(one) >= _SHORTEST_MODIFIER
            ),
            sounds=tuple(f"\n{one}\n" for one in own if len(one) >= _FEWEST_CONSONANTS),
            grams=tuple(dict.fromkeys(grams(word))),
        )

    def shared_grams(self, spellings: str) -> float:
        """The share of the grams that the likest word has; 0 where that is little."""
        found = [gram for gram in self.grams if gram in spellings]
        if len(found) / len(self.grams) < _FEWEST_SHARED_GRAMS:
            return 0.0
        held = Counter(line for gram in found for line in _lines_with(gram, spellings))
        share = max(held.values()) / len(self.grams)
        return share if share >= _FEWEST_SHARED_GRAMS else 0.0


def first_weight(needles: Weighed, lines: str) -> float:
    """The weight of the first needle that the lines hold; 0 where they hold none."""
    for needle, weight in needles:
        if needle in lines:
            return weight
    return 0.0


def _lines_with(part: str, lines: str) -> Iterator[int]:
    """Where each line ends that holds a part."""
    at = lines.find(part)
    while at >= 0:
        end = lines.find("\n", at)
        yield end
        at = lines.find(part, end)


def _lines(forms: Iterable[str]) -> str:
    return "".join(("\n", *(f"{one}\n" for one in forms)))
