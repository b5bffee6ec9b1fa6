"""Sentences as a model might draft them, true and false, from `tests/drafted/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.sources import Language
from tests.builders import CORPUS

_FOLDER = Path(__file__).with_name("drafted")


@dataclass(frozen=True, slots=True)
class Drafted:
    """`texts` is the folder of what it cites; `trick` says what is wrong with a false one."""

    language: Language
    text: str
    quotes: tuple[str, ...]
    is_true: bool
    texts: Path
    trick: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.language, self.trick, self.text)))


@cache
def drafted_sentences(name: str) -> tuple[Drafted, ...]:
    """The sentences of one file, in order."""
    tables = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    texts = _FOLDER / tables["texts"] if "texts" in tables else CORPUS
    return tuple(
        _read(line, tuple(cited["quotes"]), is_true, texts)
        for cited in tables["cited"]
        for is_true, lines in ((True, cited["true"]), (False, cited["false"]))
        for line in lines
    )


def _read(line: str, quotes: tuple[str, ...], is_true: bool, texts: Path) -> Drafted:
    head, text = line.split(" | ", 1)
    language, _, trick = head.partition(" ")
    return Drafted(Language(language), text, quotes, is_true, texts, trick)
