"""An answer as server-sent events: `meta`, then each block after the citations it rests on, then `done`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

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
    yield _event("meta", _part(AnswerHead, answer))
    waiting = {citation.number: citation for citation in answer.citations}
    for block in answer.blocks:
        for number in sorted({number for item in block.items for number in item.citations}):
            if number in waiting:
                yield _event("citation", waiting.pop(number))
        yield _event("notice" if block.type is BlockType.NOTICE else "block", block)
    yield _event("done", _part(AnswerTail, answer))


def stream_answer(compute: Callable[[], Awaitable[AnswerOut]], language: Language) -> EventSourceResponse:
    """A stream that opens at once and stays alive while the answer is computed.

    An error that Tilda raises on purpose ends it with an `error` event, in `language`.
    """
    return EventSourceResponse(_events(compute, language), ping=PING_SECONDS, send_timeout=SEND_SECONDS)


async def _events(
    compute: Callable[[], Awaitable[AnswerOut]], language: Language
) -> AsyncIterator[ServerSentEvent]:
    try:
        answer = await compute()
    except (Problem, TildaError) as error:
        yield _event("error", problem_of(error).document(language))
    else:
        for event in answer_events(answer):
            yield event


def encode_event(name: str, content: Shown) -> bytes:
    return _event(name, content).encode()


def _event(name: str, content: Shown) -> ServerSentEvent:
    return ServerSentEvent(data=content.model_dump_json(), event=name)


def _part(kind: type[Shown], answer: AnswerOut) -> Shown:
    return kind.model_validate(answer.model_dump(include=set(kind.model_fields)))
