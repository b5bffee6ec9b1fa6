"""The JSON that goes over HTTP, one named type a shape."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.domain.answers import AnswerMode, AnswerStatus, BlockType, Question, Turn, is_plain_character
from app.domain.passages import ChunkKind
from app.domain.sources import Language, SourceKind

MAX_TURNS = 20
MAX_TURN_LENGTH = 4_000
MAX_PASSAGES = 50


def plain(text: str) -> str:
    """Raises `ValueError` for a text with control characters or lone surrogates."""
    if not all(map(is_plain_character, text)):
        raise ValueError("control characters")
    return text


TurnText = Annotated[str, Field(max_length=MAX_TURN_LENGTH), AfterValidator(plain)]


class Request(BaseModel):
    """What callers send; a key that is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TurnIn(Request):
    question: TurnText
    answer: TurnText


class AnswerRequest(Request):
    """`question` is judged by `Question`, which knows why a text cannot be asked."""

    question: str
    history: Annotated[tuple[TurnIn, ...], Field(max_length=MAX_TURNS)] = ()
    conversation: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    language: Language | None = None

    def to_question(self) -> Question:
        """Raises `InvalidQuestion`."""
        turns = tuple(Turn(turn.question, turn.answer) for turn in self.history)
        return Question(self.question, turns, self.language)


class SearchRequest(Request):
    q: str
    k: Annotated[int, Field(ge=1, le=MAX_PASSAGES)] = 10
    language: Language | None = None


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class SpanOut(Shown):
    """A half-open range of code points, not of UTF-16 units."""

    start: int
    end: int


class OriginalOut(Shown):
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    kind: SourceKind | None
    url: str | None


class SourceOut(Shown):
    """`url` is http or https; anything else a manifest may hold is not sent."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    language: Language
    kind: SourceKind
    url: str | None
    restates: OriginalOut | None


class ItemOut(Shown):
    text: str
    citations: tuple[int, ...]
    own_words: bool
    cells: tuple[str, ...]
    depth: int


class BlockOut(Shown):
    type: BlockType
    language: Language
    items: tuple[ItemOut, ...]
    ordered: bool
    header: bool


class CitationOut(Shown):
    number: int
    source: SourceOut
    headings: tuple[str, ...]
    quote: str
    before: str
    after: str
    permalink: str
    span: SpanOut
    sha256: str


class ReadingTipOut(Shown):
    source: SourceOut
    headings: tuple[str, ...]
    text: str
    permalink: str


class AnswerHead(Shown):
    """What is known of an answer before its blocks: the event `meta`.

    `version` is the server's, so that a page that was loaded from an older one can tell. Fields may be added
    in any version; readers ignore those they do not know.
    """

    id: str
    version: str
    conversation: str | None
    status: AnswerStatus
    mode: AnswerMode
    language: Language
    interpreted_question: str
    confidence: float
    generation: str


class DraftingOut(Shown):
    """What came of a language model's draft. `complete` is False when the answer that is shown broke off."""

    model: str
    prompt: str
    kept: int
    dropped: int
    kept_share: float
    complete: bool
    failure: str | None


class AnswerTail(Shown):
    """What completes an answer after its blocks: the event `done`."""

    nearest: tuple[ReadingTipOut, ...]
    followups: tuple[str, ...]
    spoken: str
    timings: dict[str, float]
    drafting: DraftingOut | None = None


class AnswerBody(Shown):
    """What arrives in pieces: the events `block`, `notice` and `citation`."""

    blocks: tuple[BlockOut, ...]
    citations: tuple[CitationOut, ...]


class AnswerOut(AnswerTail, AnswerBody, AnswerHead):
    """A whole answer; pydantic puts the last base's fields first.

    A field that is added later has a default, so that answers stored by an earlier version are read again.
    """


class PassageOut(Shown):
    rank: int
    score: float
    signals: dict[str, float]
    source: SourceOut
    headings: tuple[str, ...]
    language: Language
    kind: ChunkKind
    span: SpanOut
    text: str
    permalink: str


class SearchOut(Shown):
    generation: str
    passages: tuple[PassageOut, ...]


class SourceEntry(SourceOut):
    author: str | None
    licence: str | None
    sha256: str
    characters: int
    permalink: str


class SourcesOut(Shown):
    generation: str
    sources: tuple[SourceEntry, ...]


class HeadingOut(Shown):
    text: str
    level: int
    span: SpanOut


class SourceText(SourceEntry):
    text: str
    headings: tuple[HeadingOut, ...]


class HealthOut(Shown):
    status: Literal["ok", "ready"]
