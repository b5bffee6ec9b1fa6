"""Whether two words of sister languages are compounds of the same parts: hemtjänstgrupp, hjemmetjenestegruppe."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.answering.drafting.lexicon import everyday_meanings
from app.domain.sources import Language
from app.text.words import strict_stem

_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4
_JOINTS = ("s", "e", "")  # enhetschef, barnehage
Parts = tuple[frozenset[int], ...]


def are_same_compound(one: str, language: Language, other: str, its_language: Language) -> bool:
    """Each part of one means what the part in its place means in the other; all of them are everyday words."""
    return any(
        len(parts) == len(others) and all(part & its for part, its in zip(parts, others, strict=True))
        for parts in _parts_of(one, language)
        for others in _parts_of(other, its_language)
    )


@lru_cache(maxsize=20_000)
def _parts_of(word: str, language: Language) -> tuple[Parts, ...]:
    """Every way to take a word apart into two known words or more, as what they mean."""
    return tuple(_taken_apart(word, language)) if language is not Language.EN else ()


def _taken_apart(word: str, language: Language) -> Iterator[Parts]:
    for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        if head := _head(word[:at], language):
            tail = word[at:]
            if meanings := _meanings(tail, language):
                yield head, meanings
            for rest in _taken_apart(tail, language):
                yield head, *rest


def _head(text: str, language: Language) -> frozenset[int]:
    """What stands before another part, with or without the letter that joins them."""
    found: frozenset[int] = frozenset()
    for joint in _JOINTS:
        stem = text.removesuffix(joint) if text.endswith(joint) else ""
        if len(stem) >= _SHORTEST_HEAD:
            found |= _meanings(stem, language)
    return found


def _meanings(text: str, language: Language) -> frozenset[int]:
    return everyday_meanings(language).get(strict_stem(text, language), frozenset())
