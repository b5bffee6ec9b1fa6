"""Whether two runs over the same questions differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.intervals import SEED, Numbers

PERMUTATIONS = 9_999


def randomisation_p(before: Numbers, after: Numbers, seed: int = SEED) -> float:
    """The two-sided p of the difference between two ratios of sums, by a paired randomisation test.

    Fisher's randomisation test as for retrieval runs (Smucker, Allan and Carterette 2007), by scipy under a
    fixed seed: if the runs were equally good, each question could as well have had its two scores the other
    way round. Both arguments have the shape (2 ratios, part and whole, questions); the statistic is the mean
    of the two ratios. All exchanges are tried when there are at most `PERMUTATIONS`. An exchange that leaves
    a ratio undefined counts as extreme, which can only make p larger.
    """
    from scipy.stats import permutation_test

    differs = (before != after).any(axis=(0, 1))
    if not differs.any():
        return 1.0
    change = (after - before)[:, :, differs]
    count = int(differs.sum())
    first_run, second_run = before.sum(axis=2), after.sum(axis=2)

    def distance(first: NDArray[np.int64], second: NDArray[np.int64], axis: int) -> Numbers:
        exchanged = (first >= count).astype(np.float64)  # a score of the second run on the first's side
        moved = np.einsum("rsq,...q->rs...", change, exchanged)
        return _distance(_spread(first_run, moved) + moved, _spread(second_run, moved) - moved)

    if count == 1:
        return 1.0  # the only other exchange is as large
    places = np.arange(count)
    found = permutation_test(
        (places, places + count),
        distance,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        alternative="greater",
        random_state=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def _spread(sums: Numbers, like: Numbers) -> Numbers:
    return sums.reshape(sums.shape + (1,) * (like.ndim - sums.ndim))


def _distance(first: Numbers, second: Numbers) -> Numbers:
    """Between the means of both ratios; infinite where one is not defined."""
    defined = (first[:, 1] > 0).all(axis=0) & (second[:, 1] > 0).all(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs((second[:, 0] / second[:, 1] - first[:, 0] / first[:, 1]).mean(axis=0))
    found: Numbers = np.where(defined, apart, np.inf)
    return found


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p-values corrected for being many (Holm 1979, Scandinavian Journal of Statistics 6)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected = [1.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = largest
    return tuple(corrected)
