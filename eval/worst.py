"""Which questions to look at first."""

from __future__ import annotations

from collections.abc import Sequence

from eval.scores import Result

WORST = 10


def worst_first(results: Sequence[Result]) -> list[Result]:
    """Lowest truth first, then least of the gold cited and found, then the surest of itself, then by id."""
    return sorted(results, key=_badness)


def worst(results: Sequence[Result]) -> list[Result]:
    """The `WORST` worst of those that were not accepted."""
    return worst_first([result for result in results if result.score.failed])[:WORST]


def _badness(result: Result) -> tuple[float, float, float, float, str]:
    score = result.score
    found = score.retrieval.rr_10 if score.retrieval else 0.0
    return (score.truth, score.citation_recall or 0.0, found, -result.outcome.confidence, result.case.id)
