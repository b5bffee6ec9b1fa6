"""Chunks that say little: a caption alone, or what another chunk says already."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.passages import Chunk, ChunkKind
from app.text.normalise import matching_form
from app.text.sentences import ends_sentence

_LONGEST_FRAGMENT = 90  # characters


def is_fragment(chunk: Chunk) -> bool:
    """Whether a chunk is a line or two that end no sentence: a caption, a letterhead, a date line."""
    is_short_text = chunk.kind is ChunkKind.TEXT and len(chunk.text) < _LONGEST_FRAGMENT
    return is_short_text and not ends_sentence(chunk.text)


def first_that_say_it(texts: Iterable[str]) -> tuple[int, ...]:
    """For each text the place of the first that says the same words, mostly its own."""
    places: dict[str, int] = {}
    return tuple(places.setdefault(matching_form(text), place) for place, text in enumerate(texts))
