"""How far a metric would move if other questions of the same sort had been asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.ratio import Ratio

RESAMPLES = 2_000
SEED = 1
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(ratios: Sequence[Ratio]) -> Estimate:
    """The ratio of the sums with its percentile bootstrap interval over questions (Efron 1979).

    Questions are drawn with replacement `RESAMPLES` times under a fixed seed; draws in which nothing
    counts are left out. Raises `ValueError` when nothing counts at all.
    """
    parts = np.array([ratio.part for ratio in ratios])
    wholes = np.array([ratio.whole for ratio in ratios])
    if not wholes.sum():
        raise ValueError("an estimate needs at least one question that counts")
    counts = _draws(len(ratios))
    drawn = counts @ wholes
    values = (counts @ parts)[drawn > 0] / drawn[drawn > 0]
    low, high = np.percentile(values, _TAILS)
    return Estimate(float(parts.sum() / wholes.sum()), float(low), float(high))


@lru_cache(maxsize=16)
def _draws(questions: int) -> NDArray[np.float64]:
    """How often each question (column) is drawn in each resample (row)."""
    generator = np.random.default_rng(SEED)
    shares = np.full(questions, 1 / questions)
    return generator.multinomial(questions, shares, size=RESAMPLES).astype(np.float64)
