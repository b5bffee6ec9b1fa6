"""/widget/texts/{language}.json: the page's words, so that the language can change while the conversation stays."""

from __future__ import annotations

import json

from fastapi import APIRouter, Response

from app.domain.sources import Language
from app.web.languages import read_language
from app.web.problems import Problem
from app.web.templating import Pages


def texts_router(pages: Pages) -> APIRouter:
    router = APIRouter()

    @router.api_route("/widget/texts/{name}.json", methods=["GET", "HEAD"], response_model=None)
    async def get_texts(name: str) -> Response:
        language = read_language(name)
        if language is None:
            raise Problem("not-found", 404)
        return Response(_texts(pages, language), media_type="application/json")

    return router


def _texts(pages: Pages, language: Language) -> str:
    return json.dumps(pages.wording(language).all(), ensure_ascii=False)
