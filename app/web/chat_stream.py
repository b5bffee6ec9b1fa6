"""A chat completion as server-sent events: a chunk for each sentence, then `[DONE]`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from sse_starlette import EventSourceResponse, ServerSentEvent

from app.domain.errors import TildaError
from app.domain.sources import Language
from app.web.chat_presenting import (
    GrowingMessage,
    content_chunk,
    final_chunk,
    opening_chunk,
    usage_chunk,
)
from app.web.openai_errors import OPENAI_PATHS
from app.web.problems import Problem, problem_of
from app.web.schemas import AnswerOut, Shown
from app.web.stream import PING_SECONDS, SEND_SECONDS

_LINE = "\n"  # clients take a line feed as the end of a line, not all of them anything else


def stream_completion(
    growing: AsyncGenerator[AnswerOut, None],
    message: GrowingMessage,
    created: int,
    language: Language,
    with_usage: bool,
) -> EventSourceResponse:
    """`growing` gives the answer as it grows, the last time whole.

    An error that Tilda raises on purpose ends the stream with it, in `language`.
    """
    events = _events(growing, message, created, language, with_usage)
    return EventSourceResponse(events, ping=PING_SECONDS, send_timeout=SEND_SECONDS, sep=_LINE)


async def _events(
    growing: AsyncGenerator[AnswerOut, None],
    message: GrowingMessage,
    created: int,
    language: Language,
    with_usage: bool,
) -> AsyncIterator[ServerSentEvent]:
    answer: AnswerOut | None = None
    try:
        async with aclosing(growing):
            async for longer in growing:
                if answer is None:
                    yield _event(opening_chunk(longer, created))
                answer = longer
                for delta in message.grow(answer):
                    yield _event(content_chunk(answer, created, delta))
    except (Problem, TildaError) as error:
        yield _event(problem_of(error).told(language, OPENAI_PATHS))
        return
    assert answer is not None
    for delta in message.close(answer):
        yield _event(content_chunk(answer, created, delta))
    yield _event(final_chunk(answer, created))
    if with_usage:
        yield _event(usage_chunk(answer, created))
    yield ServerSentEvent(data="[DONE]", sep=_LINE)


def _event(content: Shown) -> ServerSentEvent:
    return ServerSentEvent(data=content.model_dump_json(), sep=_LINE)
