"""How sentences hang together: which begins by referring back, and which stand side by side."""

from __future__ import annotations

import re

from app.domain.passages import Passage
from app.domain.sources import Unit

_REFERS_BACK = re.compile(
    r"(?:[–-]\s*)?(?:det|den|de|dei|dem|detta|dette|denna|denne|dessa|disse|desse|han|hon|hun|ho|sådan\w*"
    r"|slik\w*|där\w*|der\w*|då|da|här\w*|her\w*|ofta|ofte|också|også|även|men|utan|dock|dessutom"
    r"|dessuten|i stället|istället|i stedet|i staden|tvärtom|tvert"
    r"|this|that|these|those|it|they|he|she|such|there|then|instead|often|also|but|however|therefore|thus)\b",
    re.IGNORECASE,
)
_WITHIN_A_PARAGRAPH = re.compile(r"[^\S\n]*\n?[^\S\n]*")


def refers_back(text: str) -> bool:
    """Whether a sentence begins with a word that means something said before it ("Det …", "Därför …")."""
    return _REFERS_BACK.match(text) is not None


def are_adjoining(passage: Passage, first: Unit, second: Unit) -> bool:
    """Whether nothing but a space or a line break stands between two units, the first before the second."""
    between = passage.document.text[first.span.end : second.span.start]
    return _WITHIN_A_PARAGRAPH.fullmatch(between) is not None
