"""Paired gaps: how much worse the same fact is answered when it is asked in a harder form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.sources import Language
from eval.cases import Kind
from eval.intervals import Estimate, estimate
from eval.measures import BY_NAME
from eval.ratio import Ratio
from eval.scores import Result, Score

GAP_MEASURES = ("hit@1", "hit@5", "nDCG@10", "must", "citation_recall", "accepted")
TYPO_TAG = "typo"
CROSSLINGUAL = "crosslingual"
TYPO = "typo"


@dataclass(frozen=True, slots=True)
class Gap:
    """Easy minus hard, averaged over `facts` that were asked in both forms; positive = the hard form loses.

    `name` is "crosslingual", "typo" or a direction: "sv→nb", "nb→sv", "nn→*", "en→*".
    `easy` and `hard` are the means of the two forms over the same facts, by measure like `differences`.
    """

    name: str
    facts: int
    differences: Mapping[str, Estimate]
    easy: Mapping[str, float]
    hard: Mapping[str, float]


def paired_gaps(results: Sequence[Result], languages: Mapping[str, str]) -> tuple[Gap, ...]:
    """The cross-language gap, overall and by direction, and the typo gap; those without a pair are left out.

    Only answerable questions that share a `fact` are compared, so the passages are the same on both sides.
    Questions with typing errors stay out of the language gap; the typo gap compares within one language.
    """
    answerable = [result for result in results if result.case.answerable]
    clean = [result for result in answerable if not _has_typos(result)]
    is_same = [result for result in clean if _direction(result, languages) is None]
    crossing = [(result, direction) for result in clean if (direction := _direction(result, languages))]
    directions = sorted({direction for _, direction in crossing})
    gaps = [
        _gap(CROSSLINGUAL, is_same, [result for result, _ in crossing], _fact),
        *(
            _gap(direction, is_same, [one for one, its in crossing if its == direction], _fact)
            for direction in directions
        ),
        _gap(TYPO, clean, [one for one in answerable if _has_typos(one)], _fact_in_language),
    ]
    return tuple(gap for gap in gaps if gap.facts)


def _has_typos(result: Result) -> bool:
    return TYPO_TAG in result.case.tags or result.case.kind is Kind.TYPO


def _direction(result: Result, languages: Mapping[str, str]) -> str | None:
    """ "nb→sv" where no gold quote is in the question's language; None where one is.

    Nynorsk and English ask across languages nearly always, so where to is not told apart.
    """
    asked_in = result.case.language
    found = sorted({languages[gold.source] for gold in result.case.gold})
    if asked_in in found:
        return None
    return f"{asked_in}→{'*' if asked_in in (Language.NN, Language.EN) else '/'.join(found)}"


def _fact(result: Result) -> str | None:
    return result.case.fact


def _fact_in_language(result: Result) -> str | None:
    return result.case.fact and f"{result.case.fact} in {result.case.language}"


def _gap(
    name: str, easy: Sequence[Result], hard: Sequence[Result], pair_of: Callable[[Result], str | None]
) -> Gap:
    easy_scores, hard_scores = _by_pair(easy, pair_of), _by_pair(hard, pair_of)
    pairs = sorted(easy_scores.keys() & hard_scores.keys())
    differences: dict[str, Estimate] = {}
    means: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for measure_name in GAP_MEASURES:
        value = BY_NAME[measure_name].value
        found = [(value(easy_scores[pair]), value(hard_scores[pair])) for pair in pairs]
        both = [(a, b) for a, b in found if a is not None and b is not None]
        if both:
            differences[measure_name] = estimate([Ratio(a - b, 1.0) for a, b in both])
            means[0][measure_name] = sum(a for a, _ in both) / len(both)
            means[1][measure_name] = sum(b for _, b in both) / len(both)
    return Gap(name, len(pairs), differences, *means)


def _by_pair(results: Sequence[Result], pair_of: Callable[[Result], str | None]) -> Mapping[str, list[Score]]:
    pairs: dict[str, list[Score]] = {}
    for result in results:
        if pair := pair_of(result):
            pairs.setdefault(pair, []).append(result.score)
    return pairs
