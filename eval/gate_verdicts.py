"""Whether a run meets its gates. What is missing or not a number fails: nothing is skipped."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.comparing import pairs_of
from eval.gates import Gate, Subject
from eval.groups import Languages, find_group
from eval.intervals import Estimate
from eval.latency import median_and_p95
from eval.measures import BY_NAME, Measure
from eval.run_folder import StoredRun
from eval.scored_run import ScoredRun, scored_cases
from eval.scores import Result, Score
from eval.summary import Summary, estimates

_MOST_IDS = 5


class _Missing(Exception):
    """What a gate is on is not there; the text says what."""


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """`why` tells what was found, and what the threshold is on: the mean, or each question."""

    gate: Gate
    passed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A run as its gates see it."""

    results: Sequence[Result]
    summary: Summary
    languages: Languages
    milliseconds: Mapping[str, float]
    baseline: ScoredRun | None = None

    @classmethod
    def of(cls, run: StoredRun, baseline: ScoredRun | None = None) -> Judged:
        languages = {source.id: source.language.value for source in run.sources.values()}
        return cls(run.results, run.run.summary, languages, run.milliseconds, baseline)

    def group(self, gate: Gate) -> Sequence[Result]:
        """Raises `_Missing` when there is no such group."""
        found = find_group(gate.group, self.results, self.languages)
        if not found:
            raise _Missing(f"no question is in the group {gate.group}")
        return found


def judge_gates(gates: Sequence[Gate], run: Judged) -> tuple[GateVerdict, ...]:
    return tuple(_verdict(gate, run) for gate in gates)


def _verdict(gate: Gate, run: Judged) -> GateVerdict:
    try:
        passed, why = _JUDGES[gate.subject](gate, run)
    except _Missing as missing:
        return GateVerdict(gate, False, f"missing: {missing.args[0]}")
    return GateVerdict(gate, passed, why)


def _mean(gate: Gate, run: Judged) -> tuple[bool, str]:
    if gate.metric == "questions":
        count = len(run.group(gate))
        return gate.allows(count), f"{count} questions were asked"
    if gate.metric == "auroc":
        return _judged(
            gate, run.summary.confidence.auroc, "the confidence tells answerable questions apart in"
        )
    measure = _measure(gate)
    scores = [result.score for result in run.group(gate)]
    counted = _counted(measure, scores)
    return _judged(gate, estimates(scores).get(measure.name), f"the mean over {counted} questions is")


def _judged(gate: Gate, found: Estimate | None, sentence: str) -> tuple[bool, str]:
    if found is None:
        raise _Missing(f"{gate.metric} is not defined for these questions")
    why = f"{sentence} {found.value:.3f} (95 %: {found.low:.3f} to {found.high:.3f})"
    return gate.allows(found.value), why


def _each(gate: Gate, run: Judged) -> tuple[bool, str]:
    measure = _measure(gate)
    values = {result.case.id: measure.value([result.score]) for result in run.group(gate)}
    defined = {id: value for id, value in values.items() if value is not None}
    if not defined:
        raise _Missing(f"{gate.metric} is not defined for any of these questions")
    failed = [id for id, value in defined.items() if not gate.allows(value)]
    if not failed:
        return True, f"each of {len(defined)} questions meets it"
    named = ", ".join(failed[:_MOST_IDS]) + (" …" if len(failed) > _MOST_IDS else "")
    return False, f"{len(failed)} of {len(defined)} questions do not meet it: {named}"


def _gap(gate: Gate, run: Judged) -> tuple[bool, str]:
    measure = _measure(gate)
    gap = next((gap for gap in run.summary.gaps if gap.name == gate.gap), None)
    if gap is None:
        names = ", ".join(gap.name for gap in run.summary.gaps) or "none"
        raise _Missing(f"no fact was asked in both forms; the gaps are {names}")
    return _judged(gate, gap.differences.get(measure.name), f"the mean gap over {gap.facts} facts is")


def _latency(gate: Gate, run: Judged) -> tuple[bool, str]:
    times = [
        run.milliseconds[result.case.id] for result in run.group(gate) if result.case.id in run.milliseconds
    ]
    if not times:
        raise _Missing("no timings are stored")
    middle, slow = median_and_p95(times)
    value = middle if gate.metric == "p50" else slow
    return gate.allows(value), f"{gate.metric} over {len(times)} answers is {value:.0f} ms"


def _regression(gate: Gate, run: Judged) -> tuple[bool, str]:
    measure = _measure(gate)
    if run.baseline is None:
        raise _Missing("no baseline was given; name one with --baseline")
    pairs = pairs_of(run.baseline.cases, scored_cases(run.group(gate)))
    before, after = (measure.value([pair[place].score for pair in pairs]) for place in (0, 1))
    if before is None or after is None:
        raise _Missing(f"{gate.metric} is not defined on both sides; {len(pairs)} questions are common")
    counted = _counted(measure, [new.score for _, new in pairs])
    lost = after - before if measure.less_is_better else before - after
    why = f"the mean over {counted} common questions went from {before:.3f} to {after:.3f}"
    return gate.allows(lost), why


def _counted(measure: Measure, scores: Sequence[Score]) -> int:
    """The questions for which the metric is defined."""
    return sum(any(ratio(score).whole for ratio in measure.ratios) for score in scores)


def _measure(gate: Gate) -> Measure:
    if gate.metric not in BY_NAME:
        nearest = difflib.get_close_matches(gate.metric, [*BY_NAME, "auroc", "questions"], n=1, cutoff=0.0)
        raise _Missing(f"there is no metric {gate.metric}; did you mean {nearest[0]}?")
    return BY_NAME[gate.metric]


_JUDGES: Mapping[Subject, Callable[[Gate, Judged], tuple[bool, str]]] = {
    Subject.MEAN: _mean,
    Subject.EACH: _each,
    Subject.GAP: _gap,
    Subject.LATENCY: _latency,
    Subject.REGRESSION: _regression,
}
