"""What others are said to think, which no source says itself: "Noen sier at tillit er naivt"."""

from __future__ import annotations

import re

_OTHERS = (
    r"(?:många|mange|några|någon|noen|nokre|nokon|somliga|somme|enkelte|enkla|vissa|visse|folk|andra|andre|man|en del"
    r"|kritiker\w*|kritikar\w*|skeptiker\w*|skeptikar\w*|motstånd\w*|motstand\w*"
    r"|many|some|people|others|critics|sceptics|skeptics|opponents|outsiders)"
)
_THINK = (
    r"(?:tror|trodde|trur|trudde|menar|mener|meiner|säger|sier|seier|hävdar|hevder|hevdar|påstår|påstod|tänker|tenker|tenkjer"
    r"|think|thought|believe|believed|say|said|claim|claimed|argue|argued)"
)
_TELLS = re.compile(
    rf"\W*(?:men |but )?{_OTHERS}(?: (?:\w+ ){{0,3}})?{_THINK}\b"
    r"|\W*(?:det (?:sägs|sies|heter|heiter|heter seg|blir sagt|påstås|hevdes)|it is (?:said|claimed|often said))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:kriti\w+|skepti\w+|scepti\w+|motst\w+|invänd\w*|innvend\w*|argument\w*|myt\w*|fördom\w*|fordom\w*"
    r"|missförst\w*|misforst\w*|misconcept\w*|objections?|opponents?"
    rf"|{_OTHERS} {_THINK}|{_THINK} {_OTHERS}|(?:do|does|did) {_OTHERS})\b",
    re.IGNORECASE,
)


def tells_hearsay(text: str) -> bool:
    """Whether a sentence opens with what others, whom it does not name, say or think."""
    return _TELLS.match(text) is not None


def asks_for_hearsay(question: str) -> bool:
    """Whether a question is about what others think or object."""
    return _ASKS.search(question) is not None
