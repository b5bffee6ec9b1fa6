"""How near a question is to everyday life: pizza dough, the weather, a football match.

Likeness to the sources alone cannot tell a question about something else, since any two questions are somewhat
alike and words collide ("hvordan *lager* jeg pizzadeig"). Held against subjects that no sources of a workplace
are about, the question itself says what it is nearer to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from app.domain.sources import Language
from app.retrieval.dense import Vectors
from app.retrieval.embedding import Embedder

_FILE = Path(__file__).with_name("everyday.toml")
_SPELT_AS = {Language.NN: Language.NB}

Subjects = Mapping[Language, Sequence[str]]


@cache
def load_subjects(path: Path = _FILE) -> Subjects:
    """The subjects by language, one text each; raises `ValueError` for a row that lacks a language."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["subject"]
    languages = [language for language in Language if language not in _SPELT_AS]
    if any({language.value for language in languages} != row.keys() for row in rows):
        raise ValueError(f"{path.name}: every subject needs {', '.join(languages)}, and nothing else")
    return {language: tuple(row[language.value] for row in rows) for language in languages}


class EverydaySubjects:
    """The subjects as one embedder sees them, each language embedded when it is first needed."""

    def __init__(self, embedder: Embedder, subjects: Subjects | None = None) -> None:
        self._embedder = embedder
        self._subjects = load_subjects() if subjects is None else subjects
        self._vectors: dict[Language, Vectors] = {}

    def nearness(self, query: Vectors, languages: Collection[Language]) -> float:
        """The cosine of a query (d,) with the nearest subject, plus how far that stands out of the average one: a
        question that is vague is a little like all of them. -2 without languages.

        Subjects are read in the languages of the sources only; one in the question's own language would win by
        its language alone.
        """
        read = sorted({_SPELT_AS.get(language, language) for language in languages})
        if not read:
            return -2.0
        cosines = np.max([self._read_in(language) @ query for language in read], axis=0)
        return float(2 * cosines.max() - cosines.mean())

    def _read_in(self, language: Language) -> Vectors:
        """Shape (subjects, d). Two threads that come first both compute it, and get the same."""
        if language not in self._vectors:
            self._vectors[language] = self._embedder.embed_passages(self._subjects[language])
        return self._vectors[language]
