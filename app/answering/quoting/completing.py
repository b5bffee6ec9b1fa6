"""What a sentence is quoted with because it would answer half, or the opposite, without it."""

from __future__ import annotations

import re

from app.answering.asking.reading import Reading
from app.answering.weighing.cohesion import refers_back
from app.answering.weighing.hearsay import tells_hearsay
from app.answering.weighing.stance import is_negated

_TWO_PARTS = re.compile(
    r"\b(?:och|og|and) (?:(?:i så fall|i så tilfelle|om så|i sin tur) )?(?:vad|va|vem|vilk\w+|hur|när|var|varför"
    r"|hva|hvem|hvilk\w+|hvordan|hvor|når|hvorfor|kva|kven|kor|korleis|kvifor|what|who|which|how|when|where|why)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:argument\w*|påstå\w*|hävda\w*|hevd\w*|kritik\w*|kritikk\w*|invänd\w*|innvend\w*|många (?:tror|menar|säger)"
    r"|mange (?:tror|mener|sier|meiner|seier)|det (?:sägs|sies|heter|heiter|blir sagt)"
    r"|claim\w*|argu\w+|many (?:believe|say))\b",
    re.IGNORECASE,
)
_ASKS_INDIRECTLY = re.compile(
    r"\b(?:undrar|undrade|undrer|lurer på|lurte på|lurar på|frågar|frågade|spør|spurte|spurde|ask(?:s|ed)?"
    r"|wonder(?:s|ed)?) (?:\w+ ){0,2}(?:om|if|whether|vem|vad|hvem|hva|kven|kva|who|what)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"(?:[–-]\s*)?(?:men|but|dock|tvärtom|tvert|however)\b", re.IGNORECASE)


def has_two_parts(reading: Reading) -> bool:
    """Whether a question asks two things: "who is …, and how …"."""
    return _TWO_PARTS.search(reading.text) is not None


def judges(first: str, second: str) -> bool:
    """Whether a sentence says of a claim that the one before it reports whether it holds.

    What stands behind "many think that …" is the source's own word on it unless it goes on about that.
    """
    is_hearsay = tells_hearsay(first)
    if not is_hearsay and not _REPORTS.search(first):
        return False
    if _TURNS.match(second) is not None or (refers_back(second) and is_negated(second)):
        return True
    return is_hearsay and not refers_back(second) and not tells_hearsay(second)


def replies(first: str, second: str) -> bool:
    """Whether a sentence answers what the one before it reports that somebody asked."""
    return _ASKS_INDIRECTLY.search(first) is not None and not _ASKS_INDIRECTLY.search(second)
