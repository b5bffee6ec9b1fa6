"""Whether questions were rightly left without an answer. Positive = should be refused.

Each metric is a `Ratio` of counts, so that it can be asked of one question and summed over many.
Precision and recall after van Rijsbergen (1979), with refusal as the positive class.
"""

from __future__ import annotations

from dataclasses import dataclass

from eval.answer_metrics import refutes
from eval.cases import Case
from eval.outcomes import Outcome
from eval.ratio import Ratio


@dataclass(frozen=True, slots=True)
class Abstention:
    """Counts of questions. `declined` and `missed` are unanswerable, the other two answerable.

    An unanswerable question counts as declined when it was refused or its false premise was refuted.
    A failure is wrong on both sides: the answerable question went without its answer, the unanswerable
    one without its refusal.
    """

    declined: int = 0
    missed: int = 0
    false_refusals: int = 0
    given: int = 0

    @property
    def has_unanswerable(self) -> bool:
        return bool(self.declined or self.missed)


def abstention(case: Case, outcome: Outcome) -> Abstention:
    if case.answerable:
        return Abstention(given=1) if outcome.answered else Abstention(false_refusals=1)
    return Abstention(declined=1) if outcome.refused or refutes(case, outcome) else Abstention(missed=1)


def abstention_precision(counts: Abstention) -> Ratio:
    """Of the questions left without an answer, the share that should have been."""
    return Ratio(counts.declined, counts.declined + counts.false_refusals)


def abstention_recall(counts: Abstention) -> Ratio:
    """Of the questions that should be refused, the share that was (or whose premise was refuted)."""
    return Ratio(counts.declined, counts.declined + counts.missed)


def abstention_f1(counts: Abstention) -> Ratio:
    """The harmonic mean of abstention precision and recall, as 2·TP / (2·TP + FN + FP)."""
    return Ratio(2 * counts.declined, 2 * counts.declined + counts.missed + counts.false_refusals)


def false_refusal_rate(counts: Abstention) -> Ratio:
    """Of the answerable questions, the share left without an answer."""
    return Ratio(counts.false_refusals, counts.false_refusals + counts.given)


def answer_rate(counts: Abstention) -> Ratio:
    """Of the answerable questions, the share that was answered: 1 − false refusal rate.

    Its mean with abstention recall is balanced accuracy (Brodersen et al. 2010, ICPR).
    """
    return Ratio(counts.given, counts.false_refusals + counts.given)


def false_answer_rate(counts: Abstention) -> Ratio:
    """Of the unanswerable questions, the share answered all the same: 1 − abstention recall."""
    return Ratio(counts.missed, counts.declined + counts.missed)
