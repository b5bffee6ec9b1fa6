"""The noun that a question asks for without a question word beside it: "vad har Anna Ek för *utbildning*"."""

from __future__ import annotations

import re

from app.answering.asking.reading import Reading
from app.domain.passages import QuestionTerm
from app.text.words import words

_AT_THE_END = re.compile(
    r"^(?:vad|hva|kva) (?:har|hade|hadde|fick|fikk|fekk|får|är|er|var)\b.* (?:för|for|i|som) (?P<noun>[\w-]+)$"
)
_HELPS = (
    r"(?:did|do|does|is|are|was|were|has|have|had|can|får|har|er|vart|blei|hadde|fekk|treng|gir|gjeld|må|kan"
    r"|skal)"
)
_BEHIND_WHAT = re.compile(rf"^(?:kva|what) (?P<noun>[\w-]+) (?:[\w-]+ ){{0,3}}?{_HELPS}\b")


def asked_noun(reading: Reading) -> QuestionTerm | None:
    """The attribute in that place; None where the question asks otherwise."""
    plain = " ".join(words(reading.text))
    found = _AT_THE_END.search(plain) or _BEHIND_WHAT.search(plain)
    return next((term for term in reading.attributes if found and term.word == found["noun"]), None)
