"""The metrics of a run: how each adds up over questions, in the order of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval import abstention_metrics as abstaining
from eval.abstention_metrics import Abstention
from eval.ratio import Ratio, mean_part
from eval.retrieval_metrics import RetrievalScores
from eval.scores import Score


@dataclass(frozen=True, slots=True)
class Measure:
    """`ratio` is one question's part of it. `column` is its heading of at most four characters.

    A measure that `needs_unanswerable` means nothing over questions that all have an answer.
    """

    name: str
    column: str
    meaning: str
    ratio: Callable[[Score], Ratio]
    needs_unanswerable: bool = False

    def value(self, scores: Sequence[Score]) -> float | None:
        """None where the measure is not defined for any of the questions."""
        parts = [self.ratio(score) for score in scores] if self.applies_to(scores) else []
        return Ratio(sum(one.part for one in parts), sum(one.whole for one in parts)).value

    def applies_to(self, scores: Sequence[Score]) -> bool:
        return not self.needs_unanswerable or any(score.abstention.has_unanswerable for score in scores)


def _retrieval(value: Callable[[RetrievalScores], float]) -> Callable[[Score], Ratio]:
    return lambda score: Ratio() if score.retrieval is None else mean_part(value(score.retrieval))


def _mean(value: Callable[[Score], float | None]) -> Callable[[Score], Ratio]:
    return lambda score: mean_part(value(score))


def _counted(ratio: Callable[[Abstention], Ratio]) -> Callable[[Score], Ratio]:
    return lambda score: ratio(score.abstention)


MEASURES = (
    Measure("hit@1", "hit1", "a gold passage comes first", _retrieval(lambda found: found.hit_1)),
    Measure("hit@5", "hit5", "a gold passage is among the first 5", _retrieval(lambda found: found.hit_5)),
    Measure("MRR@10", "MRR", "1 / rank of the first gold passage", _retrieval(lambda found: found.rr_10)),
    Measure("nDCG@10", "nDCG", "gold passages stand high", _retrieval(lambda found: found.ndcg_10)),
    Measure("recall@10", "rec", "gold groups among the first 10", _retrieval(lambda found: found.recall_10)),
    Measure("must", "must", "share of what must be said", _mean(lambda score: score.must)),
    Measure("must_all", "all", "all that must be said is said", _mean(lambda score: score.must_all)),
    Measure(
        "citation_precision",
        "citP",
        "citations that are gold",
        _mean(lambda score: score.citation_precision),
    ),
    Measure(
        "on_topic_precision",
        "near",
        "citations near a gold quote",
        _mean(lambda score: score.on_topic_precision),
    ),
    Measure(
        "citation_recall",
        "citR",
        "gold groups that are cited",
        _mean(lambda score: score.citation_recall),
    ),
    Measure("citation_f1", "citF", "both of these", _mean(lambda score: score.citation_f1)),
    Measure("verbatim", "verb", "quotes exactly as in the source", _mean(lambda score: score.verbatim)),
    Measure(
        "abstention_precision",
        "absP",
        "refusals that are right",
        _counted(abstaining.abstention_precision),
        needs_unanswerable=True,
    ),
    Measure(
        "abstention_recall",
        "absR",
        "unanswerable questions refused",
        _counted(abstaining.abstention_recall),
        needs_unanswerable=True,
    ),
    Measure(
        "abstention_f1", "absF", "both of these", _counted(abstaining.abstention_f1), needs_unanswerable=True
    ),
    Measure(
        "false_refusal_rate",
        "fRef",
        "answerable questions refused",
        _counted(abstaining.false_refusal_rate),
    ),
    Measure(
        "false_answer_rate",
        "fAns",
        "unanswerable questions answered",
        _counted(abstaining.false_answer_rate),
    ),
    Measure("truth", "true", "right 1, part .5, refused 0, wrong -1", _mean(lambda score: score.truth)),
    Measure("accepted", "acc", "right and cited, or rightly refused", _mean(lambda s: s.accepted)),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
