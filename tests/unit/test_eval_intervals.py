"""Intervals hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import Numbers, bootstrap, estimate, quotients
from eval.ratio import Ratio


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_the_values_and_is_the_same_again(values: list[float]) -> None:
    ratios = [Ratio(value, 1) for value in values]

    found = estimate(ratios)

    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found == estimate(ratios)


def test_no_spread_is_a_point() -> None:
    found = estimate([Ratio(1, 1)] * 20)

    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_questions_that_do_not_count_are_left_out() -> None:
    assert estimate([Ratio(1, 1), Ratio(), Ratio(0, 1)]).value == 0.5


def test_nothing_to_estimate_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one question that counts"):
        estimate([Ratio()])


TRIALS = 1_000
QUESTIONS = 150


def covered(parts: Numbers, wholes: Numbers, truth: float) -> float:
    """The share of simulated systems, a row each, whose interval contains the truth."""
    found = bootstrap(lambda counts: np.stack([parts @ counts, wholes @ counts]), quotients, QUESTIONS)
    intervals = [interval for interval in found if interval is not None]
    assert len(intervals) == TRIALS
    return sum(one.low <= truth <= one.high for one in intervals) / TRIALS


@pytest.mark.parametrize("quality", [0.5, 0.7, 0.9, 0.95])
def test_the_truth_is_in_about_95_of_100_intervals_of_a_share(quality: float) -> None:
    """Systems that are right in a known share of all questions, each seen on 150 of them."""
    right = (np.random.default_rng(7).random((TRIALS, QUESTIONS)) < quality).astype(np.float64)

    assert 0.92 <= covered(right, np.ones_like(right), quality) <= 0.98


def test_the_truth_is_in_about_95_of_100_intervals_of_a_mean_of_parts() -> None:
    """Scores between 0 and 1, as of nDCG: Beta(4, 1), whose mean is .8."""
    scores = np.random.default_rng(7).beta(4, 1, (TRIALS, QUESTIONS))

    assert 0.92 <= covered(scores, np.ones_like(scores), 0.8) <= 0.98


def test_the_truth_is_in_about_95_of_100_intervals_of_a_ratio_of_sums() -> None:
    """Abstention F1 of systems that refuse 80 % of the unanswerable third and 10 % of the answerable rest."""
    generator = np.random.default_rng(7)
    unanswerable = generator.random((TRIALS, QUESTIONS)) < 1 / 3
    refused = generator.random((TRIALS, QUESTIONS)) < np.where(unanswerable, 0.8, 0.1)
    parts = 2 * (unanswerable & refused).astype(np.float64)
    wholes = parts + (unanswerable != refused).astype(np.float64)
    right, missed, falsely = 0.8 / 3, 0.2 / 3, 0.1 * 2 / 3

    assert 0.92 <= covered(parts, wholes, 2 * right / (2 * right + missed + falsely)) <= 0.98


def test_draws_in_which_nothing_counts_are_left_out_of_the_interval() -> None:
    """One question of ten counts: a third of all draws lack it, and the others all say the same."""
    found = estimate([Ratio(1, 1), *[Ratio()] * 9])

    assert (found.low, found.value, found.high) == (1, 1, 1)


def test_the_seed_decides_the_draws() -> None:
    ratios = [Ratio(part / 20, 1) for part in range(20)]

    assert estimate(ratios, seed=1) == estimate(ratios, seed=1)
    assert estimate(ratios, seed=1) != estimate(ratios, seed=2)
