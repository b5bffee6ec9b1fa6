"""OpenAI's chat completions and models, so that any chat front end can ask Tilda."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.domain.answers import Answerer, Question
from app.domain.errors import TildaError
from app.domain.sources import Language, Library
from app.web.chat_presenting import present_chunks, present_completion
from app.web.chat_requests import read_chat_request, to_question
from app.web.chat_schemas import MODEL, ChatRequest, ModelOut, ModelsOut
from app.web.openai_errors import OPENAI_PATHS
from app.web.presenting import present_answer
from app.web.problems import Problem, problem_of, problems_in
from app.web.requests import caller_language
from app.web.responses import JsonResponse
from app.web.schemas import AnswerOut, Shown
from app.web.stream import PING_SECONDS, SEND_SECONDS
from app.web.workers import Workers

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_DONE = ServerSentEvent(data="[DONE]", sep="\n")


def chat_router(
    answerer: Answerer,
    library: Library,
    workers: Workers,
    default_language: Language,
    clock: Callable[[], float] = time.time,
) -> APIRouter:
    """`clock` gives the seconds since 1970 that a completion was made at."""
    router = APIRouter()

    async def answer(question: Question) -> AnswerOut:
        return present_answer(await workers.run(answerer.answer, question))

    @router.post("/v1/chat/completions", response_model=None)
    async def post_chat(request: Request) -> Response:
        asked = await read_chat_request(request)
        with problems_in(asked.language):
            compute = partial(answer, to_question(asked))
            created, base_url = int(clock()), _base_url(request)
            if not asked.stream:
                return JsonResponse(present_completion(await compute(), created, base_url))
            # A stream has status 200 once it is open: what can be refused is refused before.
            workers.require_room()
            await to_thread.run_sync(library.generation)
            language = asked.language or caller_language(request, default_language)
            events = _events(compute, asked, created, base_url, language)
            return EventSourceResponse(events, ping=PING_SECONDS, send_timeout=SEND_SECONDS, sep="\n")

    @router.get("/v1/models", response_model=None)
    async def get_models() -> Response:
        return JsonResponse(ModelsOut())

    @router.get("/v1/models/{model}", response_model=None)
    async def get_model(model: str) -> Response:
        if model != MODEL:
            raise Problem("model-not-found", 404, {"model": MODEL})
        return JsonResponse(ModelOut())

    return router


async def _events(
    compute: Callable[[], Awaitable[AnswerOut]],
    asked: ChatRequest,
    created: int,
    base_url: str,
    language: Language,
) -> AsyncIterator[ServerSentEvent]:
    try:
        answer = await compute()
    except (Problem, TildaError) as error:
        yield _event(problem_of(error).told(language, OPENAI_PATHS))
        return
    includes_usage = asked.stream_options is not None and asked.stream_options.include_usage
    for chunk in present_chunks(answer, created, base_url, includes_usage):
        yield _event(chunk)
    yield _DONE


def _event(content: Shown) -> ServerSentEvent:
    return ServerSentEvent(data=content.model_dump_json(), sep="\n")


def _base_url(request: Request) -> str:
    """Where this request found us, for permalinks that can be followed from elsewhere; "" where it is odd."""
    url = request.base_url
    return str(url).rstrip("/") if _HOST.fullmatch(url.netloc) else ""
