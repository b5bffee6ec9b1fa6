"""A misspelt word of a question as the sources spell it.

Only one slip is mended (Damerau, 1964: a letter too many, too few, wrong, or two that changed places), only in
a word of some length, and never the first letter: a real word that the sources merely lack must stay itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

from app.text.words import skeleton, words

SHORTEST = 6  # letters of the skeleton of the word that is meant; shorter ones have too many neighbours
_SHORTEST_ALIKE = 4  # when the skeletons are the same: "kontrol", "tilit"
_VOWELS = frozenset("aeiouy")
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(frozenset(pair) for row in _KEYBOARD for pair in pairwise(row)) | {
    frozenset("ij"),
    frozenset("vw"),
    frozenset("ck"),
    frozenset("sz"),
}
_QUESTION_WORDS = (
    "varför vilken vilket hvordan hvorfor hvilken hvilket hvilke korleis kvifor which where".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Spelling:
    """The words that a question may mean, and question words; of equally near ones the first in the alphabet."""

    def __init__(self, vocabulary: Iterable[str], shortest: int = SHORTEST) -> None:
        self._shortest = shortest
        self._by_shape: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for word in sorted({*vocabulary, *_QUESTION_WORDS}):
            plain = skeleton(word)
            if len(plain) >= _SHORTEST_ALIKE:
                self._by_shape[plain[0], len(plain)].append((plain, word))

    def mended(self, question: str, is_known: Callable[[str], bool]) -> str:
        """The question with its misspelt words spelt right; `is_known` is asked of lower-case words."""

        def mend(match: re.Match[str]) -> str:
            (word,) = words(match[0]) or ("",)
            meant = None if is_known(word) else self.meant(word)
            return match[0] if meant is None else _written_like(match[0], meant)

        return _WORD.sub(mend, question)

    def meant(self, word: str) -> str | None:
        """The word of the vocabulary that is one slip away from a lower-case word, if any."""
        plain = skeleton(word)
        if len(plain) < _SHORTEST_ALIKE:
            return None
        same = [other for spelt, other in self._by_shape.get((plain[0], len(plain)), ()) if spelt == plain]
        if same:
            return same[0]
        near = (
            (abs(length - len(plain)), other)
            for length in range(max(self._shortest, len(plain) - 1), len(plain) + 2)
            for spelt, other in self._by_shape.get((plain[0], length), ())
            if _is_one_slip(plain, spelt)
        )
        return min(near, default=(0, None))[1]


def _written_like(typed: str, meant: str) -> str:
    return meant.capitalize() if typed[0].isupper() else meant


def _is_one_slip(typed: str, spelt: str) -> bool:
    """A wrong letter counts when it is the next one on the keyboard, or a vowel for a vowel."""
    at = next((i for i, pair in enumerate(zip(typed, spelt, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return abs(len(typed) - len(spelt)) == 1
    if len(typed) != len(spelt):
        longer, shorter = sorted((typed, spelt), key=len, reverse=True)
        return longer[at + 1 :] == shorter[at:]
    swapped = typed[at : at + 2] == spelt[at : at + 2][::-1]
    if swapped and typed[at + 2 :] == spelt[at + 2 :]:
        return True
    pair = frozenset((typed[at], spelt[at]))
    return typed[at + 1 :] == spelt[at + 1 :] and (pair <= _VOWELS or pair in _NEIGHBOURS)
