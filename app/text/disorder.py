"""Questions whose words stand in no order that a sentence has, shuffled or hastily typed: "i på vi Hvilke råd får".

An embedding model reads such a text as another question than the one that is meant.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from app.text.question_order import asking_first, asks, begins_questions

ORDERS = 4
_FILE = Path(__file__).with_suffix(".toml")
_EDGES = re.compile(r"\W+$|^\W+")
_BEGINS_SENTENCE = re.compile(r"[.:;!?…–—»”\"]$|^[-–—]$")


@cache
def _tables() -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """The pairs that never stand side by side, and the words that no question ends in."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    pairs = (
        (first, then)
        for row in tables["never"]
        for first in row["first"].split()
        for then in row["then"].split()
    )
    return frozenset(pairs), frozenset(tables["last"]["words"].split())


def is_disordered(question: str) -> bool:
    """Whether two words stand side by side, or one at the end, as in no sentence; or a word with little meaning has
    the capital of the first in a question that begins small."""
    typed = question.split()
    plain = list(map(_plain, typed))
    if len(typed) < 3:
        return False
    never, never_last = _tables()
    if plain[-1] in never_last or asking_first(question) != question:
        return True
    inside = [
        (one, other) for (one, other), word in zip(pairwise(plain), typed, strict=False) if word[-1].isalnum()
    ]
    return not never.isdisjoint(inside) or _begins_inside(typed)


def orders(question: str) -> tuple[str, ...]:
    """The question itself; a disordered one in a few orders, its question word first, which stand for none of them.

    All but the first are the same for the same words in whatever order.
    """
    if not is_disordered(question):
        return (question,)
    mark = "?" if question.rstrip().endswith("?") else ""
    typed = question.replace("?", " ").split()
    others = (
        " ".join(sorted(typed, key=lambda word: (not asks(_plain(word)), _place(word, number), word))) + mark
        for number in range(1, ORDERS)
    )
    return tuple(map(asking_first, (question, *others)))


def _plain(word: str) -> str:
    return _EDGES.sub("", word).lower()


def _place(word: str, number: int) -> bytes:
    """Where a word stands in one of the orders: anywhere, but the same in every run."""
    return hashlib.sha256(f"{number} {word.lower()}".encode(errors="surrogatepass")).digest()


def _begins_inside(typed: list[str]) -> bool:
    if not typed[0][:1].islower():
        return False
    return any(
        word[:1].isupper() and word[1:2].islower() and begins_questions(_plain(word))
        for before, word in pairwise(typed)
        if not _BEGINS_SENTENCE.search(before)
    )
