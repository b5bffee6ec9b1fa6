"""AUROC and risk against coverage, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from app.domain.answers import AnswerStatus
from app.domain.sources import Language
from eval.cases import Case
from eval.confidence import RiskAtCoverage, auroc, risk_coverage
from eval.outcomes import Outcome
from eval.scores import Result, score_of
from tests.eval_systems import TEXTS, case_record, unanswerable_record


def result(answerable: bool, confidence: float, *, answered: bool = True, right: bool = False) -> Result:
    record = case_record("a") if answerable else unanswerable_record("a", "off_topic")
    status = AnswerStatus.ANSWERED if answered else AnswerStatus.NO_SUPPORT
    case, outcome = Case.model_validate(record), Outcome(status, Language.SV, "q", "", confidence, (), ())
    score = score_of(case, outcome, None, TEXTS)
    return Result(case, outcome, replace(score, accepted=float(right)))


def results(answerable: Iterable[float], unanswerable: Iterable[float]) -> list[Result]:
    return [result(True, one) for one in answerable] + [result(False, one) for one in unanswerable]


def value(found: list[Result]) -> float:
    estimate = auroc(found)
    assert estimate is not None
    assert estimate.low <= estimate.value <= estimate.high
    return estimate.value


def test_auroc_counts_the_pairs_in_the_right_order() -> None:
    # Of 3 · 2 pairs, .9 and .6 stand above both, .4 above .3 only: 5 of 6.
    assert value(results([0.9, 0.6, 0.4], [0.5, 0.3])) == pytest.approx(5 / 6)
    assert value(results([0.9, 0.8], [0.1, 0.2])) == 1.0
    assert value(results([0.1, 0.2], [0.9, 0.8])) == 0.0


def test_a_tie_is_half_a_win() -> None:
    assert value(results([0.5, 0.5], [0.5])) == 0.5


def test_auroc_agrees_with_the_rank_sum_of_scipy() -> None:
    from scipy.stats import mannwhitneyu

    generator = np.random.default_rng(3)
    answerable, unanswerable = generator.random(40).round(1), generator.random(25).round(1)

    wins = mannwhitneyu(answerable, unanswerable).statistic

    assert value(results(answerable, unanswerable)) == pytest.approx(wins / (40 * 25))


def test_auroc_needs_both_sorts_of_questions() -> None:
    assert auroc(results([0.5], [])) is None
    assert auroc(results([], [0.5])) is None


def test_a_question_that_failed_has_no_confidence() -> None:
    [failed] = results([0.0], [])
    failed = replace(failed, outcome=replace(failed.outcome, status=AnswerStatus.FAILED))

    assert value([failed, *results([0.9], [0.5])]) == 1.0


def test_risk_grows_along_the_falling_confidence_of_the_answers() -> None:
    asked = [
        result(True, 0.9, right=True),
        result(True, 0.8),
        result(True, 0.8, right=True),
        result(False, 0.6),
        result(True, 0.2, answered=False),
    ]

    # After .9 one of five is answered, rightly; after both of .8 three, one wrongly; after .6 four, two wrongly.
    assert risk_coverage(asked) == (
        RiskAtCoverage(0.9, 1 / 5, 0.0),
        RiskAtCoverage(0.8, 3 / 5, 1 / 3),
        RiskAtCoverage(0.6, 4 / 5, 1 / 2),
    )


def test_without_an_answer_there_is_no_curve() -> None:
    assert risk_coverage([result(True, 0.4, answered=False)]) == ()
