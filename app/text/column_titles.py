"""The titles of a table's columns: whether a first row is one, and whether two columns are each other's opposite.

Where one column is of what is allowed and the next of what is not, a row without their titles says the opposite of
its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3  # of a table whose titles are told by the numbers below them
_LONGEST_TITLE = 4  # words
_NOT = re.compile(
    r"\b(?:inte|ej|icke|ikke|ikkje|not|don'?t|never|aldrig|aldri|nej|nei|no|utan|uten|without|slutar?|slutta?r?|stopp\w*)\b",
    re.IGNORECASE,
)
_POLES = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (
            r"tillåt|tillat|tillet|lov(?:lig)?\b|får|kan\b|allow|permit|may\b",
            r"förbj|förbud|forb[uoy]|ulovl|forbid|prohib|banned",
        ),
        (r"ja\b|yes\b|jo\b", r"nej\b|nei\b|no\b"),
        (r"rätt\b|rett\b|riktig|right|correct", r"fel\b|feil|wrong|incorrect"),
        (r"bra\b|god|good|styrk|strength", r"dålig|dårlig|svag|svak|bad\b|weak"),
        (
            r"för\b|fordel|fördel|plus|pro\b|pros\b|benefit|advantage",
            r"mot\b|ulemp|nackdel|bakdel|minus|cons?\b|drawback|disadv",
        ),
        (
            r"före|før|innan|before|tidigare|tidlegare|tidligere|då\b|förr|gammal|gamm?el|old\b",
            r"efter|etter|after|nu\b|nå\b|no\b|now\b|ny\b|nya|nye|new\b",
        ),
        (r"ingår|inngår|included|omfatt", r"ingår inte|inngår ikke|undant|unnt|exclud|except"),
        (
            r"vinn|win|öka|øk|auk|increas|mer\b|meir|more\b",
            r"för?lor|taper?|los|minsk|reduser|mindre|decreas|less\b",
        ),
        (r"kontroll|control", r"tillit|trust"),
    )
)


def are_opposites(titles: Sequence[str]) -> bool:
    """Whether of two columns one is of what the other is not: "Allowed | Forbidden", "Do | Don't"."""
    return any(
        bool(_NOT.search(one)) is not bool(_NOT.search(other))
        or any(
            says.search(a) and opposite.search(b)
            for says, opposite in _POLES
            for a, b in ((one, other), (other, one))
        )
        for one, other in combinations(titles, 2)
    )


def are_titles(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table is the titles of its columns though nothing marks it: short words without a
    number, over columns of numbers or opposite to each other."""
    first, *others = rows
    if not others:
        return False
    titles = [cell.strip() for cell in first]
    if len(titles) < 2 or not all(map(_may_be_title, titles[1:])):
        return False
    if not _may_be_title(titles[0]) or any(len(row) != len(first) for row in others):
        return False
    if are_opposites(titles):
        return True
    is_grid = len(titles) >= _FEWEST_COLUMNS and len(rows) >= _FEWEST_ROWS
    return is_grid and any(all(re.search(r"\d", row[at]) for row in others) for at in range(1, len(first)))


def _may_be_title(cell: str) -> bool:
    return (
        bool(cell)
        and len(cell.split()) <= _LONGEST_TITLE
        and not any(map(str.isdigit, cell))
        and not cell.endswith((".", "!", "?", ",", ";"))
    )
