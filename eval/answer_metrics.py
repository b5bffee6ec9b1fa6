"""How good one answer is: what it says, what it cites, and whether that is true.

One function a metric. None means that the metric is not defined for the question; it is then left out of
the mean, never counted as 0 or 1. Definitions: EVAL 3 of the project's shared pages unless noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from eval.cases import Case, Gold
from eval.matching import HALF, coverage, lies_inside, says
from eval.outcomes import CitedQuote, Outcome

NEAR = 400
WELL_CITED_PRECISION = 0.5


def must(case: Case, outcome: Outcome) -> float | None:
    """The share of what the answer must say (one of each list of alternatives) that it says; 0 when refused.

    None when the case asks for nothing in particular.
    """
    if not case.required:
        return None
    if not outcome.answered:
        return 0.0
    met = sum(any(says(outcome.text, wanted) for wanted in alternatives) for alternatives in case.required)
    return met / len(case.required)


def must_all(case: Case, outcome: Outcome) -> float | None:
    """1 when the answer says all that it must, otherwise 0."""
    share = must(case, outcome)
    return None if share is None else float(share == 1.0)


def citation_precision(case: Case, outcome: Outcome) -> float | None:
    """The share of citations that cover a gold quote of their source at least by half, or lie inside one.

    None when nothing is cited: a refusal has no wrong citations, and no right ones either.
    """
    return _share(outcome.citations, lambda cited: is_gold(case, cited))


def is_gold(case: Case, cited: CitedQuote) -> bool:
    """True when the citation covers a gold quote of its source at least by half, or lies inside one."""
    return any(_supports(cited, gold) for gold in case.gold)


def on_topic_precision(case: Case, outcome: Outcome, texts: Mapping[str, str]) -> float | None:
    """The share of citations at most `NEAR` characters away from a gold quote in its source.

    Tells an answer that cites the neighbouring sentence from one that cites another subject.
    """
    return _share(outcome.citations, lambda cited: any(_is_near(cited, gold, texts) for gold in case.gold))


def citation_recall(case: Case, outcome: Outcome) -> float | None:
    """The share of gold groups that the citations, taken together, cover at least by half; 0 when refused.

    None for a case without gold quotes.
    """
    if not case.gold:
        return None
    return len(cited_groups(case, outcome)) / len(case.groups)


def citation_f1(case: Case, outcome: Outcome) -> float | None:
    """The harmonic mean of precision and recall (van Rijsbergen 1979); 0 when nothing is cited."""
    recall = citation_recall(case, outcome)
    if recall is None:
        return None
    precision = citation_precision(case, outcome) or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def verbatim(outcome: Outcome) -> float | None:
    """The share of citations whose quote stands in the source's text exactly where the citation says.

    Anything below 1 is a failure of the product, not a matter of degree. None when nothing is cited.
    """
    return _share(outcome.citations, lambda cited: cited.verbatim)


def refutes(case: Case, outcome: Outcome) -> bool:
    """True for an answer to a false premise that cites the passage which refutes it, and verbatim."""
    return (
        case.correction is not None
        and outcome.answered
        and verbatim(outcome) == 1.0
        and _covers(outcome.citations, case.correction)
    )


def truth(case: Case, outcome: Outcome) -> float:
    """The truth score, after CRAG (Yang et al. 2024, arXiv:2406.04744).

    Answerable: +1 right and well cited, 0.5 partly, 0 refused or failed, −1 wrong.
    Unanswerable: +1 refused or the premise refuted, 0 failed, −1 answered.

    *Right*: says all it must. *Well cited*: cites the gold groups that the case needs (all of them under
    `all_of`, otherwise one), and at least half of the citations support the answer. *Partly*: right, or at
    least one gold group is cited. A quote that is not verbatim is wrong, whatever else is right.
    """
    if not case.answerable:
        return 1.0 if outcome.refused or refutes(case, outcome) else -1.0 if outcome.answered else 0.0
    if not outcome.answered:
        return 0.0
    if verbatim(outcome) not in (None, 1.0):
        return -1.0
    is_right = must_all(case, outcome) in (None, 1.0)
    if is_right and is_well_cited(case, outcome):
        return 1.0
    says_all = must_all(case, outcome) == 1.0
    return 0.5 if says_all or cited_groups(case, outcome) else -1.0


def is_well_cited(case: Case, outcome: Outcome) -> bool:
    needed = len(case.groups) if case.all_of else 1
    precision = citation_precision(case, outcome) or 0.0
    return len(cited_groups(case, outcome)) >= needed and precision >= WELL_CITED_PRECISION


def accepted(case: Case, outcome: Outcome) -> float:
    """1 when the truth score is +1, otherwise 0; its mean is the share of questions a reader is content with."""
    return float(truth(case, outcome) == 1.0)


def _share(citations: Sequence[CitedQuote], is_right: Callable[[CitedQuote], bool]) -> float | None:
    return sum(map(is_right, citations)) / len(citations) if citations else None


def cited_groups(case: Case, outcome: Outcome) -> tuple[str, ...]:
    """The gold groups with a quote that the citations of its source, taken together, cover by half."""
    return tuple(
        name
        for name, quotes in case.groups.items()
        if any(_covers(outcome.citations, gold) for gold in quotes)
    )


def _covers(citations: Iterable[CitedQuote], gold: Gold) -> bool:
    quotes = [cited.quote for cited in citations if cited.source == gold.source]
    return coverage(gold.quote, *quotes) >= HALF


def _supports(cited: CitedQuote, gold: Gold) -> bool:
    return _covers([cited], gold) or (cited.source == gold.source and lies_inside(cited.quote, gold.quote))


def _is_near(cited: CitedQuote, gold: Gold, texts: Mapping[str, str]) -> bool:
    """The gap between citation and gold quote, 0 when they overlap, is at most `NEAR` characters."""
    if cited.source != gold.source:
        return False
    starts = [found.start() for found in re.finditer(re.escape(gold.quote), texts.get(gold.source, ""))]
    return any(max(start - cited.end, cited.start - (start + len(gold.quote))) <= NEAR for start in starts)
