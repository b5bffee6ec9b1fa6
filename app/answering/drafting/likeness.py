"""Whether two words of sister languages are spelt alike enough to be the same word."""

from __future__ import annotations

import re
from functools import lru_cache

from app.text.words import skeleton

_SOUNDS = (
    (re.compile(r"(?:tion|sjon|sion)"), "sjon"),
    (re.compile(r"^(?:hv|kv)"), "v"),
    (re.compile(r"^[ou](?=[bdfghjklmnprstv])"), "o"),  # obekvämt, ubekvemt
    (re.compile(r"^upp"), "opp"),
    (re.compile(r"^(?:huvud|hovud|hoved)(?=\w{3})"), "hoved"),  # huvudregel, hovedregel
    (re.compile(r"sch"), "skj"),  # schema, skjema
    (re.compile(r"(?<=\w{3})(?:ical|ically|isk|iska|iske|iskt)$"), "isk"),  # political, politisk
    (re.compile(r"(?<=\w{4})n?ings(?=\w{4})"), "s"),  # beslutsmandat, beslutningsmandat
    (re.compile(r"(?:ei|aj|ej)"), "e"),
    (re.compile(r"(?:gj|dj|hj|lj)"), "j"),
    (re.compile(r"(?<=\w{3})(?:heten|heita|heter|het|heit)$"), "het"),
    (
        re.compile(r"(?<=\w{4})(?:arna|orna|erna|ene|ane|ande|ende|aren|are|ere|ar|er|or|en|et|a|e|n|t|s)$"),
        "",
    ),
)
_MADE = re.compile(r"(?<=\w{4})(?:ning|ing)$")
_LETTERS = str.maketrans("äæ", "ee")  # lägga, legge
_LONG = 9
_SHORT = 4


@lru_cache(maxsize=100_000)
def is_alike(one: str, other: str) -> bool:
    """The same beginning and at most one letter's difference, two in long words, once both are respelt.

    The beginning must agree, since a prefix denies: lönnsam, ulønnsom; medverka, motverka.
    """
    a, b = _respelt(one), _respelt(other)
    if a == b:
        return True
    shortest = min(len(a), len(b))
    if shortest < _SHORT or a[:3] != b[:3]:
        return False
    return _distance_within(a, b, 2 if shortest >= _LONG else 1)


@lru_cache(maxsize=100_000)
def is_derived(one: str, other: str) -> bool:
    """Whether two stems are a verb and what is made of it: utbild, utbildning; växand, växt."""
    return _root(one) == _root(other) and len(_root(one)) >= _SHORT


def _root(stem: str) -> str:
    return _MADE.sub("", stem)


@lru_cache(maxsize=100_000)
def _respelt(word: str) -> str:
    spelling = skeleton(word.translate(_LETTERS))
    for pattern, sound in _SOUNDS:
        spelling = pattern.sub(sound, spelling)
    return spelling


def _distance_within(a: str, b: str, most: int) -> bool:
    """Whether the Levenshtein distance is at most `most`."""
    if abs(len(a) - len(b)) > most:
        return False
    row = list(range(len(b) + 1))
    for at, letter in enumerate(a, start=1):
        above, row[0] = row[0], at
        for column, other in enumerate(b, start=1):
            above, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, above + (letter != other)),
            )
    return row[-1] <= most
