"""GET /api/v1/search: ranked passages with the parts of their scores."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.answers import Question
from app.domain.passages import Retriever
from app.web.presenting import present_search
from app.web.problems import problems_in
from app.web.requests import read_search_request
from app.web.responses import JsonResponse
from app.web.workers import Workers


def search_router(retriever: Retriever, workers: Workers) -> APIRouter:
    router = APIRouter()

    @router.get("/api/v1/search", response_model=None)
    async def get_search(request: Request) -> Response:
        asked = read_search_request(request)
        with problems_in(asked.language):
            question = Question(asked.q, language=asked.language)
            result = await workers.run(retriever.search, question.text, question.language, asked.k)
        return JsonResponse(present_search(result))

    return router
