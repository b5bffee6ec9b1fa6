"""Whether the sources answer at all: a check of what was asked, not a threshold on likeness.

A question has two halves: the names it mentions, which the sources may well hold, and what it asks about
them. Matching a name earns nothing; the attribute must be found in the very unit that would be cited.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.evidence import Evidence, Reading
from app.answering.question_types import QuestionType
from app.domain.answers import AnswerStatus

_VALUES_THAT_MUST_BE_THERE = (QuestionType.HOW_MANY, QuestionType.WHEN)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a logistic model over the features of the best evidence."""

    bias: float = -31.0
    dense: float = 34.0
    coverage: float = 4.5
    names: float = 2.0
    lexical: float = 3.0
    least_confidence: float = 0.5
    in_domain: float = 0.80


@dataclass(frozen=True, slots=True)
class Judgement:
    status: AnswerStatus
    confidence: float


def judge(reading: Reading, evidence: Sequence[Evidence], model: Model = Model()) -> Judgement:
    """Answered, no_support, out_of_scope or needs_clarification, with a confidence in [0, 1]."""
    if not reading.terms or not evidence:
        return Judgement(AnswerStatus.NEEDS_CLARIFICATION, 0.0)
    best = evidence[0]
    confidence = _confidence(reading, best, model)
    if confidence >= model.least_confidence:
        return Judgement(AnswerStatus.ANSWERED, confidence)
    is_near = (
        best.coverage > 0.3 or best.dense >= model.in_domain + 0.05 or (reading.names and best.names > 0.5)
    )
    status = AnswerStatus.NO_SUPPORT if is_near else AnswerStatus.OUT_OF_SCOPE
    return Judgement(status, confidence)


def _confidence(reading: Reading, best: Evidence, model: Model) -> float:
    if reading.type in _VALUES_THAT_MUST_BE_THERE and best.holds_value is False:
        return 0.0
    if reading.names and best.names < 0.5:
        return 0.0
    logit = (
        model.bias
        + model.dense * best.dense
        + model.coverage * best.coverage
        + model.names * (best.names if reading.names else 0.5)
        + model.lexical * best.passage.signals["stems"]
    )
    return 1 / (1 + math.exp(-logit))
