"""Whether the confidence of an answer tells which questions to answer.

Both look at the confidence only, so they say how good another threshold could be, not how good the set one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.intervals import SEED, Estimate, Numbers, bootstrap, quotients
from eval.scores import Result


@dataclass(frozen=True, slots=True)
class RiskAtCoverage:
    """With a threshold at `confidence`, `coverage` of all questions are answered, `risk` of those wrongly."""

    confidence: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """`risk_coverage` goes from the most confident answers to all that were given: its last point is the
    threshold the service answers with. Empty when nothing was answered; no `auroc` when all questions or
    none have an answer.
    """

    auroc: Estimate | None
    risk_coverage: tuple[RiskAtCoverage, ...]


def confidence_of(results: Sequence[Result], seed: int = SEED) -> Confidence:
    return Confidence(auroc(results, seed), risk_coverage(results))


def auroc(results: Sequence[Result], seed: int = SEED) -> Estimate | None:
    """How often an answerable question has more confidence than an unanswerable one; ties count half.

    The area under the receiver operating characteristic (Hanley and McNeil 1982). Questions that failed
    have no confidence and are left out.
    """
    answered = [result for result in results if not result.outcome.failed]
    is_answerable = np.array([result.case.answerable for result in answered], dtype=bool)
    if not is_answerable.any() or is_answerable.all():
        return None
    confidence = np.array([result.outcome.confidence for result in answered])
    higher, lower = confidence[is_answerable][:, None], confidence[~is_answerable][None, :]
    wins = (higher > lower) + 0.5 * (higher == lower)

    def won_and_all_pairs(counts: Numbers) -> Numbers:
        positives, negatives = counts[is_answerable], counts[~is_answerable]
        won = ((wins.T @ positives) * negatives).sum(axis=0)
        pairs = positives.sum(axis=0) * negatives.sum(axis=0)
        return np.stack([won, pairs])[:, None, :]

    [found] = bootstrap(won_and_all_pairs, quotients, len(answered), seed)
    return found


def risk_coverage(results: Sequence[Result]) -> tuple[RiskAtCoverage, ...]:
    """The share of answers that are not accepted against the share of all questions that are answered, for
    each confidence as the threshold (El-Yaniv and Wiener 2010, JMLR 11; coverage here is of all questions).
    """
    answers = sorted(
        ((result.outcome.confidence, result.score.accepted) for result in results if result.outcome.answered),
        reverse=True,
    )
    points = []
    wrong = 0.0
    for number, (confidence, accepted) in enumerate(answers, start=1):
        wrong += 1 - accepted
        is_last_of_its_confidence = number == len(answers) or answers[number][0] < confidence
        if is_last_of_its_confidence:
            points.append(RiskAtCoverage(confidence, number / len(results), wrong / number))
    return tuple(points)
