"""Two runs over the same questions, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from app.domain.errors import TildaError
from eval.intervals import SEED, Estimate, Numbers, bootstrap
from eval.measures import BY_NAME, Measure
from eval.score_table import ScoreTable, score_table, values
from eval.scored_run import ScoredCase, ScoredRun
from eval.significance import holm, randomisation_p

COMPARED = (
    "hit@1",
    "hit@5",
    "MRR@10",
    "nDCG@10",
    "must",
    "citation_precision",
    "citation_recall",
    "verbatim",
    "abstention_recall",
    "false_refusal_rate",
    "balanced_accuracy",
    "truth",
    "accepted",
    "failure_rate",
)
ALPHA = 0.05


class NotComparable(TildaError):
    """The two runs did not ask the same questions."""


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "no significant difference"


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric over the common questions: `difference` is after minus before, with its paired interval.

    `better` and `worse` count the questions that alone would raise or lower the quality; `p` is that of the
    randomisation test, `p_holm` corrected for the number of tests. `difference` is None where the metric is
    not defined on one side, which is no proof of anything.
    """

    measure: str
    before: float | None
    after: float | None
    difference: Estimate | None
    better: int
    worse: int
    same: int
    p: float
    p_holm: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that is accepted in one run only."""

    id: str
    question: str
    gained: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """`by_group` has the differences within each language, kind or tag that was asked for."""

    common: int
    left_out: int
    alpha: float
    overall: tuple[Difference, ...]
    by_group: Mapping[str, tuple[Difference, ...]]
    flips: tuple[Flip, ...]

    @property
    def worse(self) -> tuple[str, ...]:
        """The metrics that are significantly worse over all questions."""
        return tuple(one.measure for one in self.overall if one.verdict is Verdict.WORSE)


Pair = tuple[ScoredCase, ScoredCase]


def compare(
    before: ScoredRun,
    after: ScoredRun,
    *,
    measures: Sequence[str] = COMPARED,
    by: Sequence[str] = (),
    alpha: float = ALPHA,
    common: bool = False,
    seed: int = SEED,
) -> Comparison:
    """Compares what both runs asked. `by` names "lang", "kind" or "tag".

    Raises `NotComparable` when they asked different questions, unless the `common` ones are enough, or when
    they kept different numbers of passages.
    """
    pairs = _pairs(before, after, common)
    chosen = [BY_NAME[name] for name in measures]
    groups = _groups(pairs, by)
    in_groups = [one for group in groups.values() for one in _differences(group, chosen, seed)]
    judged = iter(_judged(in_groups, alpha))
    return Comparison(
        common=len(pairs),
        left_out=len(before.cases) + len(after.cases) - 2 * len(pairs),
        alpha=alpha,
        overall=_judged(_differences(pairs, chosen, seed), alpha),
        by_group={name: tuple(next(judged) for _ in chosen) for name in groups},
        flips=tuple(
            Flip(old.id, new.question, gained=new.score.accepted > old.score.accepted)
            for old, new in pairs
            if new.score.accepted != old.score.accepted
        ),
    )


def pairs_of(before: Iterable[ScoredCase], after: Iterable[ScoredCase]) -> tuple[Pair, ...]:
    """The questions that are the same on both sides, in the order of the second."""
    old = {one.id: one for one in before}
    return tuple((old[one.id], one) for one in after if one.id in old and old[one.id].sha256 == one.sha256)


def _pairs(before: ScoredRun, after: ScoredRun, common: bool) -> tuple[Pair, ...]:
    if before.k != after.k:
        raise NotComparable(f"one run kept {before.k} passages of each question, the other {after.k}")
    pairs = pairs_of(before.cases, after.cases)
    if not pairs:
        raise NotComparable("the two runs have no question in common")
    if common:
        return pairs
    hint = f"--common compares the {len(pairs)} questions that are the same in both"
    if before.set_hashes != after.set_hashes:
        raise NotComparable(f"the two runs are over different sets; {hint}")
    if len(pairs) < max(len(before.cases), len(after.cases)):
        raise NotComparable(
            f"one run asked {len(before.cases)} questions of the set and the other {len(after.cases)}; {hint}"
        )
    return pairs


def _groups(pairs: Sequence[Pair], by: Sequence[str]) -> Mapping[str, tuple[Pair, ...]]:
    names_of: Mapping[str, Callable[[ScoredCase], Sequence[str]]] = {
        "lang": lambda case: (case.language,),
        "kind": lambda case: (case.kind,),
        "tag": lambda case: case.tags,
    }
    groups: dict[str, list[Pair]] = {}
    for dimension in by:
        names = sorted({name for _, case in pairs for name in names_of[dimension](case)})
        for name in names:
            groups[f"{dimension} {name}"] = [pair for pair in pairs if name in names_of[dimension](pair[1])]
    return {name: tuple(group) for name, group in groups.items()}


def _differences(pairs: Sequence[Pair], measures: Sequence[Measure], seed: int) -> tuple[Difference, ...]:
    """Not yet corrected or judged."""
    before = score_table(measures, [old.score for old, _ in pairs])
    after = score_table(measures, [new.score for _, new in pairs])

    def sums(counts: Numbers) -> Numbers:
        return np.stack([before.sums(counts), after.sums(counts)])

    def change(both: Numbers) -> Numbers:
        difference: Numbers = values(both[1]) - values(both[0])
        return difference

    intervals = bootstrap(sums, change, len(pairs), seed)
    return tuple(
        _difference(measure, _slice(before, place), _slice(after, place), intervals[place], seed)
        for place, measure in enumerate(measures)
    )


def _slice(table: ScoreTable, place: int) -> Numbers:
    """One measure: shape (2 ratios, part and whole, questions)."""
    return np.stack([table.parts[:, place], table.wholes[:, place]], axis=1)


def _difference(
    measure: Measure, before: Numbers, after: Numbers, interval: Estimate | None, seed: int
) -> Difference:
    effects = _effects(before, after) * (-1 if measure.less_is_better else 1)
    is_defined = (before[:, 1] + after[:, 1] > 0).any(axis=0)
    p = 1.0 if interval is None else randomisation_p(before, after, seed)
    return Difference(
        measure=measure.name,
        before=_value(before),
        after=_value(after),
        difference=interval,
        better=int((effects > 0).sum()),
        worse=int((effects < 0).sum()),
        same=int(((effects == 0) & is_defined).sum()),
        p=p,
        p_holm=p,
        verdict=Verdict.SAME,
    )


def _value(ratios: Numbers) -> float | None:
    [[value]] = values(ratios.sum(axis=2).transpose(1, 0)[:, :, None, None])
    return None if np.isnan(value) else float(value)


def _effects(before: Numbers, after: Numbers) -> Numbers:
    """How the metric would move if this question alone had changed, for each question."""
    total = before.sum(axis=2, keepdims=True)
    moved = total - before + after
    was, becomes = (values(sums.transpose(1, 0, 2)[:, :, None, :])[0] for sums in (total, moved))
    effects: Numbers = np.nan_to_num(becomes - was)
    return np.where((before == after).all(axis=(0, 1)), 0.0, effects)


def _judged(differences: Sequence[Difference], alpha: float) -> tuple[Difference, ...]:
    corrected = holm([one.p for one in differences])
    return tuple(
        replace(one, p_holm=p, verdict=_verdict(one, p, alpha))
        for one, p in zip(differences, corrected, strict=True)
    )


def _verdict(one: Difference, p: float, alpha: float) -> Verdict:
    if one.difference is None or p >= alpha:
        return Verdict.SAME
    has_risen = one.difference.value > 0
    return Verdict.BETTER if has_risen is not BY_NAME[one.measure].less_is_better else Verdict.WORSE
