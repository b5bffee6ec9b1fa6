"""The web application: routes inside, the request edge and the last handler around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from anyio import CapacityLimiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ExceptionHandler

from app.domain.answers import Answerer
from app.domain.conversations import Conversations
from app.domain.errors import TildaError
from app.domain.passages import Retriever
from app.domain.sources import Library
from app.settings import Settings
from app.web.accent import accent_router, accent_stylesheet
from app.web.asking import Asking, ClientGone
from app.web.chat_page import ChatPage
from app.web.compressed_files import CompressedFiles
from app.web.keeping import keeping
from app.web.last_resort import LastResort
from app.web.loader_builds import newest_release
from app.web.problems import Problem, problem_of, refused
from app.web.request_edge import RequestEdge
from app.web.requests import caller_language
from app.web.routes_answers import answers_router
from app.web.routes_chat import chat_router
from app.web.routes_conversations import conversations_router
from app.web.routes_demo import demo_router
from app.web.routes_embed import embed_router
from app.web.routes_feedback import feedback_router
from app.web.routes_health import health_router
from app.web.routes_loader import loader_router
from app.web.routes_page import PageRoutes
from app.web.routes_permalink import permalink_router
from app.web.routes_search import search_router
from app.web.routes_sources import sources_router
from app.web.routes_statements import statements_router
from app.web.routes_texts import texts_router
from app.web.security import SecurityHeaders
from app.web.static_files import WidgetFiles
from app.web.templating import Pages, Starters, no_starters
from app.web.workers import MAX_WAITING, Workers

_CLIENT_CLOSED_REQUEST = 499  # nobody reads it; it keeps the log clean
WIDGET = Path(__file__).resolve().parent.parent / "widget"


def create_app(
    answerer: Answerer,
    retriever: Retriever,
    library: Library,
    conversations: Conversations,
    settings: Settings,
    is_ready: Callable[[], bool],
    starters: Starters = no_starters,
) -> FastAPI:
    app = FastAPI(
        title=settings.name, openapi_url=None, redirect_slashes=False, lifespan=keeping(conversations)
    )
    language = settings.language
    workers = Workers(settings.threads)
    asking = Asking(answerer, workers)
    waiting = CapacityLimiter(MAX_WAITING)
    accent = accent_stylesheet(settings)
    pages = Pages(settings.name, has_accent=bool(accent), starters=starters)
    page = ChatPage(pages, language, settings.retention_days, settings.embed_origins, settings.passed_on_to)

    app.include_router(answers_router(asking, library, conversations, language))
    app.include_router(chat_router(asking, library, language))
    app.include_router(feedback_router(conversations, waiting))
    app.include_router(conversations_router(conversations, waiting, pages, language))
    app.include_router(search_router(retriever, workers))
    app.include_router(sources_router(library, workers))
    app.include_router(permalink_router(library, workers, pages, language))
    app.include_router(health_router(library, is_ready))
    app.include_router(PageRoutes(asking, conversations, waiting, page, language).router())
    app.include_router(statements_router(pages, settings))
    app.include_router(embed_router(page, language, on_own_pages=settings.demo))
    app.include_router(loader_router(WIDGET))
    app.include_router(accent_router(accent))
    if settings.demo:
        app.include_router(demo_router(pages, language, newest_release(WIDGET)))
    app.include_router(texts_router(pages))
    app.mount("/widget", WidgetFiles(directory=WIDGET))

    for error, handler in _handlers(settings).items():
        app.add_exception_handler(error, handler)

    # The middleware added last is the outermost.
    app.add_middleware(CompressedFiles, paths=("/widget/", "/embed"))
    app.add_middleware(RequestEdge, default_language=language)
    app.add_middleware(LastResort, default_language=language)
    app.add_middleware(SecurityHeaders)
    return app


def _handlers(settings: Settings) -> dict[type[Exception], ExceptionHandler]:
    def answer_with(problem: Problem, request: Request) -> Response:
        return problem.response(caller_language(request, settings.language), request.url.path)

    async def tell_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, (Problem, TildaError))
        return answer_with(problem_of(error), request)

    async def tell_refusal(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer_with(refused(error.status_code, error.headers or {}), request)

    async def tell_invalid(request: Request, _: Exception) -> Response:
        return answer_with(refused(422, {}), request)

    async def tell_nobody(request: Request, _: Exception) -> Response:
        return Response(status_code=_CLIENT_CLOSED_REQUEST)

    return {
        ClientGone: tell_nobody,
        Problem: tell_problem,
        TildaError: tell_problem,
        HTTPException: tell_refusal,
        RequestValidationError: tell_invalid,
    }
