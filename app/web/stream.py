"""An answer as server-sent events: `meta`, then each block after the citations it rests on, then `done`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing

from sse_starlette import EventSourceResponse, ServerSentEvent

from app.domain.answers import BlockType
from app.domain.errors import TildaError
from app.domain.sources import Language
from app.web.problems import Problem, problem_of
from app.web.schemas import AnswerHead, AnswerOut, AnswerTail, Shown

PING_SECONDS = 10
SEND_SECONDS = 30.0


def answer_events(answer: AnswerOut) -> Iterator[ServerSentEvent]:
    """Together the events hold what the JSON answer holds; a `notice` is a block too, in its place."""
    yield from _Sent().more(answer)
    yield _event("done", _part(AnswerTail, answer))


def stream_answer(growing: AsyncGenerator[AnswerOut, None], language: Language) -> EventSourceResponse:
    """A stream that opens at once, stays alive while the answer is computed, and shows it as it grows.

    An error that Tilda raises on purpose ends it with an `error` event, in `language`.
    """
    return EventSourceResponse(_events(growing, language), ping=PING_SECONDS, send_timeout=SEND_SECONDS)


async def _events(growing: AsyncGenerator[AnswerOut, None], language: Language) -> AsyncIterator[bytes]:
    """What is there at one time is sent at one time."""
    sent = _Sent()
    answer: AnswerOut | None = None
    try:
        async with aclosing(growing):
            async for answer in growing:
                if fresh := b"".join(event.encode() for event in sent.more(answer)):
                    yield fresh
    except (Problem, TildaError) as error:
        yield encode_event("error", problem_of(error).document(language))
    else:
        if answer is not None:
            yield encode_event("done", _part(AnswerTail, answer))


class _Sent:
    """What of a growing answer has been sent already."""

    def __init__(self) -> None:
        self._has_begun = False
        self._blocks = 0
        self._citations: set[int] = set()

    def more(self, answer: AnswerOut) -> Iterator[ServerSentEvent]:
        """The events for what the answer has beyond what was sent: each block after its citations."""
        if not self._has_begun:
            self._has_begun = True
            yield _event("meta", _part(AnswerHead, answer))
        citations = {citation.number: citation for citation in answer.citations}
        for block in answer.blocks[self._blocks :]:
            for number in sorted({number for item in block.items for number in item.citations}):
                if number not in self._citations:
                    self._citations.add(number)
                    yield _event("citation", citations[number])
            yield _event("notice" if block.type is BlockType.NOTICE else "block", block)
        self._blocks = len(answer.blocks)


def encode_event(name: str, content: Shown) -> bytes:
    return _event(name, content).encode()


def _event(name: str, content: Shown) -> ServerSentEvent:
    return ServerSentEvent(data=content.model_dump_json(), event=name)


def _part(kind: type[Shown], answer: AnswerOut) -> Shown:
    return kind.model_validate(answer.model_dump(include=set(kind.model_fields)))
