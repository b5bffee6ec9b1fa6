"""What a run amounts to: the metrics over all questions and over each group of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.confidence import Confidence, confidence_of
from eval.gaps import Gap, paired_gaps
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

    def rows(names_of: Callable[[Result], Iterable[str]]) -> tuple[Row, ...]:
        groups: dict[str, list[Result]] = {}
        for result in results:
            for name in names_of(result):
                groups.setdefault(name, []).append(result)
        return tuple(_row(name, groups[name], seed) for name in sorted(groups))

    return Summary(
        overall=_row("all", results, seed),
        by_split=rows(lambda result: (result.case.split.value,)),
        by_language=rows(lambda result: (result.case.language.value,)),
        by_kind=rows(lambda result: (result.case.kind.value,)),
        by_tag=rows(lambda result: result.case.tags),
        by_direction=rows(lambda result: _directions(result, languages)),
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


def _directions(result: Result, languages: Mapping[str, str]) -> Iterable[str]:
    """The question's language → that of its gold sources ("nb→sv"), once each."""
    return {f"{result.case.language}→{languages[gold.source]}" for gold in result.case.gold}


def _row(name: str, results: Sequence[Result], seed: int) -> Row:
    return Row(
        name=name,
        questions=len(results),
        unanswerable=sum(not result.case.answerable for result in results),
        estimates=estimates([result.score for result in results], seed),
    )
