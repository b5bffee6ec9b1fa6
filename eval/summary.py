"""What a run amounts to: the metrics over all questions and over each group of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.confidence import Confidence, confidence_of
from eval.gaps import Gap, paired_gaps
from eval.groups import groups_by
from eval.intervals import SEED, Estimate, bootstrap
from eval.measures import MEASURES
from eval.score_table import score_table, values
from eval.scores import Result, Score


@dataclass(frozen=True, slots=True)
class Row:
    """The metrics of one group of questions; one that is not defined there has no value."""

    name: str
    questions: int
    unanswerable: int
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Summary:
    """`failed` counts the questions that were not accepted by the layer that failed them."""

    overall: Row
    by_split: tuple[Row, ...]
    by_language: tuple[Row, ...]
    by_kind: tuple[Row, ...]
    by_tag: tuple[Row, ...]
    by_direction: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    confidence: Confidence
    failed: Mapping[str, int]


def summarise(results: Sequence[Result], languages: Mapping[str, str], seed: int = SEED) -> Summary:
    """`languages` maps source ids to the languages of their texts."""

    def rows(dimension: str) -> tuple[Row, ...]:
        groups = groups_by(dimension, results, languages)
        return tuple(_row(name, group, seed) for name, group in groups.items())

    return Summary(
        overall=_row("all", results, seed),
        by_split=rows("split"),
        by_language=rows("lang"),
        by_kind=rows("kind"),
        by_tag=rows("tag"),
        by_direction=rows("direction"),
        gaps=paired_gaps(results, languages),
        confidence=confidence_of(results, seed),
        failed=dict(
            sorted(Counter(result.score.failed for result in results if result.score.failed).items())
        ),
    )


def estimates(scores: Sequence[Score], seed: int = SEED) -> Mapping[str, Estimate]:
    """Each metric that is defined over the questions, by name."""
    measures = [measure for measure in MEASURES if measure.applies_to(scores)]
    found = bootstrap(score_table(measures, scores).sums, values, len(scores), seed)
    return {
        measure.name: estimate
        for measure, estimate in zip(measures, found, strict=True)
        if estimate is not None
    }


def _row(name: str, results: Sequence[Result], seed: int) -> Row:
    return Row(
        name=name,
        questions=len(results),
        unanswerable=sum(not result.case.answerable for result in results),
        estimates=estimates([result.score for result in results], seed),
    )
