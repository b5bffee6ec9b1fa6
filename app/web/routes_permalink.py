"""/kilde/{id}@{sha}: a source's text as it was when it was cited, with the cited passage marked."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.errors import TildaError
from app.domain.sources import Document, Language, Library
from app.web.permalinks import read_reference, read_span, text_path
from app.web.presenting import present_source
from app.web.problems import Problem, problem_of
from app.web.reading import lay_out
from app.web.requests import caller_language
from app.web.templating import Pages
from app.web.workers import Workers


def permalink_router(
    library: Library, workers: Workers, pages: Pages, default_language: Language
) -> APIRouter:
    router = APIRouter()

    @router.api_route("/kilde/{reference}", methods=["GET", "HEAD"], response_model=None)
    async def get_text(request: Request, reference: str) -> Response:
        language = caller_language(request, default_language)
        try:
            return await workers.run(_page, library, pages, language, reference, _asked_span(request))
        except (Problem, TildaError) as error:
            problem = problem_of(error)
            shown = {"detail": problem.document(language).detail, "current": None}
            return pages.render("missing.html", language, shown, problem.status)

    return router


def _page(
    library: Library, pages: Pages, language: Language, reference: str, asked: tuple[str, str] | None
) -> Response:
    named = read_reference(reference)
    if named is None:
        raise Problem("source-not-found", 404)
    document = library.find(*named)
    if document is None:
        return _changed(library.find(named[0]), pages, language)
    passage = read_span(*asked, len(document.text)) if asked else None
    if asked and passage is None:
        return _changed(document, pages, language)
    shown = {
        "source": present_source(document),
        "parts": lay_out(document, passage),
        "has_passage": passage is not None,
    }
    return pages.render("source.html", language, shown)


def _changed(current: Document | None, pages: Pages, language: Language) -> Response:
    """The text that was cited is not kept any more, but the source still has one."""
    if current is None:
        raise Problem("source-not-found", 404)
    detail = Problem("text-changed", 404).document(language).detail
    shown = {"detail": detail, "current": text_path(current), "title": current.source.title}
    return pages.render("missing.html", language, shown, 404)


def _asked_span(request: Request) -> tuple[str, str] | None:
    query = request.query_params
    return (query.get("start", ""), query.get("end", "")) if "start" in query or "end" in query else None
