"""All scores of one question, and the layer that failed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval import answer_metrics as answers
from eval.abstention_metrics import Abstention, abstention
from eval.cases import Case
from eval.outcomes import Outcome
from eval.retrieval_metrics import RetrievalScores, judge, retrieval_scores


class Layer(StrEnum):
    SERVICE = "service"
    RETRIEVAL = "retrieval"
    READING = "reading"
    COMPOSING = "composing"
    ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True)
class Score:
    """None where a metric is not defined for the question; `failed` is None when it was accepted."""

    retrieval: RetrievalScores | None
    must: float | None
    must_all: float | None
    citation_precision: float | None
    on_topic_precision: float | None
    citation_recall: float | None
    citation_f1: float | None
    verbatim: float | None
    truth: float
    accepted: float
    failure: float
    abstention: Abstention
    failed: Layer | None


@dataclass(frozen=True, slots=True)
class Result:
    """One asked question: the case, what came back, and what it is worth."""

    case: Case
    outcome: Outcome
    score: Score


def score_all(asked: Sequence[tuple[Case, Outcome]], texts: Mapping[str, str]) -> tuple[Result, ...]:
    """`texts` maps source ids to the texts of the index that was asked."""
    retrieval = retrieval_scores(
        {case.id: judge(tuple(case.groups), outcome.passages) for case, outcome in asked if case.answerable}
    )
    return tuple(
        Result(case, outcome, score_of(case, outcome, retrieval.get(case.id), texts))
        for case, outcome in asked
    )


def score_of(
    case: Case, outcome: Outcome, retrieval: RetrievalScores | None, texts: Mapping[str, str]
) -> Score:
    """Citations are scored against gold quotes only where there are some; elsewhere truth tells it all."""
    has_gold = bool(case.gold)
    return Score(
        retrieval=retrieval,
        must=answers.must(case, outcome),
        must_all=answers.must_all(case, outcome),
        citation_precision=answers.citation_precision(case, outcome) if has_gold else None,
        on_topic_precision=answers.on_topic_precision(case, outcome, texts) if has_gold else None,
        citation_recall=answers.citation_recall(case, outcome),
        citation_f1=answers.citation_f1(case, outcome),
        verbatim=answers.verbatim(outcome),
        truth=answers.truth(case, outcome),
        accepted=answers.accepted(case, outcome),
        failure=float(outcome.failed),
        abstention=abstention(case, outcome),
        failed=failed_layer(case, outcome, retrieval),
    )


def failed_layer(case: Case, outcome: Outcome, retrieval: RetrievalScores | None) -> Layer | None:
    """The first layer on the way to the answer that did not deliver; None when the answer was accepted.

    *Service*: no answer came, or none fit to read. *Retrieval*: no passage among the first five covers a gold
    quote. *Abstention*: refused although one does, or answered what should be refused. *Reading*: the passage
    was there, but nothing gold is cited.
    *Composing*: the right thing is cited, but not all of it, too much else, or without what must be said.
    """
    if answers.accepted(case, outcome) == 1.0:
        return None
    if outcome.failed:
        return Layer.SERVICE
    if not case.answerable:
        return Layer.ABSTENTION
    if retrieval is None or retrieval.hit_5 == 0.0:
        return Layer.RETRIEVAL
    if not outcome.answered:
        return Layer.ABSTENTION
    return Layer.COMPOSING if answers.cited_groups(case, outcome) else Layer.READING
