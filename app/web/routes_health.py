"""Liveness, readiness, and the icon that browsers ask for unasked."""

from __future__ import annotations

from collections.abc import Callable

from anyio import to_thread
from fastapi import APIRouter, Response

from app.domain.sources import Library
from app.web.problems import starting
from app.web.responses import JsonResponse
from app.web.schemas import HealthOut

READS = ["GET", "HEAD"]


def health_router(library: Library, is_ready: Callable[[], bool]) -> APIRouter:
    router = APIRouter()

    @router.api_route("/healthz", methods=READS, response_model=None)
    async def get_health() -> Response:
        return JsonResponse(HealthOut(status="ok"))

    @router.api_route("/readyz", methods=READS, response_model=None)
    async def get_readiness() -> Response:
        await to_thread.run_sync(library.generation)  # not among the questions, which may be queueing
        if not await to_thread.run_sync(is_ready):
            raise starting()
        return JsonResponse(HealthOut(status="ready"))

    @router.api_route("/favicon.ico", methods=READS, response_model=None)
    async def get_icon() -> Response:
        return Response(status_code=204)

    return router
