"""Which of the four languages a caller reads."""

from __future__ import annotations

import re

from app.domain.sources import Language

_RANGE = re.compile(r"\s*(?P<tag>[A-Za-z]{1,8})(-[A-Za-z0-9]{1,8})*\s*(;\s*q=(?P<q>[01](\.\d{0,3})?))?\s*")
_NEAREST = {"no": Language.NB, "da": Language.NB}


def read_language(value: object) -> Language | None:
    """The language a request names, or None for anything that is not one of ours; "no" is bokmål."""
    if not isinstance(value, str):
        return None
    return Language(value) if value in list(Language) else _NEAREST.get(value)


def accepted_language(header: str) -> Language | None:
    """The best of our languages in an Accept-Language header; "no" and Danish are served with bokmål."""
    best, best_weight = None, 0.0
    for part in header.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        tag, weight = match["tag"].lower(), float(match["q"] or 1)
        language = read_language(tag)
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best
