"""POST /api/v1/feedback: what a reader thought of an answer, acknowledged when it is on disk."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

from app.domain.conversations import Conversations
from app.web.conversation_schemas import StoredOut
from app.web.problems import problems_in
from app.web.requests import read_feedback_request
from app.web.responses import JsonResponse


def feedback_router(conversations: Conversations, waiting: CapacityLimiter) -> APIRouter:
    """`waiting` holds the threads that wait for the store, so that questions never queue behind them."""
    router = APIRouter()

    @router.post("/api/v1/feedback", response_model=None)
    async def post_feedback(request: Request) -> Response:
        given = await read_feedback_request(request)
        with problems_in(given.language):
            feedback = given.to_feedback()
            await to_thread.run_sync(conversations.rate, feedback, given.conversation, limiter=waiting)
        return JsonResponse(StoredOut(), 201)

    return router
