"""POST /api/v1/answers: a question in, an answer out, whole or as events."""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from app.domain.answers import Answerer, Question
from app.domain.conversations import Conversations
from app.domain.sources import Language, Library
from app.web.presenting import present_answer
from app.web.problems import problems_in
from app.web.records import keep_answer
from app.web.requests import caller_language, read_answer_request, wants_events
from app.web.responses import JsonResponse
from app.web.schemas import AnswerOut
from app.web.stream import stream_answer
from app.web.workers import Workers


def answers_router(
    answerer: Answerer,
    library: Library,
    conversations: Conversations,
    workers: Workers,
    default_language: Language,
) -> APIRouter:
    router = APIRouter()

    async def answer(question: Question, conversation: str | None) -> AnswerOut:
        shown = present_answer(await workers.run(answerer.answer, question), conversation)
        keep_answer(conversations, question.text, shown)
        return shown

    @router.post("/api/v1/answers", response_model=None)
    async def post_answer(request: Request) -> Response:
        asked = await read_answer_request(request)
        with problems_in(asked.language):
            compute = partial(answer, asked.to_question(), asked.conversation)
            if not wants_events(request):
                return JsonResponse(await compute())
            # A stream has status 200 once it is open: what can be refused is refused before.
            workers.require_room()
            await to_thread.run_sync(library.generation)
            return stream_answer(compute, asked.language or caller_language(request, default_language))

    return router
