"""POST /api/v1/answers: a question in, an answer out, whole or as events."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from app.domain.answers import Question
from app.domain.conversations import Conversations
from app.domain.sources import Language, Library
from app.web.asking import Asking
from app.web.presenting import present_answer
from app.web.problems import problems_in
from app.web.records import Record
from app.web.requests import caller_language, read_answer_request, wants_events
from app.web.responses import JsonResponse
from app.web.schemas import AnswerOut
from app.web.stream import stream_answer


def answers_router(
    asking: Asking,
    library: Library,
    conversations: Conversations,
    default_language: Language,
) -> APIRouter:
    router = APIRouter()

    async def grow(question: Question, record: Record) -> AsyncGenerator[AnswerOut, None]:
        async with aclosing(asking.grow(question)) as growing:
            async for answer in growing:
                yield (shown := present_answer(answer, record.conversation))
        record.keep(conversations, shown)

    async def whole(request: Request, question: Question, record: Record) -> AnswerOut:
        shown = present_answer(await asking.whole_for(request, question), record.conversation)
        record.keep(conversations, shown)
        return shown

    @router.post("/api/v1/answers", response_model=None)
    async def post_answer(request: Request) -> Response:
        asked = await read_answer_request(request)
        with problems_in(asked.language):
            question = asked.to_question()
            record = Record(asked.conversation, question.text)
            if not wants_events(request):
                return JsonResponse(await whole(request, question, record))
            # A stream has status 200 once it is open: what can be refused is refused before.
            asking.require_room()
            await to_thread.run_sync(library.generation)
            language = asked.language or caller_language(request, default_language)
            return stream_answer(grow(question, record), language)

    return router
