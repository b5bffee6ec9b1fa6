"""What a quotation claims that its source should answer for: effects, and what was so when it was written."""

from __future__ import annotations

import re

_EFFECT = re.compile(
    r"\b(?:(?:för)?bättr\w+|forbedr\w+|(?:för|for)?betr\w+|bedre|ök(?:ar|ade|at)|øk(?:er|te|t)|auk(?:ar|a)"
    r"|minsk(?:ar|ade|at)|reduser(?:er|te|t)|höj(?:er|de|t)|hev(?:er|et)|stärk(?:er|s|te|t)|styrk(?:er|jer|et|ast)"
    r"|leder till|fører til|bidrar|effektiv\w*|nöjdare|lönsam\w*|lønnsom\w*|gör (?:\w+ )?möjlig"
    r"|improv(?:es|ed)|increas(?:es|ed)|reduc(?:es|ed)|leads to|makes .{0,30} (?:better|possible|easier))\b",
    re.IGNORECASE,
)
_FUTURE = r"(?:ska|skal|kommer|läggs?|lägger|legger|legg|presentera[rs]?|publicera[rs]|publiseres|will|shall|vänder)"
_SEASON = r"(?:vår|sommar|sommer|höst|haust|høst|vinter|spring|summer|autumn|winter)"
_DATE = rf"(?:{_SEASON}(?:e?n)\b|{_SEASON}(?:en)? 20\d\d\b|20\d\d\b)"
_AS_OF_NOW = re.compile(
    r"\b(?:hittills|hittil|så langt|so far|för närvarande|for tiden|for tida|currently|at present"
    r"|nästa år|neste år|next year|i höst|til høsten|till hösten|till våren|til våren|kommande|kommende|komande"
    r"|upcoming|(?:in)?planera(?:de|t|d|s)|planlag\w+|planned)\b"
    rf"|\b{_FUTURE}\b.{{0,80}}\b{_DATE}|\b{_DATE}.{{0,40}}\b{_FUTURE}\b",
    re.IGNORECASE,
)


def claims_effect(text: str) -> bool:
    """Whether a text says that something makes something else better, more or less."""
    return _EFFECT.search(text) is not None


def is_as_of_its_date(text: str) -> bool:
    """Whether a text says what is so at present or still to come, which was true when it was written."""
    return _AS_OF_NOW.search(text) is not None
