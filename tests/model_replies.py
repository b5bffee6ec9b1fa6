"""What a scripted model says, as bytes on the wire: OpenAI's chat completions, whole, streamed and broken."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

JSON_TYPE = "application/json"
SSE_TYPE = "text/event-stream; charset=utf-8"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A request as the model saw it. `messages` are (role, text); `headers` have lower-case names.

    `structure` is how structured output was asked for: `json_schema`, `json_object`, `tool`, or None for
    plain text; `tool` is the name of the function to call.
    """

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, object]
    model: str
    messages: tuple[tuple[str, str], ...]
    is_streamed: bool
    structure: str | None
    tool: str | None

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.messages)


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing more, until the client goes."""


@dataclass(frozen=True, slots=True)
class Endless:
    """The same bytes until the client goes, `every` so many seconds."""

    data: bytes
    every: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection ends here, in the middle of the body: with FIN, or with RST."""

    is_reset: bool = False


Step = bytes | Pause | Silence | Endless | Cut


@dataclass(frozen=True, slots=True)
class Reply:
    """Each `bytes` of `steps` goes out as one HTTP chunk, which a client's parser hands over by itself.

    `wait` is in seconds before the first byte of the response; `math.inf` never answers. Without a head
    the connection ends before the first byte.
    """

    steps: tuple[Step, ...] = ()
    status: int = 200
    content_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    wait: float = 0.0
    has_head: bool = True


Script = Callable[[ChatRequest], Reply]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast tokens come: the first after `first` seconds, then `per_second`; 0 means all at once."""

    first: float = 0.0
    per_second: float = 0.0


AT_ONCE = Pace()
USUAL = Pace(first=0.3, per_second=20)


def saying(text: str | Callable[[ChatRequest], str], pace: Pace = AT_ONCE) -> Script:
    """A model that says `text`, streamed or whole, as content or as a tool's arguments, as it was asked to."""

    def script(request: ChatRequest) -> Reply:
        said = text if isinstance(text, str) else text(request)
        if not request.is_streamed:
            return replace(whole(said, request.tool), wait=pace.first)
        return Reply(_paced(said, request.tool, pace), content_type=SSE_TYPE)

    return script


def in_turn(*scripts: Script) -> Script:
    """The first script for the first request, and so on; the last one for all that follow."""
    waiting = list(scripts)

    def script(request: ChatRequest) -> Reply:
        return (waiting.pop(0) if len(waiting) > 1 else waiting[0])(request)

    return script


def always(reply: Reply) -> Script:
    return lambda _: reply


def whole(text: str, tool: str | None = None) -> Reply:
    message: dict[str, object] = {"role": "assistant", "content": None if tool else text}
    if tool:
        message["tool_calls"] = [_call(text, tool)]
    finish = "tool_calls" if tool else "stop"
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return Reply((encode({**_envelope("chat.completion"), "choices": [choice], "usage": usage}),))


def streamed(*steps: Step) -> Reply:
    """A stream of exactly these steps; nothing is added, not even `[DONE]`."""
    return Reply(steps, content_type=SSE_TYPE)


def split_at(reply: Reply, offset: int) -> Reply:
    """The same body in two pieces, cut at a byte's offset, wherever that falls."""
    body = b"".join(step for step in reply.steps if isinstance(step, bytes))
    return replace(reply, steps=tuple(piece for piece in (body[:offset], body[offset:]) if piece))


def one_byte_each(reply: Reply) -> Reply:
    body = b"".join(step for step in reply.steps if isinstance(step, bytes))
    return replace(reply, steps=tuple(body[place : place + 1] for place in range(len(body))))


def refusing(status: int, message: str = "refused", retry_after: str | None = None) -> Script:
    """An error in OpenAI's shape, with or without Retry-After."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    error = {"message": message, "type": "error", "param": None, "code": None}
    return always(Reply((encode({"error": error}),), status=status, headers=headers))


def hanging() -> Script:
    """Accepts the request and never answers."""
    return always(Reply(wait=math.inf))


def opening(tool: str | None = None) -> bytes:
    """The first chunk, which names the role and says nothing yet."""
    delta: dict[str, object] = {"role": "assistant", "content": None if tool else ""}
    if tool:
        delta["tool_calls"] = [{"index": 0, **_call("", tool)}]
    return chunk(delta)


def token(text: str, tool: str | None = None) -> bytes:
    if tool:
        return chunk({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
    return chunk({"content": text})


def closing(reason: str = "stop") -> bytes:
    return chunk({}, reason)


def chunk(delta: Mapping[str, object], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event(encode({**_envelope("chat.completion.chunk"), "choices": [choice]}))


def event(data: bytes) -> bytes:
    return b"data: " + data + b"\n\n"


def encode(value: object) -> bytes:
    """å ä ö æ ø as themselves, so that a split can fall inside a letter."""
    return json.dumps(value, ensure_ascii=False).encode()


def tokens_of(text: str) -> Sequence[str]:
    """Pieces of about a token's length, which joined are the text."""
    return re.findall(r"\s*\S{1,5}|\s+$", text)


def _paced(text: str, tool: str | None, pace: Pace) -> tuple[Step, ...]:
    steps: list[Step] = [opening(tool)]
    for position, piece in enumerate(tokens_of(text)):
        steps += _gap(pace, position)
        steps.append(token(piece, tool))
    return (*steps, closing("tool_calls" if tool else "stop"), DONE)


def _gap(pace: Pace, position: int) -> Iterable[Step]:
    seconds = pace.first if position == 0 else 1 / pace.per_second if pace.per_second else 0.0
    return (Pause(seconds),) if seconds else ()


def _call(arguments: str, tool: str) -> dict[str, object]:
    return {"id": "call-1", "type": "function", "function": {"name": tool, "arguments": arguments}}


def _envelope(kind: str) -> dict[str, object]:
    return {"id": "chatcmpl-scripted", "object": kind, "created": 1_700_000_000, "model": "scripted"}
