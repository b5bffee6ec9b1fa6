"""A question, its answer, and the citations the answer rests on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.domain.errors import InvalidQuestion, QuestionFault, UnverifiedQuote
from app.domain.remembering import remembered
from app.domain.sources import BlockKind, Document, Language, Source, Span

MAX_QUESTION_LENGTH = 2_000
CONTEXT_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the text of its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks. Cannot be built from a text that nobody can answer.

    Raises `InvalidQuestion` for a text that is blank, has no letter or digit, is longer than
    `MAX_QUESTION_LENGTH` code points, or holds control characters or lone surrogates.
    `language` is the reader's choice; None means that it is detected.
    """

    text: str
    history: tuple[Turn, ...] = ()
    language: Language | None = None

    def __post_init__(self) -> None:
        if fault := fault_of_text(self.text):
            raise InvalidQuestion(fault, excess=max(0, len(self.text) - MAX_QUESTION_LENGTH))


def fault_of_text(text: str) -> QuestionFault | None:
    """The first thing that makes `text` unfit as a question, or None."""
    if len(text) > MAX_QUESTION_LENGTH:
        return QuestionFault.TOO_LONG
    if any(not is_plain_character(character) for character in text):
        return QuestionFault.CONTROL_CHARACTERS
    if not text.strip():
        return QuestionFault.EMPTY
    if not any(character.isalnum() for character in text):
        return QuestionFault.NO_WORDS
    return None


def is_plain_character(character: str) -> bool:
    """False for control characters other than tab and line breaks, and for lone surrogates."""
    code = ord(character)
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    return character in "\t\n\r" or not (is_control or 0xD800 <= code <= 0xDFFF)


@dataclass(frozen=True, slots=True)
class Citation:
    """A byte-exact quotation: cannot be built unless `quote` stands at `span` and may be cited.

    Raises `UnverifiedQuote` when the quote differs from the document's text by as much as one character,
    or touches page chrome.
    """

    number: int
    document: Document
    span: Span
    quote: str
    headings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        source_id = self.document.source.id
        if self.span.end > len(self.document.text) or self.span.of(self.document.text) != self.quote:
            raise UnverifiedQuote(f"the quote does not stand at {self.span} of source {source_id}")
        if touches_chrome(self.document, self.span):
            raise UnverifiedQuote(f"{self.span} of source {source_id} is not citable")

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def before(self) -> str:
        """Up to `CONTEXT_LENGTH` code points before the quote, from a word boundary on, without page chrome."""
        start = max(0, self.span.start - CONTEXT_LENGTH)
        chrome = _chrome_of(self.document)
        first = max((one.end for one in chrome if one.end <= self.span.start), default=0)
        text = self.document.text[max(start, first) : self.span.start]
        return text if start <= first else text[text.find(" ") + 1 :]

    @property
    def after(self) -> str:
        """Up to `CONTEXT_LENGTH` code points after the quote, up to a word boundary, without page chrome."""
        end = self.span.end + CONTEXT_LENGTH
        last = min(
            (one.start for one in _chrome_of(self.document) if one.start >= self.span.end),
            default=len(self.document.text),
        )
        text = self.document.text[self.span.end : min(end, last)]
        return text if end >= last else text[: text.rfind(" ") + 1].rstrip(" ")


def touches_chrome(document: Document, span: Span) -> bool:
    return any(one.start < span.end and span.start < one.end for one in _chrome_of(document))


@remembered(1_000)
def _chrome_of(document: Document) -> tuple[Span, ...]:
    """Remembered, since each quotation asks for it and a long text has thousands of blocks."""
    return tuple(block.span for block in document.blocks if block.kind is BlockKind.NOT_CITABLE)


@dataclass(frozen=True, slots=True)
class ReadingTip:
    """A passage that lies near the question without answering it."""

    document: Document
    span: Span
    headings: tuple[str, ...]


class BlockType(StrEnum):
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or table row of an answer.

    `text` is what the cited quotes say, with line breaks and markup smoothed for display; sentences that
    cite the same quote, an item and what lies under it, say it together. `cells` are a row's cells and
    `depth` is a list item's nesting. Own words are Tilda's wording and claim nothing; everything else has
    at least one citation.
    """

    text: str
    citations: tuple[int, ...] = ()
    own_words: bool = False
    cells: tuple[str, ...] = ()
    depth: int = 0

    def __post_init__(self) -> None:
        if self.own_words == bool(self.citations):
            raise UnverifiedQuote("a sentence is either Tilda's own words or cited, never both or neither")


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """`header` says that a table's first item is its header row."""

    type: BlockType
    language: Language
    items: tuple[Sentence, ...]
    ordered: bool = False
    header: bool = False


class AnswerStatus(StrEnum):
    ANSWERED = "answered"
    NO_SUPPORT = "no_support"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_CLARIFICATION = "needs_clarification"
    FAILED = "failed"


class AnswerMode(StrEnum):
    EXTRACTIVE = "extractive"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class Drafting:
    """What came of a language model's draft: how many of its sentences were shown, and how many dropped.

    `failure` names why it ended early or was of no use; None when it was whole. A whole draft of which nothing
    was kept has no failure, and the answer is extractive.
    """

    model: str
    prompt: str
    kept: int
    dropped: int
    failure: str | None = None

    @property
    def kept_share(self) -> float:
        """In [0, 1]; 0 without sentences."""
        offered = self.kept + self.dropped
        return self.kept / offered if offered else 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """`timings` are milliseconds by step; two answers to one question differ in nothing else.

    Raises `UnverifiedQuote` when a sentence names a citation that is not there.
    """

    id: str
    status: AnswerStatus
    mode: AnswerMode
    language: Language
    interpreted_question: str
    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[ReadingTip, ...]
    followups: tuple[str, ...]
    confidence: float
    generation: str
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)
    drafting: Drafting | None = None

    def __post_init__(self) -> None:
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise UnverifiedQuote(f"citations must be numbered from 1 on, got {numbers}")
        used = {number for sentence in self.sentences for number in sentence.citations}
        if used != set(numbers):
            raise UnverifiedQuote("the sentences and the citations of an answer must name each other")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for block in self.blocks for sentence in block.items)

    @property
    def is_complete(self) -> bool:
        """False when a drafted answer broke off; what it says is verified all the same."""
        return self.mode is AnswerMode.EXTRACTIVE or self.drafting is None or self.drafting.failure is None

    @property
    def spoken(self) -> str:
        """The answer as plain text for reading aloud."""
        return " ".join(sentence.text for sentence in self.sentences)


class Answerer(Protocol):
    def answer(self, question: Question) -> Answer: ...


Run = Callable[[Callable[[Question], Answer], Question], Awaitable[Answer]]


@runtime_checkable
class GrowingAnswerer(Answerer, Protocol):
    def grow(self, question: Question, run: Run) -> AsyncGenerator[Answer, None]:
        """The answer as it grows: each has the blocks and citations of the one before and more behind them.

        The last one is the answer. Mode, status and id are the same in all. `run` runs what keeps a processor
        busy, so that the event loop stays free. Closing the generator stops all work on the answer.
        """
