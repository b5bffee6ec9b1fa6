"""The scores of many questions as arrays, from which all metrics over any draw of them are two products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.intervals import Numbers, quotients
from eval.measures import Measure
from eval.scores import Score


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """`parts` and `wholes` of both ratios of each measure: shape (2, measures, questions)."""

    parts: Numbers
    wholes: Numbers

    def sums(self, counts: Numbers) -> Numbers:
        """Parts and wholes over draws: shape (2, 2, measures, draws).

        `counts`, shape (questions, draws), says how often a question counts in a draw.
        """
        return np.stack([self.parts @ counts, self.wholes @ counts])


def values(sums: Numbers) -> Numbers:
    """Each measure (row) over each draw (column), NaN where it is not defined."""
    means: Numbers = quotients(sums).mean(axis=0)
    return means


def score_table(measures: Sequence[Measure], scores: Sequence[Score]) -> ScoreTable:
    ratios = [
        [[measure.ratios[place](score) for score in scores] for measure in measures] for place in (0, 1)
    ]
    shape = (2, len(measures), len(scores))
    parts = np.array([ratio.part for rows in ratios for row in rows for ratio in row]).reshape(shape)
    wholes = np.array([ratio.whole for rows in ratios for row in rows for ratio in row]).reshape(shape)
    return ScoreTable(parts, wholes)
