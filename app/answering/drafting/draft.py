"""A draft as a language model hands it in: nothing in it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Support:
    """What a drafted sentence claims to rest on: a passage's number, from 1 on, and a quote from it."""

    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    text: str
    supports: tuple[Support, ...] = ()


class Drop(StrEnum):
    """Why a drafted sentence is not shown."""

    UNREADABLE = "unreadable"  # not in the form that was asked for
    FORM = "form"  # HTML, a link, a marker, control characters, too long
    UNSUPPORTED = "unsupported"  # a claim without a passage
    PASSAGE = "passage"  # a passage's number that was not given
    QUOTE = "quote"  # a quote that does not stand in that passage
    NUMBER = "number"  # a number or year that the cited text lacks, or in another order
    NAME = "name"  # a name that the cited text lacks, or in another order
    NEGATION = "negation"  # says yes where the cited text says no, or the reverse
    STRENGTH = "strength"  # must for may, all for some
    WORDS = "words"  # says what the cited text does not say


@dataclass(frozen=True, slots=True)
class DraftCount:
    """How many sentences were shown, and how many dropped, by reason. Holds no content: fit for a log."""

    kept: int = 0
    dropped: Mapping[Drop, int] | None = None

    @property
    def dropped_in_all(self) -> int:
        return sum((self.dropped or {}).values())

    def __str__(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted((self.dropped or {}).items()))
        return f"{self.kept} kept, {self.dropped_in_all} dropped" + (f" ({reasons})" if reasons else "")
