"""/embed: the page's chat for a frame on a site that the operator allowed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.sources import Language
from app.web.chat_page import ChatPage, Talk
from app.web.requests import caller_language
from app.web.security import page_policy
from app.web.views import framed_view


def embed_router(page: ChatPage, default_language: Language, on_own_pages: bool = False) -> APIRouter:
    """`on_own_pages` lets our own pages frame the chat even when no site may."""
    router = APIRouter()
    is_framable = on_own_pages or bool(page.allowed_origins)
    headers = {
        "Content-Security-Policy": page_policy(ancestors=page.allowed_origins if is_framable else None),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }

    @router.api_route("/embed", methods=["GET", "HEAD"], response_model=None)
    async def get_embed(request: Request) -> Response:
        view = framed_view(request.query_params)
        response = page.show(view, caller_language(request, default_language), Talk())
        response.headers.update(headers)
        return response

    return router
