"""GET /api/v1/sources: the corpus, and one text with its headings."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.domain.sources import Library
from app.web.presenting import present_source, present_text
from app.web.problems import Problem
from app.web.responses import JsonResponse
from app.web.schemas import SourcesOut
from app.web.workers import Workers


def sources_router(library: Library, workers: Workers) -> APIRouter:
    router = APIRouter()

    def list_sources() -> SourcesOut:
        documents = library.documents()
        return SourcesOut(generation=library.generation(), sources=tuple(map(present_source, documents)))

    @router.get("/api/v1/sources", response_model=None)
    async def get_sources() -> Response:
        return JsonResponse(await workers.run(list_sources))

    @router.get("/api/v1/sources/{source_id}", response_model=None)
    async def get_source(source_id: str) -> Response:
        document = await workers.run(library.find, source_id, None)
        if document is None:
            raise Problem("source-not-found", 404)
        return JsonResponse(present_text(document))

    return router
