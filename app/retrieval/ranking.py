"""Every candidate's four signals and their weighted sum, as arrays: a question has up to some thousand candidates,
of which a few are ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.passages import Passage, UnitScore
from app.retrieval.dense import Numbers, Vectors
from app.retrieval.generation import Generation
from app.retrieval.lexical import Scores

CANDIDATES = 300


@dataclass(frozen=True, slots=True)
class Weights:
    """The sum 2·W + .5·C + .75·(D − .75)/.15 + 1.5·(S − .75)/.15, less 1 for a fragment.

    It began with 1·W and 1.5·D, found on questions outside the domain, where it beat each single signal and
    reciprocal-rank fusion on five Swedish and Norwegian collections. With all of D, a passage of many subjects
    outdoes the one sentence that answers; W earns more since concepts and sister words count in it as one word.
    A caption or a letterhead in a chunk of its own names what many questions are about, and says nothing of it.
    Changing it needs `tilda eval`.
    """

    stems: float = 2.0
    grams: float = 0.5
    dense: float = 0.75
    unit: float = 1.5
    fragment: float = 1.0
    centre: float = 0.75
    spread: float = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """The cosines of the units of some chunks; those of the i-th chunk lie from `ends[i]` to `ends[i + 1]`."""

    cosines: Vectors
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, generation: Generation, query: Vectors, chunks: Numbers) -> Nearness:
        first, behind = generation.unit_ends[chunks], generation.unit_ends[chunks + 1]
        ends = np.concatenate(([0], np.cumsum(behind - first)))
        units = np.arange(ends[-1]) + np.repeat(first - ends[:-1], behind - first)
        return cls(generation.unit_index.products(query, units), ends)

    def of_chunk(self, at: int) -> list[float]:
        found: list[float] = self.cosines[self.ends[at] : self.ends[at + 1]].tolist()
        return found

    def largest(self, otherwise: Vectors) -> Vectors:
        """Each chunk's, shape (n,); the other value for one without units."""
        has_units = self.ends[:-1] < self.ends[1:]
        found = otherwise.copy()
        if has_units.any():
            found[has_units] = np.maximum.reduceat(self.cosines, self.ends[:-1][has_units])
        return found


def ranked(
    generation: Generation, weights: Weights, stems: Scores, grams: Scores, query: Vectors
) -> Iterator[Passage]:
    """All candidates, best first; of equals the first. Only those that are asked for are made."""
    numbers = _candidates(generation, query, stems, grams)
    dense = generation.dense.products(query, numbers)
    nearness = Nearness.of(generation, query, numbers)
    signals = {
        "stems": stems[numbers],
        "grams": grams[numbers],
        "dense": dense,
        "unit": nearness.largest(dense),
    }
    parts = {name: values.astype(np.float64) for name, values in signals.items()}
    scores = (
        weights.stems * parts["stems"]
        + weights.grams * parts["grams"]
        + weights.dense * (parts["dense"] - weights.centre) / weights.spread
        + weights.unit * (parts["unit"] - weights.centre) / weights.spread
    ) - weights.fragment * generation.fragments[numbers]
    for at in np.lexsort((numbers, -scores)):
        of_this = {name: float(values[at]) for name, values in parts.items()}
        yield _passage(generation, int(numbers[at]), float(scores[at]), of_this, nearness.of_chunk(at))


def _passage(
    generation: Generation, number: int, score: float, signals: Mapping[str, float], nearness: Sequence[float]
) -> Passage:
    chunk = generation.chunks[number]
    document = generation.documents[chunk.source_id]
    units = zip(generation.units_of(number), nearness, strict=True)
    scores = tuple(UnitScore(scored.unit, near) for scored, near in units)
    return Passage(chunk, document.source, document, score, signals, scores)


def _candidates(generation: Generation, query: Vectors, stems: Scores, grams: Scores) -> Numbers:
    """The chunks that any signal puts among its best, ordered by number; all of a small corpus."""
    count = len(generation.chunks)
    if count <= CANDIDATES:
        return np.arange(count)
    by_chunk = generation.dense.nearest(query, CANDIDATES)
    units = generation.unit_index.nearest(query, CANDIDATES)
    by_unit = np.searchsorted(generation.unit_ends, units, side="right") - 1
    return np.unique(np.concatenate((by_chunk, by_unit, _largest(stems), _largest(grams))))


def _largest(scores: Scores) -> Numbers:
    best = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
    return best[scores[best] > 0]
