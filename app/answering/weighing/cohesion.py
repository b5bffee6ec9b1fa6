"""How sentences hang together: which begins by referring back, and which stand side by side."""

from __future__ import annotations

import re

from app.domain.passages import Passage
from app.domain.sources import Unit

_REFERS_BACK = re.compile(
    r"(?:[–-]\s*)?(?:det|den|de|dei|dem|detta|dette|denna|denne|dessa|disse|desse|han|hon|hun|ho|sådan\w*"
    r"|slik\w*|där\w*|der\w*|då|da|här\w*|her\w*|ofta|ofte|också|også|även|men|utan|dock|dessutom"
    r"|dessuten|i stället|istället|i stedet|i staden|tvärtom|tvert"
    r"|(?:vi|man|jag|jeg|eg|we|I) (?:kalla[rd]?e?|kaller|kalte|call|called) (?:det|den|dem|dei|it|them|this)"
    r"|this|that|these|those|it|they|he|she|such|there|then|instead|often|also|but|however|therefore|thus)\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\b(?:en|ett|ein|eit|ei|et|an?) (?:\w+ )?(?P<noun>\w{4,})\b", re.IGNORECASE)
_DEFINITE = r"(?:n|t|a|en|et|an|na|ne)"
_WITHIN_A_PARAGRAPH = re.compile(r"[^\S\n]*\n?[^\S\n]*")


def refers_back(text: str) -> bool:
    """Whether a sentence begins with a word that means something said before it ("Det …", "Därför …")."""
    return _REFERS_BACK.match(text) is not None


def takes_up(first: str, second: str) -> bool:
    """Whether a sentence begins with the very thing that the one before it introduces: "a criticism … The criticism
    …"."""
    nouns = {re.escape(found["noun"]) for found in _INTRODUCED.finditer(first)}
    known = rf"(?:the (?:{'|'.join(nouns)})|(?:{'|'.join(nouns)}){_DEFINITE})\b"
    return bool(nouns) and re.match(known, second, re.IGNORECASE) is not None


def are_adjoining(passage: Passage, first: Unit, second: Unit) -> bool:
    """Whether nothing but a space or a line break stands between two units, the first before the second."""
    between = passage.document.text[first.span.end : second.span.start]
    return _WITHIN_A_PARAGRAPH.fullmatch(between) is not None
