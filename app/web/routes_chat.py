"""OpenAI's chat completions and models, so that any chat front end can ask Tilda."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from app.domain.answers import Question
from app.domain.sources import Language, Library
from app.web.asking import Asking
from app.web.chat_presenting import GrowingMessage, present_completion
from app.web.chat_requests import read_chat_request, to_question
from app.web.chat_schemas import MODEL, ModelOut, ModelsOut
from app.web.chat_stream import stream_completion
from app.web.presenting import present_answer
from app.web.problems import Problem, problems_in
from app.web.requests import caller_language
from app.web.responses import JsonResponse
from app.web.schemas import AnswerOut

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def chat_router(
    asking: Asking,
    library: Library,
    default_language: Language,
    clock: Callable[[], float] = time.time,
) -> APIRouter:
    """`clock` gives the seconds since 1970 that a completion was made at."""
    router = APIRouter()

    async def grow(question: Question) -> AsyncGenerator[AnswerOut, None]:
        async with aclosing(asking.grow(question)) as growing:
            async for answer in growing:
                yield present_answer(answer)

    @router.post("/v1/chat/completions", response_model=None)
    async def post_chat(request: Request) -> Response:
        asked = await read_chat_request(request)
        with problems_in(asked.language):
            question = to_question(asked)
            created, base_url = int(clock()), _base_url(request)
            if not asked.stream:
                answer = present_answer(await asking.whole_for(request, question))
                return JsonResponse(present_completion(answer, created, base_url))
            # A stream has status 200 once it is open: what can be refused is refused before.
            asking.require_room()
            await to_thread.run_sync(library.generation)
            language = asked.language or caller_language(request, default_language)
            with_usage = asked.stream_options is not None and asked.stream_options.include_usage
            return stream_completion(grow(question), GrowingMessage(base_url), created, language, with_usage)

    @router.get("/v1/models", response_model=None)
    async def get_models() -> Response:
        return JsonResponse(ModelsOut())

    @router.get("/v1/models/{model}", response_model=None)
    async def get_model(model: str) -> Response:
        if model != MODEL:
            raise Problem("model-not-found", 404, {"model": MODEL})
        return JsonResponse(ModelOut())

    return router


def _base_url(request: Request) -> str:
    """Where this request found us, for permalinks that can be followed from elsewhere; "" where it is odd."""
    url = request.base_url
    return str(url).rstrip("/") if _HOST.fullmatch(url.netloc) else ""
