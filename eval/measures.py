"""The metrics of a run: how each adds up over questions, in the order of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval import abstention_metrics as abstaining
from eval.abstention_metrics import Abstention
from eval.ratio import Ratio, mean_part, total
from eval.retrieval_metrics import RetrievalScores
from eval.scores import Score

RatioOf = Callable[[Score], Ratio]


@dataclass(frozen=True, slots=True)
class Measure:
    """`ratio` is one question's part of it; with `other`, the value is the mean of both ratios.

    `column` is its heading of at most four characters. A measure that `needs_unanswerable` means nothing
    over questions that all have an answer.
    """

    name: str
    column: str
    meaning: str
    ratio: RatioOf
    other: RatioOf | None = None
    needs_unanswerable: bool = False
    less_is_better: bool = False

    @property
    def ratios(self) -> tuple[RatioOf, RatioOf]:
        return self.ratio, self.other or self.ratio

    def value(self, scores: Sequence[Score]) -> float | None:
        """None where the measure is not defined for any of the questions."""
        if not self.applies_to(scores):
            return None
        first, second = (total(map(ratio, scores)).value for ratio in self.ratios)
        return None if first is None or second is None else (first + second) / 2

    def applies_to(self, scores: Sequence[Score]) -> bool:
        return not self.needs_unanswerable or any(score.abstention.has_unanswerable for score in scores)


def _retrieval(value: Callable[[RetrievalScores], float]) -> RatioOf:
    return lambda score: Ratio() if score.retrieval is None else mean_part(value(score.retrieval))


def _mean(value: Callable[[Score], float | None]) -> RatioOf:
    return lambda score: mean_part(value(score))


def _counted(ratio: Callable[[Abstention], Ratio]) -> RatioOf:
    return lambda score: ratio(score.abstention)


MEASURES = (
    Measure("hit@1", "h@1", "a gold passage comes first", _retrieval(lambda found: found.hit_1)),
    Measure("hit@5", "h@5", "a gold passage is among the first 5", _retrieval(lambda found: found.hit_5)),
    Measure("MRR@10", "MRR", "1 / rank of the first gold passage", _retrieval(lambda found: found.rr_10)),
    Measure("nDCG@10", "nDCG", "gold passages stand high", _retrieval(lambda found: found.ndcg_10)),
    Measure("recall@k", "rec", "gold groups among all k passages", _retrieval(lambda found: found.recall_k)),
    Measure(
        "characters@5",
        "chr",
        "length of the first 5 passages",
        _retrieval(lambda found: found.characters_5),
        less_is_better=True,
    ),
    Measure("must", "must", "share of what must be said", _mean(lambda score: score.must)),
    Measure("must_all", "all", "all that must be said is said", _mean(lambda score: score.must_all)),
    Measure(
        "citation_precision",
        "ciP",
        "citations that are gold",
        _mean(lambda score: score.citation_precision),
    ),
    Measure(
        "on_topic_precision",
        "nea",
        "citations near a gold quote",
        _mean(lambda score: score.on_topic_precision),
    ),
    Measure(
        "citation_recall",
        "ciR",
        "gold groups that are cited",
        _mean(lambda score: score.citation_recall),
    ),
    Measure("citation_f1", "ciF", "both of these", _mean(lambda score: score.citation_f1)),
    Measure("verbatim", "ver", "quotes exactly as in the source", _mean(lambda score: score.verbatim)),
    Measure(
        "abstention_precision",
        "abP",
        "refusals that are right",
        _counted(abstaining.abstention_precision),
        needs_unanswerable=True,
    ),
    Measure(
        "abstention_recall",
        "abR",
        "unanswerable questions refused",
        _counted(abstaining.abstention_recall),
        needs_unanswerable=True,
    ),
    Measure(
        "abstention_f1", "abF", "both of these", _counted(abstaining.abstention_f1), needs_unanswerable=True
    ),
    Measure(
        "balanced_accuracy",
        "bal",
        "answering and refusing, half each",
        _counted(abstaining.abstention_recall),
        other=_counted(abstaining.answer_rate),
    ),
    Measure(
        "false_refusal_rate",
        "fRf",
        "answerable questions refused",
        _counted(abstaining.false_refusal_rate),
        less_is_better=True,
    ),
    Measure(
        "false_answer_rate",
        "fAn",
        "unanswerable questions answered",
        _counted(abstaining.false_answer_rate),
        less_is_better=True,
    ),
    Measure("truth", "tru", "right 1, part .5, refused 0, wrong -1", _mean(lambda score: score.truth)),
    Measure("accepted", "acc", "right and cited, or rightly refused", _mean(lambda s: s.accepted)),
    Measure(
        "failure_rate",
        "fai",
        "no answer came, or none fit to read",
        _mean(lambda score: score.failure),
        less_is_better=True,
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
