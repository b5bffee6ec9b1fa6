"""Nouns and verbs of one root, by the endings that the Nordic stemmers leave: utvärdera, utvärdering."""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST_ROOT = 4
_NOUN_OF_ACTION = ("ning", "ing")
_QUALITY = ("heit", "leik")  # the stemmers take away only "het"
_FOREIGN_VERB = "er"
_FOREIGN_NOUN = ("ation", "asjon")


def kin(stem: str) -> Iterator[str]:
    """The stems, as the stemmers make them, that a verb's noun or a noun's verb or adjective would have; most are
    of no word."""
    for ending in (*_NOUN_OF_ACTION, *_QUALITY):
        yield from _without(stem, ending)
    for ending in _FOREIGN_NOUN:
        for root in _without(stem, ending):
            yield f"{root}{_FOREIGN_VERB}"
    if len(stem) >= _SHORTEST_ROOT and not stem.endswith(_NOUN_OF_ACTION):
        for ending in _NOUN_OF_ACTION:
            yield f"{stem}{ending}"
        for root in _without(stem, _FOREIGN_VERB):
            for ending in _FOREIGN_NOUN:
                yield f"{root}{ending}"


def _without(stem: str, ending: str) -> Iterator[str]:
    root = stem.removesuffix(ending)
    if stem.endswith(ending) and len(root) >= _SHORTEST_ROOT:
        yield root
