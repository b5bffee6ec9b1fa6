"""A text with everything smoothed away that a copyist may change without changing a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SAME = {
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("’‘‚′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("[【〔⟦", "("),
    **dict.fromkeys("]】〕⟧", ")"),
    **dict.fromkeys("*`", ""),
}
_UNSEEN = frozenset(("Cf", "Cc", "Co", "Cs", "Cn"))
_BLANKS = re.compile(" {2,}")


class _Smoothing(dict[int, str]):
    """What a character becomes, by its code: another one, a blank, or nothing. Found out once for each."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            smooth = " "
        elif unicodedata.category(character) in _UNSEEN:
            smooth = ""
        else:
            smooth = _SAME.get(character, character)
        self[code] = smooth
        return smooth


_SMOOTHING = _Smoothing()


@dataclass(frozen=True, slots=True)
class Projection:
    """`places[i]` is where character i of `text` stands in the text that was projected."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=64)
def project(text: str) -> Projection:
    """White space as one blank, quotation marks and dashes as one kind, square brackets as round ones.

    Invisible characters and emphasis marks are left out. Brackets are round so that nothing in a source
    looks like a citation. No letter and no digit is changed. The sentences of a draft rest on few passages, so the
    last ones are remembered.
    """
    characters: list[str] = []
    places: list[int] = []
    last = " "
    for place, code in enumerate(map(ord, text)):
        smooth = _SMOOTHING[code]
        if smooth and not (smooth == last == " "):
            characters.append(smooth)
            places.append(place)
            last = smooth
    if characters and last == " ":
        characters.pop()
        places.pop()
    return Projection("".join(characters), tuple(places))


def smoothed(text: str) -> str:
    """The text of `project`, for a text in any normal form."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_SMOOTHING)).strip(" ")
