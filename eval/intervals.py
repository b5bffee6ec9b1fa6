"""How far a metric would move if other questions of the same sort had been asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.ratio import Ratio

RESAMPLES = 2_000
SEED = 1
_TAILS = (2.5, 97.5)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(ratios: Sequence[Ratio], seed: int = SEED) -> Estimate:
    """The ratio of the sums with its interval.

    Raises `ValueError` when nothing counts at all.
    """
    parts = np.array([[ratio.part for ratio in ratios]])
    wholes = np.array([[ratio.whole for ratio in ratios]])
    if not wholes.sum():
        raise ValueError("an estimate needs at least one question that counts")
    [found] = bootstrap(
        lambda counts: np.stack([parts @ counts, wholes @ counts]), quotients, len(ratios), seed
    )
    assert found is not None
    return found


def bootstrap(
    sums: Callable[[Numbers], Numbers], values: Callable[[Numbers], Numbers], questions: int, seed: int = SEED
) -> tuple[Estimate | None, ...]:
    """Percentile bootstrap intervals (Efron 1979) over questions, resampled by scipy under a fixed seed.

    `sums` takes how often each question counts, shape (questions, draws), and returns whatever adds up over
    questions, draws last. `values` makes of it one row a metric, shape (metrics, draws), NaN where the metric
    is not defined. Draws in which it is not are left out of its interval; a metric that is not defined over
    the questions as they are has no estimate.
    """
    from scipy.stats import bootstrap as resample

    observed = values(sums(np.ones((questions, 1))))
    if questions == 1:
        return tuple(_estimate(float(row[0]), row) for row in observed)
    drawn = resample(
        (np.arange(questions),),
        lambda places, axis: sums(_counts(np.atleast_2d(places), questions)),
        vectorized=True,
        n_resamples=RESAMPLES,
        method="percentile",
        random_state=np.random.default_rng(seed),
    ).bootstrap_distribution
    return tuple(
        _estimate(float(value), row) for value, row in zip(observed[:, 0], values(drawn), strict=True)
    )


def quotients(sums: Numbers) -> Numbers:
    """The first of the two sums by the second, NaN where that is nothing."""
    parts, wholes = sums
    found: Numbers = np.divide(parts, wholes, out=np.full_like(parts, np.nan), where=wholes > 0)
    return found


def _counts(places: NDArray[np.int64], questions: int) -> Numbers:
    """How often each question (row) stands in each draw (column); `places` has a draw a row."""
    draws = len(places)
    offsets = questions * np.arange(draws)[:, None]
    counts = np.bincount((places + offsets).ravel(), minlength=draws * questions)
    return counts.reshape(draws, questions).T.astype(np.float64)


def _estimate(value: float, drawn: Numbers) -> Estimate | None:
    if np.isnan(value):
        return None
    low, high = np.percentile(drawn[~np.isnan(drawn)], _TAILS)
    return Estimate(value, float(low), float(high))
