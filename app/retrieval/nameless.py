"""A question without its names.

Where many texts name the same town, a letterhead is nearer to any question about the town than the sentence that
answers it. What is asked of a name is told by the rest of the question.
"""

from __future__ import annotations

import re
from itertools import pairwise

from app.retrieval.capitals import Capitals
from app.text.words import content_words

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_GAP = re.compile(r" (?=[?.!,])")
_BEFORE_A_NAME = frozenset(
    "i på hos för for fra från frå til till av om ifølge enligt ifølgje med ved vid in at of from about by".split()
)
_FEWEST_LEFT = 2  # content words: "who founded" is near to any founder


def without_names(question: str, capitals: Capitals) -> str | None:
    """The question without its names and the prepositions before them; None where it has none, or where fewer
    than two content words would be left."""
    found = list(_WORD.finditer(question))
    shouts = question.isupper()
    named = [_is_name(word[0], capitals, at > 0 and not shouts) for at, word in enumerate(found)]
    left = " ".join(word[0] for word, is_name in zip(found, named, strict=True) if not is_name)
    if not any(named) or len(set(content_words(left))) < _FEWEST_LEFT:
        return None
    parts, end = [], 0
    for word, (is_name, is_next) in zip(found, pairwise((*named, False)), strict=True):
        if is_name or (is_next and word[0].lower() in _BEFORE_A_NAME):
            parts.append(question[end : word.start()])
            end = word.end()
    return _GAP.sub("", " ".join("".join((*parts, question[end:])).split()))


def _is_name(word: str, capitals: Capitals, is_deliberate: bool) -> bool:
    """Where the collection leaves it open, a capital tells, unless the word had to have one."""
    is_known = capitals.is_name(word.lower())
    return (is_deliberate and word[0].isupper()) if is_known is None else is_known
