"""The accessibility statements and the privacy pages, for Sweden and for Norway."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response

from app.settings import Settings
from app.version import VERSION
from app.web.languages import read_language
from app.web.statements import STATEMENTS, Statement, load_prose
from app.web.templating import Pages, Wording


def statements_router(pages: Pages, settings: Settings) -> APIRouter:
    router = APIRouter()
    for statement in STATEMENTS:
        shown = _shown(statement, pages, settings)
        router.add_api_route(statement.path, shown, methods=["GET", "HEAD"], response_model=None)
    return router


def _shown(
    statement: Statement, pages: Pages, settings: Settings
) -> Callable[[Request], Awaitable[Response]]:
    async def get_statement(request: Request) -> Response:
        chosen = read_language(request.query_params.get("lang"))
        language = chosen if chosen in statement.languages else statement.languages[0]
        words = pages.wording(language, "statements")
        context = {
            "statement": statement,
            "prose": load_prose(statement.path, language),
            "filled": _filling(words, settings),
            "words": words.say,
            "contact": settings.contact,
        }
        return pages.render("statement.html", language, context)

    return get_statement


def _filling(words: Wording, settings: Settings) -> Callable[[str], str]:
    days = settings.retention_days
    host = settings.passed_on_to
    values = {
        "name": settings.name,
        "organisation": settings.organisation or words.say("organisation"),
        "version": VERSION,
        "handled": words.say("handled_elsewhere", host=host) if host else words.say("handled_here"),
        "retention": words.say("kept_days", n=days) if days else words.say("kept_none"),
    }
    return lambda text: text.format(**values)
