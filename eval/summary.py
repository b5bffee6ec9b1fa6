"""What a run amounts to: the metrics over all questions and over each group of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.gaps import Gap, paired_gaps
from eval.intervals import Estimate, estimate
from eval.measures import MEASURES
from eval.scores import Result


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
    failed: Mapping[str, int]


def summarise(results: Sequence[Result], languages: Mapping[str, str]) -> Summary:
    """`languages` maps source ids to the languages of their texts."""
    return Summary(
        overall=_row("all", results),
        by_split=_rows(results, lambda result: (result.case.split.value,)),
        by_language=_rows(results, lambda result: (result.case.language.value,)),
        by_kind=_rows(results, lambda result: (result.case.kind.value,)),
        by_tag=_rows(results, lambda result: result.case.tags),
        by_direction=_rows(results, lambda result: _directions(result, languages)),
        gaps=paired_gaps(results, languages),
        failed=dict(
            sorted(Counter(result.score.failed for result in results if result.score.failed).items())
        ),
    )


def _directions(result: Result, languages: Mapping[str, str]) -> Iterable[str]:
    """The question's language → that of its gold sources ("nb→sv"), once each."""
    return {f"{result.case.language}→{languages[gold.source]}" for gold in result.case.gold}


def _rows(results: Sequence[Result], names_of: Callable[[Result], Iterable[str]]) -> tuple[Row, ...]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        for name in names_of(result):
            groups.setdefault(name, []).append(result)
    return tuple(_row(name, groups[name]) for name in sorted(groups))


def _row(name: str, results: Sequence[Result]) -> Row:
    scores = [result.score for result in results]
    return Row(
        name=name,
        questions=len(results),
        unanswerable=sum(not result.case.answerable for result in results),
        estimates={
            measure.name: estimate([measure.ratio(score) for score in scores])
            for measure in MEASURES
            if measure.value(scores) is not None
        },
    )
