"""Sentences as a model might draft them over the shipped corpus, true and false, from `tests/drafted/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.sources import Language

_FOLDER = Path(__file__).with_name("drafted")


@dataclass(frozen=True, slots=True)
class Drafted:
    """`trick` says what is wrong with a false one."""

    language: Language
    text: str
    quotes: tuple[str, ...]
    is_true: bool
    trick: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.language, self.trick, self.text)))


@cache
def drafted_sentences(name: str) -> tuple[Drafted, ...]:
    """The sentences of one file, in order."""
    tables = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(
        _read(line, tuple(cited["quotes"]), is_true)
        for cited in tables["cited"]
        for is_true, lines in ((True, cited["true"]), (False, cited["false"]))
        for line in lines
    )


def _read(line: str, quotes: tuple[str, ...], is_true: bool) -> Drafted:
    head, text = line.split(" | ", 1)
    language, _, trick = head.partition(" ")
    return Drafted(Language(language), text, quotes, is_true, trick)
