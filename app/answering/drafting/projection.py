"""A text with everything smoothed away that a copyist may change without changing a word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("’‘‚′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("[【〔⟦", "("),
        **dict.fromkeys("]】〕⟧", ")"),
    }
)
_UNSEEN = frozenset(("Cf", "Cc", "Co", "Cs", "Cn"))
_MARKUP = "*`"


@dataclass(frozen=True, slots=True)
class Projection:
    """`places[i]` is where character i of `text` stands in the text that was projected."""

    text: str
    places: tuple[int, ...]


def project(text: str) -> Projection:
    """White space as one blank, quotation marks and dashes as one kind, square brackets as round ones.

    Invisible characters and emphasis marks are left out. Brackets are round so that nothing in a source
    looks like a citation. No letter and no digit is changed.
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                places.append(place)
        elif character not in _MARKUP and unicodedata.category(character) not in _UNSEEN:
            characters.append(character)
            places.append(place)
    if characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return Projection("".join(characters).translate(_SAME), tuple(places))


def smoothed(text: str) -> str:
    return project(unicodedata.normalize("NFC", text)).text
