"""The words users see, read from `prompts/texts/`: one TOML file an area, one table a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.sources import Language

TEXTS_FOLDER = Path(__file__).resolve().parent.parent / "prompts" / "texts"


@dataclass(frozen=True, slots=True)
class Texts:
    """One area's texts. Every language has the same keys."""

    by_language: Mapping[Language, Mapping[str, str]]

    def say(self, language: Language, key: str, **values: object) -> str:
        """The text for `key` with its `{placeholders}` filled; raises `KeyError` for an unknown key."""
        text = self.by_language[language][key]
        return text.format(**values) if values else text

    def all(self, language: Language) -> Mapping[str, str]:
        return self.by_language[language]


@cache
def load_texts(area: str) -> Texts:
    """The texts of `prompts/texts/<area>.toml`; raises `ValueError` unless the languages' keys agree."""
    tables = tomllib.loads((TEXTS_FOLDER / f"{area}.toml").read_text(encoding="utf-8"))
    by_language = {language: _flat(tables[language.value]) for language in Language}
    expected = by_language[Language.SV].keys()
    for language, texts in by_language.items():
        if texts.keys() != expected:
            raise ValueError(f"{area}.toml: [{language}] differs in {sorted(texts.keys() ^ expected)}")
    return Texts(by_language)


def _flat(table: Mapping[str, object]) -> Mapping[str, str]:
    return {key: str(value) for key, value in table.items()}
