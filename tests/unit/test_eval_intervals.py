"""Intervals hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import estimate
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


def test_the_truth_is_in_about_95_of_100_intervals() -> None:
    """300 systems that are right in .7 of all questions, each seen on 150 of them."""
    generator = np.random.default_rng(7)
    right = generator.random((300, 150)) < 0.7

    intervals = [estimate([Ratio(float(one), 1) for one in row]) for row in right]

    covered = sum(found.low <= 0.7 <= found.high for found in intervals) / len(intervals)
    assert 0.92 <= covered <= 0.98
