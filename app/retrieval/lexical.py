"""BM25 over stems and over character grams: the only door to bm25s."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import bm25s

K1 = 0.9
B = 0.4

Scores = NDArray[np.float32]
TermGroup = Mapping[str, float]  # alternative terms for one word of the question, with their weight


class LexicalIndex:
    """One BM25 index (Robertson and Zaragoza, 2009; the variant of Lucene) over tokenised chunks."""

    def __init__(self, index: bm25s.BM25, chunk_count: int) -> None:
        self._vocabulary: dict[str, int] = index.vocab_dict
        self._rows = index.scores["indices"]
        self._starts = index.scores["indptr"]
        self._index = index
        self._chunk_count = chunk_count
        frequencies = np.diff(self._starts)
        self._idfs = self._idf(frequencies)
        # What BM25 gives a chunk for holding a term, whatever the term: its scores without the idf.
        self._presence: Scores = index.scores["data"] / np.repeat(self._idfs, frequencies)

    @classmethod
    def build(cls, tokens: Sequence[Sequence[str]]) -> LexicalIndex:
        """An index over one token list a chunk."""
        import bm25s

        _quieten()
        vocabulary = {
            token: number for number, token in enumerate(sorted({t for row in tokens for t in row}))
        }
        ids = [[vocabulary[token] for token in row] for row in tokens]
        index = bm25s.BM25(k1=K1, b=B, method="lucene")
        with np.errstate(invalid="ignore"):  # texts without any word have a mean length of 0 / 0
            index.index((ids, vocabulary or {"": 0}), create_empty_token=False, show_progress=False)
        return cls(index, len(tokens))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        import bm25s

        _quieten()
        index = bm25s.BM25.load(str(folder), load_corpus=False, mmap=False)
        return cls(index, int(json.loads((folder / "chunks.json").read_text())))

    def save(self, folder: Path) -> None:
        self._index.save(str(folder), corpus=None, show_progress=False)
        (folder / "chunks.json").write_text(json.dumps(self._chunk_count))

    def idf(self, term: str) -> float:
        """ln(1 + (n - df + .5) / (df + .5)); the largest for a term that no chunk holds."""
        return float(self._idf(self._frequency(term)))

    def idf_of_group(self, group: TermGroup) -> float:
        """The idf of the rarest alternative that the corpus holds; the largest when it holds none."""
        known = [self.idf(term) for term in group if self.knows(term)]
        return max(known) if known else self.idf("")

    def share_of_group(self, group: TermGroup) -> float:
        """The share of the chunks that hold the commonest alternative, its weight counted in."""
        return max((weight * self._frequency(term) for term, weight in group.items()), default=0.0) / max(
            self._chunk_count, 1
        )

    def knows(self, term: str) -> bool:
        return term in self._vocabulary

    def scores(self, groups: Sequence[TermGroup]) -> Scores:
        """A score in [0, 1] for each chunk, shape (n,): BM25 divided by the question's idf mass.

        The alternatives of a group are one word (Pirkola, 1998): a chunk has it with the best of them, and
        it is as common as the chunks that have it are many, each counted with the alternative's weight.
        Otherwise a rare spelling would lend its rarity to a word that is everywhere. A group that no chunk
        holds counts as a rare word, so that a question about something else scores low everywhere.
        """
        total = np.zeros(self._chunk_count, dtype=np.float32)
        mass = 0.0
        for group in groups:
            known = [(self._vocabulary[term], weight) for term, weight in group.items() if self.knows(term)]
            if [weight for _, weight in known] == [1.0]:  # as most are, above all the character grams
                ((number, _),) = known
                part, idf = self._part(number), float(self._idfs[number])
                total[self._rows[part]] += np.float32(idf) * self._presence[part]
            else:
                presence, weights = self._held(known)
                idf = float(self._idf(weights.sum()))
                total += np.float32(idf) * presence
            mass += idf
        return total / np.float32(mass) if mass else total

    def _held(self, group: Sequence[tuple[int, float]]) -> tuple[Scores, Scores]:
        """How much each chunk holds of terms with weights, and the largest weight with which it does; shapes (n,)."""
        presence, weights = np.zeros((2, self._chunk_count), dtype=np.float32)
        for number, weight in group:
            part = self._part(number)
            rows = self._rows[part]
            presence[rows] = np.maximum(presence[rows], np.float32(weight) * self._presence[part])
            weights[rows] = np.maximum(weights[rows], np.float32(weight))
        return presence, weights

    def _frequency(self, term: str) -> int:
        number = self._vocabulary.get(term)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def _part(self, number: int) -> slice:
        """Where the chunks that hold a term stand."""
        return slice(int(self._starts[number]), int(self._starts[number + 1]))

    def _idf(self, frequency: ArrayLike) -> Scores:
        held = np.asarray(frequency, dtype=np.float32)
        return np.log1p((self._chunk_count - held + 0.5) / (held + 0.5))


def _quieten() -> None:
    """On import bm25s asks for its debug messages to be printed."""
    logging.getLogger("bm25s").setLevel(logging.WARNING)
