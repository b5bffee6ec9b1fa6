"""The questions of a run as the report shows them, the worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Gold
from eval.marking import (
    Excerpt,
    Stretch,
    cited_excerpts,
    excerpt,
    gold_ranges,
    marked_passage,
    range_of,
)
from eval.matching import says
from eval.measures import MEASURES
from eval.outcomes import CitedQuote, RankedPassage
from eval.run_sources import StoredSource
from eval.scores import Result
from eval.worst import worst_first

PASSAGES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ExpectedQuote:
    """A gold quote, or the correction of a false premise; without an excerpt where its source is not stored."""

    gold: Gold
    group: str
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True)
class CitedPart:
    """Citations that lie close together, in their source."""

    citations: tuple[CitedQuote, ...]
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class FoundPassage:
    rank: int
    passage: RankedPassage
    title: str
    language: str | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Required:
    """Something the answer must say, in one of these forms."""

    alternatives: tuple[str, ...]
    is_said: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One row of the question table and everything that it unfolds to."""

    result: Result
    expected: tuple[ExpectedQuote, ...]
    required: tuple[Required, ...]
    cited: tuple[CitedPart, ...]
    passages: tuple[FoundPassage, ...]
    scores: tuple[tuple[str, float], ...]

    @property
    def anchor(self) -> str:
        return f"q-{self.result.case.id}"


def shown_questions(
    results: Sequence[Result], sources: Mapping[str, StoredSource]
) -> tuple[ShownQuestion, ...]:
    return tuple(_shown(result, sources) for result in worst_first(results))


def _shown(result: Result, sources: Mapping[str, StoredSource]) -> ShownQuestion:
    case, outcome = result.case, result.outcome
    return ShownQuestion(
        result=result,
        expected=tuple(_expected(result, sources)),
        required=tuple(
            Required(one_of, outcome.answered and any(says(outcome.text, text) for text in one_of))
            for one_of in case.required
        ),
        cited=tuple(
            CitedPart(citations, part)
            for source in sources.values()
            for citations, part in cited_excerpts(case, source, outcome.citations)
        ),
        passages=tuple(
            _passage(result, rank, passage, sources)
            for rank, passage in enumerate(outcome.passages[:PASSAGES_SHOWN], start=1)
        ),
        scores=tuple(
            (measure.name, value)
            for measure in MEASURES
            if (value := measure.value([result.score])) is not None
        ),
    )


def _expected(result: Result, sources: Mapping[str, StoredSource]) -> list[ExpectedQuote]:
    case = result.case
    named = [(name, gold) for name, quotes in case.groups.items() for gold in quotes]
    if case.correction:
        named.append(("", case.correction))
    return [
        ExpectedQuote(gold, name, _gold_excerpt(result, gold, sources.get(gold.source)))
        for name, gold in named
    ]


def _gold_excerpt(result: Result, gold: Gold, source: StoredSource | None) -> Excerpt | None:
    place = range_of(gold.quote, source) if source else None
    if source is None or place is None:
        return None
    cited = [(one.start, one.end) for one in result.outcome.citations if one.source == source.id]
    return excerpt(source, place, gold=gold_ranges(result.case, source), cited=cited)


def _passage(
    result: Result, rank: int, passage: RankedPassage, sources: Mapping[str, StoredSource]
) -> FoundPassage:
    source = sources.get(passage.source)
    return FoundPassage(
        rank=rank,
        passage=passage,
        title=source.title if source else passage.source,
        language=source.language.value if source else None,
        stretches=marked_passage(result.case, source, passage, result.outcome.citations),
    )
