"""The filters of the question table, which work by style sheet alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.report.wording import Wording
from eval.scores import Result


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is a word of the set's own alphabet (`eval.cases.Name`), safe inside a selector."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among the values of the rows' attribute `data-<name>`."""

    name: str
    label: str
    options: tuple[Option, ...]


def filters_for(results: Sequence[Result], wording: Wording) -> tuple[Filter, ...]:
    """Only what tells rows apart is offered."""
    cases = [result.case for result in results]
    failed = [result.score.failed.value for result in results if result.score.failed]
    accepted = ["accepted"] * (len(results) - len(failed))
    verdicts = (
        *_options(accepted, "verdict", wording),
        *_options(["failed"] * len(failed), "verdict", wording),
        *_options(failed, "failed", wording),
    )
    offered = (
        Filter("verdict", wording.say("verdict"), verdicts),
        _filter("language", (case.language.value for case in cases), wording),
        _filter("kind", (case.kind.value for case in cases), wording),
        _filter("tags", (tag for case in cases for tag in case.tags), wording),
    )
    return tuple(one for one in offered if len(one.options) > 1)


def _filter(name: str, values: Iterable[str], wording: Wording) -> Filter:
    return Filter(name, wording.say(name), _options(values, name, wording))


def _options(values: Iterable[str], area: str, wording: Wording) -> tuple[Option, ...]:
    counts = Counter(values)
    return tuple(Option(value, wording.named(area, value), counts[value]) for value in sorted(counts))


def rules(filters: Iterable[Filter]) -> str:
    """The style rules that hide each row which the chosen option leaves out."""
    return "".join(
        f'body:has(#filter-{one.name} option[value="{option.value}"]:checked) '
        f'.question:not([data-{one.name}~="{option.value}"]) {{ display: none; }}\n'
        for one in filters
        for option in one.options
    )
