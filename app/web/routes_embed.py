"""/embed: the page's chat for a frame on a site that the operator allowed."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from app.domain.sources import Language
from app.web.requests import caller_language
from app.web.routes_page import blank_page
from app.web.security import page_policy
from app.web.templating import Pages
from app.web.views import framed_view


def embed_router(pages: Pages, default_language: Language, allowed_origins: Sequence[str]) -> APIRouter:
    router = APIRouter()
    policy = page_policy(ancestors=allowed_origins)

    @router.api_route("/embed", methods=["GET", "HEAD"], response_model=None)
    async def get_embed(request: Request) -> Response:
        view = framed_view(request.query_params)
        response = blank_page(pages, caller_language(request, default_language), view, allowed_origins)
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return router
