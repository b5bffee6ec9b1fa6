"""OpenAI's chat completions as JSON: what is read of a request, and what is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.sources import Language
from app.web.schemas import AnswerHead, DraftingOut, Shown

MODEL = "tilda"


def _is_absent(value: object) -> bool:
    return value is None


class Read(BaseModel):
    """Only what Tilda heeds is named; clients send much else that cannot change an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class PartIn(Read):
    type: str
    text: str = ""


class MessageIn(Read):
    """`content` is None in messages that only call tools."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | tuple[PartIn, ...] | None = None


class StreamOptionsIn(Read):
    include_usage: bool = False


class ResponseFormatIn(Read):
    type: str


class ChatRequest(Read):
    """`language` is our addition: the language of the answer, detected when left out."""

    messages: Annotated[tuple[MessageIn, ...], Field(min_length=1)]
    model: str = MODEL
    stream: bool | None = None
    stream_options: StreamOptionsIn | None = None
    language: Language | None = None
    # What would have to change the answer's form, and is refused because it cannot.
    n: int | None = None
    logprobs: bool | None = None
    response_format: ResponseFormatIn | None = None
    modalities: tuple[str, ...] | None = None
    tool_choice: object = None


class UrlCitation(Shown):
    """`start_index` and `end_index` are a half-open range of code points in the message's content."""

    start_index: int
    end_index: int
    url: str
    title: str
    number: int
    quote: str
    language: Language
    source: str
    sha256: str


class Annotation(Shown):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Usage(Shown):
    """Tilda bills no tokens and counts none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class MessageOut(Shown):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[Annotation, ...]


class ChoiceOut(Shown):
    index: int = 0
    message: MessageOut
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class TildaOut(AnswerHead):
    """What OpenAI's form has no place for. What came of a draft is known when it has ended."""

    drafting: DraftingOut | None


class Envelope(Shown):
    """`system_fingerprint` is the index generation."""

    id: str
    created: int
    model: str = MODEL
    system_fingerprint: str


class Completion(Envelope):
    object: Literal["chat.completion"] = "chat.completion"
    choices: tuple[ChoiceOut, ...]
    usage: Usage = Usage()
    tilda: TildaOut


class Delta(Shown):
    """What this chunk adds to the message; what it does not add is left out of the JSON."""

    role: Literal["assistant"] | None = Field(default=None, exclude_if=_is_absent)
    content: str | None = Field(default=None, exclude_if=_is_absent)
    annotations: tuple[Annotation, ...] | None = Field(default=None, exclude_if=_is_absent)


class ChunkChoice(Shown):
    index: int = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class CompletionChunk(Envelope):
    """`tilda` comes with the first chunk and with the one that ends the message."""

    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    tilda: TildaOut | None = Field(default=None, exclude_if=_is_absent)


class ModelOut(Shown):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class ModelsOut(Shown):
    object: Literal["list"] = "list"
    data: tuple[ModelOut, ...] = (ModelOut(),)
