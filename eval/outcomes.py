"""What came back for one case, as plain values that can be stored and read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answers import Answer, AnswerStatus
from app.domain.passages import Passage
from app.domain.sources import Language, Span
from eval.cases import Case
from eval.matching import gain


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A retrieved passage: its span in the source. `covers` names the gold groups: 2 fully, 1 by half."""

    source: str
    start: int
    end: int
    headings: tuple[str, ...]
    score: float
    text: str
    covers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation. `verbatim`: the quote stands at `start` in the source's text, as the index has it."""

    number: int
    source: str
    start: int
    end: int
    quote: str
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """`text` is all that the reader sees of the answer, Tilda's own words included.

    `fault` says why there is no answer when status is `failed`.
    """

    status: AnswerStatus
    language: Language | None
    interpreted_question: str
    text: str
    confidence: float
    citations: tuple[CitedQuote, ...]
    passages: tuple[RankedPassage, ...]
    fault: str | None = None

    @property
    def answered(self) -> bool:
        return self.status is AnswerStatus.ANSWERED

    @property
    def refused(self) -> bool:
        """A refusal is an answer of its own; a failure is neither."""
        return not self.answered and not self.failed

    @property
    def failed(self) -> bool:
        return self.status is AnswerStatus.FAILED


def outcome_of(
    case: Case, answer: Answer, passages: tuple[Passage, ...], texts: Mapping[str, str]
) -> Outcome:
    """`texts` are the sources as the index has them: quotes are verified against them, not by themselves."""
    return Outcome(
        status=answer.status,
        language=answer.language,
        interpreted_question=answer.interpreted_question,
        text=answer.spoken,
        confidence=answer.confidence,
        citations=tuple(
            cited_quote(citation.number, citation.source.id, citation.span, citation.quote, texts)
            for citation in answer.citations
        ),
        passages=ranked(case, passages),
    )


def failed_outcome(case: Case, fault: str, passages: tuple[Passage, ...]) -> Outcome:
    return Outcome(AnswerStatus.FAILED, None, case.question, "", 0.0, (), ranked(case, passages), fault)


def ranked(case: Case, passages: tuple[Passage, ...]) -> tuple[RankedPassage, ...]:
    return tuple(
        ranked_passage(
            case,
            passage.source.id,
            passage.chunk.span,
            passage.chunk.headings,
            passage.score,
            passage.chunk.text,
        )
        for passage in passages
    )


def ranked_passage(
    case: Case, source: str, span: Span, headings: tuple[str, ...], score: float, text: str
) -> RankedPassage:
    covers = covered_groups(case, source, text)
    return RankedPassage(source, span.start, span.end, headings, score, text, covers)


def covered_groups(case: Case, source: str, text: str) -> Mapping[str, int]:
    """The gain of each gold group that the text covers: that of its best covered quote from this source."""
    gains = {
        name: max((gain(gold.quote, text) for gold in quotes if gold.source == source), default=0)
        for name, quotes in case.groups.items()
    }
    return {name: found for name, found in gains.items() if found}


def cited_quote(number: int, source: str, span: Span, quote: str, texts: Mapping[str, str]) -> CitedQuote:
    """`texts` are the sources as the index has them."""
    verbatim = span.of(texts.get(source, "")) == quote
    return CitedQuote(number, source, span.start, span.end, quote, verbatim)
