"""The page at `/`. Without JavaScript its form comes here; with it, the script asks the API instead."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.answers import Answerer, Question, Turn, is_plain_character
from app.domain.errors import TildaError
from app.domain.sources import Language
from app.web.forms import AskedForm, carried, read_form
from app.web.presenting import present_answer
from app.web.problems import Problem, problem_of
from app.web.requests import caller_language
from app.web.schemas import MAX_TURN_LENGTH
from app.web.templating import Pages
from app.web.workers import Workers


def page_router(answerer: Answerer, workers: Workers, pages: Pages, default_language: Language) -> APIRouter:
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"], response_model=None)
    async def get_page(request: Request) -> Response:
        language = caller_language(request, default_language)
        return pages.render("chat.html", language, _conversation(()))

    @router.post("/", response_model=None)
    async def post_page(request: Request) -> Response:
        form = await read_form(request)
        language = form.language or caller_language(request, default_language)
        try:
            question = Question(form.question, form.turns)
            answer = present_answer(await workers.run(answerer.answer, question))
        except (Problem, TildaError) as error:
            return _with_fault(pages, form, problem_of(error), language)
        turns = (*form.turns, Turn(form.question, answer.spoken[:MAX_TURN_LENGTH]))
        shown = _conversation(form.turns) | {
            "asked": form.question,
            "answer": answer,
            "turns": carried(turns),
        }
        return pages.render("chat.html", language, shown)

    return router


def _conversation(earlier: tuple[Turn, ...]) -> dict[str, object]:
    """`earlier` is shown again; `turns` go into the hidden fields of the next question."""
    return {
        "earlier": earlier,
        "turns": carried(earlier),
        "draft": "",
        "asked": None,
        "answer": None,
        "fault": None,
    }


def _with_fault(pages: Pages, form: AskedForm, problem: Problem, language: Language) -> Response:
    """The page with what went wrong, and with the question still in its field."""
    draft = "".join(filter(is_plain_character, form.question))
    shown = _conversation(form.turns) | {"draft": draft, "fault": problem.document(language)}
    response = pages.render("chat.html", language, shown, problem.status)
    response.headers.update(problem.headers)
    return response
