"""Which words of the corpus mean nearly the same as a word of the question, whatever their language.

The concept layer knows the domain; this knows any corpus, since it is made of the corpus's own words and the
embedding model's own idea of them. A lone word's vector says mostly how long it is and which language it is
in, so three steps bring its meaning out: the mean and the few directions that all words share are taken away
("all-but-the-top", Mu and Viswanath, 2018), and a similarity counts above what both words have with their
nearest neighbours anyway (cross-domain similarity local scaling, Conneau et al., 2018).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from app.domain.passages import Chunk
from app.domain.sources import Language
from app.text.words import content_words, stem

MOST_WORDS = 40_000
SHORTEST_WORD = 3
SHARED_DIRECTIONS = 4
NEIGHBOURS = 10
MOST_SISTERS = 8
LEAST_EXCESS = 0.15
_NO_SISTER = -0.2
_SAME_MEANING = 0.5
SISTER_WORD = 0.85
_ROWS_AT_A_TIME = 1024

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, order=True)
class CorpusWord:
    """A content word as the corpus writes it, in lower case, and the language of the texts that hold it."""

    word: str
    language: Language


def corpus_words(chunks: Sequence[Chunk]) -> tuple[CorpusWord, ...]:
    """The content words of the chunks and their context, in order of the alphabet; of a vast corpus the commonest."""
    counts: Counter[CorpusWord] = Counter()
    for chunk in chunks:
        for word in content_words(f"{chunk.context}\n{chunk.text}"):
            if len(word) >= SHORTEST_WORD and not any(map(str.isdigit, word)):
                counts[CorpusWord(word, chunk.language)] += 1
    commonest = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
    return tuple(sorted(commonest))


@dataclass(frozen=True, slots=True)
class SisterWords:
    """The corpus's words as points of meaning.

    `stems[i]` belongs to row i of `vectors`, shape (n, d), rows of length one; `crowding[i]` is that row's mean
    similarity with its nearest neighbours. `centre` (d,) and `shared` (s, d) are taken away from any vector.

    Finding a word's sisters reads all vectors. Those of the corpus's own words are remembered once they have been
    asked for: they depend on nothing else.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    centre: Vectors
    shared: Vectors
    vectors: Vectors
    crowding: Vectors
    _rows: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _found: dict[str, Mapping[str, float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        rows: dict[str, int] = {}
        for row, word in enumerate(self.words):
            rows.setdefault(word, row)
        object.__setattr__(self, "_rows", rows)

    @classmethod
    def build(cls, words: Sequence[CorpusWord], vectors: Vectors) -> SisterWords:
        """`vectors` has one row a word, of any length."""
        centre = vectors.sum(axis=0, dtype=np.float32) / max(1, len(vectors))
        shared = _strongest_directions(vectors - centre)
        meanings = _meanings(vectors, centre, shared)
        return cls(
            words=tuple(word.word for word in words),
            stems=tuple(stem(word.word, word.language) for word in words),
            centre=centre,
            shared=shared,
            vectors=meanings,
            crowding=_crowding(meanings),
        )

    def knows(self, word: str) -> bool:
        return word in self._rows

    def of(self, words: Sequence[str], vectors: Mapping[str, Vectors]) -> list[Mapping[str, float]]:
        """For each word the stems that mean nearly the same, with a weight up to `SISTER_WORD`.

        `vectors` holds the embeddings (d,) of the words that the corpus lacks.
        """
        return [
            self._of_known(word) if self.knows(word) else self._of_unknown(vectors[word]) for word in words
        ]

    def _of_known(self, word: str) -> Mapping[str, float]:
        if word not in self._found:
            similar = self.vectors @ self.vectors[self._rows[word]]
            is_itself = similar > 1 - 1e-4  # in any language
            self._found[word] = self._sisters(similar, np.where(is_itself, np.float32(-1.0), similar))
        return self._found[word]

    def _of_unknown(self, vector: Vectors) -> Mapping[str, float]:
        if not self.words:
            return {}
        similar = self.vectors @ _meanings(vector.reshape(1, -1), self.centre, self.shared)[0]
        return self._sisters(similar, similar)

    def _sisters(self, similar: Vectors, others: Vectors) -> dict[str, float]:
        """Of a word's similarities with all words of the corpus and with those that are others, shapes (n,)."""
        excess = 2 * similar - _mean_of_largest(others) - self.crowding
        found: dict[str, float] = {}
        for row in np.flatnonzero(excess > LEAST_EXCESS):
            share = (float(excess[row]) - _NO_SISTER) / (_SAME_MEANING - _NO_SISTER)
            weight = SISTER_WORD * min(1.0, share)
            found[self.stems[row]] = max(weight, found.get(self.stems[row], 0.0))
        best = sorted(found, key=lambda one: (-found[one], one))[:MOST_SISTERS]
        return {one: found[one] for one in best}

    def save(self, folder: Path) -> None:
        folder.mkdir()
        listed = json.dumps([self.words, self.stems], ensure_ascii=False)
        (folder / "words.json").write_text(listed, encoding="utf-8")
        for name in ("centre", "shared", "vectors", "crowding"):
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> SisterWords:
        words, stems = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        centre, shared, vectors, crowding = (
            np.load(folder / f"{name}.npy", allow_pickle=False)
            for name in ("centre", "shared", "vectors", "crowding")
        )
        return cls(tuple(words), tuple(stems), centre, shared, vectors, crowding)


def _strongest_directions(centred: Vectors) -> Vectors:
    """The `SHARED_DIRECTIONS` strongest principal directions (s, d); none of a handful of words."""
    if len(centred) <= SHARED_DIRECTIONS:
        return np.zeros((0, centred.shape[1]), np.float32)
    _, directions = np.linalg.eigh(centred.T @ centred)  # in rising order of strength
    return np.ascontiguousarray(directions[:, -SHARED_DIRECTIONS:].T, dtype=np.float32)


def _meanings(vectors: Vectors, centre: Vectors, shared: Vectors) -> Vectors:
    centred = vectors - centre
    rest = centred - (centred @ shared.T) @ shared
    lengths = np.linalg.norm(rest, axis=1, keepdims=True)
    return cast(Vectors, (rest / np.maximum(lengths, 1e-9)).astype(np.float32))


def _crowding(meanings: Vectors) -> Vectors:
    """The mean similarity of each row with its nearest other rows, shape (n,)."""
    found = np.zeros(len(meanings), np.float32)
    for start in range(0, len(meanings), _ROWS_AT_A_TIME):
        similar = meanings[start : start + _ROWS_AT_A_TIME] @ meanings.T
        for at, row in enumerate(similar):
            row[start + at] = -1.0
            found[start + at] = _mean_of_largest(row)
    return found


def _mean_of_largest(similarities: Vectors) -> float:
    count = min(NEIGHBOURS, len(similarities))
    return float(np.partition(similarities, -count)[-count:].mean())
