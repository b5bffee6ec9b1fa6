"""Which parts of a source text are gold and which are cited, as stretches of text to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.cases import Case
from eval.outcomes import CitedQuote, RankedPassage
from eval.run_sources import StoredSource

AROUND = 160

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that is marked the same throughout."""

    text: str
    is_gold: bool = False
    is_cited: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a source, marked. `starts` and `ends` say whether the source's text begins or stops there."""

    source: StoredSource
    stretches: tuple[Stretch, ...]
    starts: bool
    ends: bool


def gold_ranges(case: Case, source: StoredSource) -> tuple[Range, ...]:
    """Where the gold quotes of the case, or its correction, stand in the source; each wherever it occurs."""
    corrections = () if case.correction is None else (case.correction,)
    return tuple(
        found
        for gold in (*case.gold, *corrections)
        if gold.source == source.id
        for found in _occurrences(gold.quote, source.text)
    )


def cited_excerpts(
    case: Case, source: StoredSource, citations: Sequence[CitedQuote]
) -> tuple[tuple[tuple[CitedQuote, ...], Excerpt], ...]:
    """The citations of this source with the text around them; those that lie close share an excerpt."""
    cited = sorted((one for one in citations if one.source == source.id), key=lambda one: one.start)
    clusters: list[list[CitedQuote]] = []
    for one in cited:
        if clusters and one.start - max(before.end for before in clusters[-1]) <= AROUND:
            clusters[-1].append(one)
        else:
            clusters.append([one])
    gold = gold_ranges(case, source)
    return tuple(
        (
            tuple(cluster),
            excerpt(
                source,
                (cluster[0].start, max(one.end for one in cluster)),
                gold=gold,
                cited=[(one.start, one.end) for one in cluster],
            ),
        )
        for cluster in clusters
    )


def excerpt(
    source: StoredSource, part: Range, *, gold: Iterable[Range] = (), cited: Iterable[Range] = ()
) -> Excerpt:
    """The part with up to `AROUND` characters on both sides, from and to a word boundary."""
    text = source.text
    start, end = max(0, part[0] - AROUND), min(len(text), part[1] + AROUND)
    if start:
        start = min(text.find(" ", start, part[0]) + 1 or part[0], part[0])
    if end < len(text):
        end = max(text.rfind(" ", part[1], end), part[1])
    return Excerpt(source, marked(text, (start, end), gold, cited), start == 0, end == len(text))


def range_of(quote: str, source: StoredSource) -> Range | None:
    """Where the quote first stands in the source."""
    return next(iter(_occurrences(quote, source.text)), None)


def marked_passage(
    case: Case,
    source: StoredSource | None,
    passage: RankedPassage,
    citations: Iterable[CitedQuote] = (),
) -> tuple[Stretch, ...]:
    """The passage's text with gold and citations marked, where it stands in its source."""
    if source is None or source.text[passage.start : passage.end] != passage.text:
        return (Stretch(passage.text),)
    cited = [(one.start, one.end) for one in citations if one.source == source.id]
    return marked(source.text, (passage.start, passage.end), gold_ranges(case, source), cited)


def marked(text: str, part: Range, gold: Iterable[Range], cited: Iterable[Range] = ()) -> tuple[Stretch, ...]:
    """The part of the text, cut wherever a mark begins or ends; the stretches together are the part."""
    gold, cited = tuple(gold), tuple(cited)
    edges = {edge for range_ in (*gold, *cited) for edge in range_ if part[0] < edge < part[1]}
    cuts = sorted({*part, *edges})
    return tuple(
        Stretch(text[start:end], _lies_in(start, gold), _lies_in(start, cited))
        for start, end in pairwise(cuts)
    )


def _lies_in(place: int, ranges: Iterable[Range]) -> bool:
    return any(start <= place < end for start, end in ranges)


def _occurrences(quote: str, text: str) -> Iterable[Range]:
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)
