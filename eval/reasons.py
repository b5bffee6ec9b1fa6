"""Why a question has the score it has, in a few words a metric."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from eval.answer_metrics import cited_groups, is_gold, refutes
from eval.matching import says
from eval.measures import MEASURES
from eval.scores import Layer, Result

Reason = Callable[[Result], str]

WHY_FAILED: Mapping[Layer, str] = {
    Layer.SERVICE: "no answer came, or none fit to read",
    Layer.RETRIEVAL: "none of the first five passages covers a gold quote",
    Layer.READING: "a gold passage was found, but nothing gold is cited",
    Layer.COMPOSING: "gold is cited, but not all that is needed, or too much else, or something unsaid",
    Layer.ABSTENTION: "refused what could be answered, or answered what should be refused",
}


def explained_scores(result: Result) -> list[tuple[str, float, str]]:
    """The metrics that are defined for this question: name, value and why."""
    found = []
    for measure in MEASURES:
        value = measure.value([result.score])
        if value is not None:
            reason = _REASONS.get(measure.name)
            found.append((measure.name, value, reason(result) if reason else measure.meaning))
    return found


def gold_rank(result: Result) -> int | None:
    """The rank, from 1 on, of the first passage that covers a gold quote."""
    ranked = enumerate(result.outcome.passages, start=1)
    return next((rank for rank, passage in ranked if passage.covers), None)


def said(result: Result, alternatives: Iterable[str]) -> bool:
    return result.outcome.answered and any(says(result.outcome.text, one) for one in alternatives)


def _first_gold(result: Result) -> str:
    rank = gold_rank(result)
    return "no passage covers a gold quote" if rank is None else f"the first gold passage is number {rank}"


def _found_groups(result: Result) -> str:
    found = {name for passage in result.outcome.passages for name in passage.covers}
    return _part_of(result, [name for name in result.case.groups if name in found], "found")


def _cited_groups(result: Result) -> str:
    return _part_of(result, cited_groups(result.case, result.outcome), "cited")


def _part_of(result: Result, names: Iterable[str], verb: str) -> str:
    has = set(names)
    missing = [name for name in result.case.groups if name not in has]
    told = f"{len(has)} of {len(result.case.groups)} gold groups {verb}"
    return f"{told}; not {', '.join(missing)}" if missing else told


def _must(result: Result) -> str:
    if not result.outcome.answered:
        return "nothing was answered"
    missing = [one_of[0] for one_of in result.case.required if not said(result, one_of)]
    told = f"{len(result.case.required) - len(missing)} of {len(result.case.required)} said"
    return f"{told}; not {', '.join(missing)}" if missing else told


def _gold_citations(result: Result) -> str:
    citations = result.outcome.citations
    others = [f"[{one.number}]" for one in citations if not is_gold(result.case, one)]
    told = f"{len(citations) - len(others)} of {len(citations)} citations are gold"
    return f"{told}; not {' '.join(others)}" if others else told


def _verbatim(result: Result) -> str:
    altered = [f"[{one.number}]" for one in result.outcome.citations if not one.verbatim]
    if altered:
        return f"not as in the source: {' '.join(altered)}"
    return "every quote stands in its source, letter by letter"


def _decision(result: Result) -> str:
    done = "failed" if result.outcome.failed else "answered" if result.outcome.answered else "refused"
    if refutes(result.case, result.outcome):
        done = "answered by refuting the premise"
    return f"{done}; the sources have {'an' if result.case.answerable else 'no'} answer"


def _truth(result: Result) -> str:
    truth = result.score.truth
    if not result.case.answerable:
        return _decision(result)
    if truth == 1:
        return "right and well cited"
    return {0.5: "partly right", 0.0: "no answer, no harm"}.get(truth, "wrong, or not verbatim")


_REASONS: Mapping[str, Reason] = {
    "hit@1": _first_gold,
    "hit@5": _first_gold,
    "MRR@10": _first_gold,
    "recall@k": _found_groups,
    "must": _must,
    "must_all": _must,
    "citation_precision": _gold_citations,
    "citation_recall": _cited_groups,
    "citation_f1": lambda _: "the harmonic mean of citation precision and recall",
    "verbatim": _verbatim,
    "abstention_precision": _decision,
    "abstention_recall": _decision,
    "abstention_f1": _decision,
    "balanced_accuracy": _decision,
    "false_refusal_rate": _decision,
    "false_answer_rate": _decision,
    "truth": _truth,
    "accepted": lambda result: "" if result.score.failed is None else WHY_FAILED[result.score.failed],
    "failure_rate": lambda result: result.outcome.fault or "an answer came",
}
