"""The page at `/`. Without JavaScript its form comes here; with it, the script asks the API instead."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from app.domain.answers import Answerer, Question, Turn, is_plain_character
from app.domain.errors import TildaError
from app.domain.sources import Language
from app.version import VERSION
from app.web.forms import AskedForm, carried, read_form
from app.web.presenting import present_answer
from app.web.problems import Problem, problem_of
from app.web.requests import caller_language
from app.web.schemas import MAX_TURN_LENGTH, PageConfig
from app.web.security import page_policy
from app.web.templating import Pages
from app.web.views import View, page_view
from app.web.workers import Workers

POLICY = {"Content-Security-Policy": page_policy(sends_forms=True)}


def page_router(answerer: Answerer, workers: Workers, pages: Pages, default_language: Language) -> APIRouter:
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"], response_model=None)
    async def get_page(request: Request) -> Response:
        language = caller_language(request, default_language)
        response = blank_page(pages, language, page_view(request.query_params))
        response.headers.update(POLICY)
        return response

    @router.post("/", response_model=None)
    async def post_page(request: Request) -> Response:
        form = await read_form(request)
        view = page_view(request.query_params)
        language = form.language or caller_language(request, default_language)
        try:
            question = Question(form.question, form.turns)
            answer = present_answer(await workers.run(answerer.answer, question))
        except (Problem, TildaError) as error:
            return _with_fault(pages, view, form, problem_of(error), language)
        turns = (*form.turns, Turn(form.question, answer.spoken[:MAX_TURN_LENGTH]))
        shown = _conversation(view, form.turns) | {
            "asked": form.question,
            "answer": answer,
            "turns": carried(turns),
        }
        return pages.render("chat.html", language, shown, headers=POLICY)

    return router


def blank_page(pages: Pages, language: Language, view: View, allowed_origins: Sequence[str] = ()) -> Response:
    """The chat before the first question, alone or in a frame on one of `allowed_origins`."""
    return pages.render("chat.html", language, _conversation(view, (), allowed_origins))


def _conversation(
    view: View, earlier: tuple[Turn, ...], allowed_origins: Sequence[str] = ()
) -> dict[str, object]:
    """`earlier` is shown again; `turns` go into the hidden fields of the next question."""
    config = PageConfig(
        version=VERSION,
        languages=tuple(Language),
        theme=view.theme,
        mode=view.mode,
        allowed_origins=tuple(allowed_origins),
    )
    return {
        "view": view,
        "config": config.model_dump(mode="json"),
        "earlier": earlier,
        "turns": carried(earlier),
        "draft": "",
        "asked": None,
        "answer": None,
        "fault": None,
    }


def _with_fault(pages: Pages, view: View, form: AskedForm, problem: Problem, language: Language) -> Response:
    """The page with what went wrong, and with the question still in its field."""
    draft = "".join(filter(is_plain_character, form.question))
    shown = _conversation(view, form.turns) | {"draft": draft, "fault": problem.document(language)}
    return pages.render("chat.html", language, shown, problem.status, {**POLICY, **problem.headers})
