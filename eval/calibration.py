"""Fits the model that judges whether the sources answer, and shows what each threshold would give.

Logistic regression (Cox 1958) with an L2 penalty over standardised features, by scipy's L-BFGS-B. Every
feature's sign is fixed in advance: more evidence can never make an answer less likely, nor a missing value
more likely, however few the questions are that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from app.answering.answerability import Features, Model, Weights, features_of, load_model
from app.answering.examination import examine
from app.answering.off_topic import is_off_topic
from app.answering.replies.fixed_replies import fixed_reply
from app.domain.passages import Retriever
from app.domain.sources import Language
from eval.cases import Case

SUPPORTING = frozenset({"meaning", "shared_words"})
PENALTY = 0.5
REFUSAL_WEIGHT = 1.5  # a wrong answer costs more than a wrong refusal
FALSE_PREMISE = "false_premise"
_THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(13))

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of one question: whether it has an answer, and the features of its best evidence."""

    case: Case
    features: Features

    @property
    def answerable(self) -> bool:
        return self.case.answerable


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives: the share of answerable questions refused, of the others refused, and F1."""

    threshold: float
    false_refusals: float
    refused: float
    f1: float


def observe(cases: Iterable[Case], retriever: Retriever, default: Language) -> tuple[Observation, ...]:
    """The observations of all cases that the model decides about.

    Left out are texts with a fixed reply and off-topic questions, which never reach it, and false premises, which
    are rightly answered with the passage that refutes them.
    """
    limit = load_model().everyday
    seen = []
    for case in cases:
        if FALSE_PREMISE in case.tags or fixed_reply(case.question):
            continue
        examination = examine(case.as_question(), retriever, default)
        reading, evidence, everyday = (
            examination.reading,
            examination.evidence,
            examination.result.everyday,
        )
        if reading.terms and evidence and not is_off_topic(reading, evidence, everyday, limit):
            seen.append(Observation(case, features_of(reading, evidence[0])))
    return tuple(seen)


def fitted(observations: Sequence[Observation], about: str, max_false_refusal: float) -> Model:
    """The model of least loss, with the threshold of the best balanced accuracy among those that refuse few
    enough answers.

    Raises `ValueError` unless there are questions of both sorts.
    """
    from scipy.optimize import minimize

    answerable = np.array([float(one.answerable) for one in observations])
    if not 0 < answerable.sum() < len(answerable):
        raise ValueError("calibrating needs questions with and without an answer")
    names = tuple(asdict(observations[0].features))
    table = np.array([list(asdict(one.features).values()) for one in observations])
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    rows = (table - centre) / spread
    importance = np.where(answerable > 0, 1.0, REFUSAL_WEIGHT)

    def loss(parameters: Numbers) -> float:
        logits = rows @ parameters[1:] + parameters[0]
        likelihood = importance * (np.logaddexp(0, logits) - answerable * logits)
        return float(likelihood.sum() + PENALTY * (parameters[1:] ** 2).sum())

    bounds = [(None, None), *((0, None) if name in SUPPORTING else (None, 0) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    bias = float(found[0] - (weights * centre).sum())
    rounded = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    weighed = {"about": about, "bias": round(bias, 3), "weights": Weights(**rounded), "least_confidence": 0.5}
    model = load_model().model_copy(update=weighed)
    allowed = [one for one in curve(observations, model) if one.false_refusals <= max_false_refusal]
    best = max(allowed, key=lambda one: (one.refused - one.false_refusals, -one.threshold), default=None)
    return model.model_copy(update={"least_confidence": best.threshold if best else _THRESHOLDS[0]})


def curve(observations: Sequence[Observation], model: Model) -> tuple[Point, ...]:
    """What each threshold gives, lowest first."""
    confidences = np.array([model.confidence(one.features) for one in observations])
    answerable = np.array([one.answerable for one in observations])
    return tuple(_point(threshold, confidences < threshold, answerable) for threshold in _THRESHOLDS)


def _point(threshold: float, refused: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> Point:
    rightly = int((refused & ~answerable).sum())
    wrongly = int((refused & answerable).sum())
    missed = int((~refused & ~answerable).sum())
    return Point(
        threshold=threshold,
        false_refusals=wrongly / max(1, int(answerable.sum())),
        refused=rightly / max(1, int((~answerable).sum())),
        f1=2 * rightly / max(1, 2 * rightly + wrongly + missed),
    )
