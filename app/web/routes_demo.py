"""/demo: every shape of answer, every state of the chat, and how to embed it. Off unless `TILDA_DEMO` is set."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.answers import Answer
from app.domain.sources import Language
from app.web.demo_answers import demo_answers
from app.web.loader_builds import Build
from app.web.presenting import present_answer
from app.web.problems import Problem
from app.web.requests import caller_language
from app.web.security import page_policy
from app.web.stream import answer_events
from app.web.templating import Pages

# In the order of the page; app/widget/demo.js knows how each is brought about.
STATES = (
    "empty",
    "streaming",
    "answer",
    "panel",
    "list",
    "table",
    "foreign",
    "partial",
    "conflict",
    "no_support",
    "out_of_scope",
    "needs_clarification",
    "hostile",
    "stopped",
    "error",
    "broken",
    "offline",
    "rate_limited",
    "no_question",
    "too_long",
    "rating",
    "deletion",
)
VIEWS = {"theme": ("auto", "light", "dark"), "size": ("wide", "panel", "phone")}
PROBLEMS = {
    "error": Problem("internal", 500, {"id": "demo"}),
    "rate_limited": Problem("busy", 429, headers={"Retry-After": "30"}),
}


def demo_router(pages: Pages, default_language: Language, pinned: Build | None) -> APIRouter:
    """`pinned` is the newest loader that a site can pin, if one is released."""
    router = APIRouter()
    headers = {"Content-Security-Policy": page_policy(has_frames=True)}

    @router.api_route("/demo", methods=["GET", "HEAD"], response_model=None)
    async def get_demo(request: Request) -> Response:
        language = caller_language(request, default_language)
        origin = str(request.base_url).rstrip("/")
        shown = {
            "demo": pages.wording(language, "demo"),
            "states": STATES,
            "views": VIEWS,
            "origin": origin,
            "snippets": _snippets(origin, language, pages, pinned),
            "script_data": _script_data(language, pages),
        }
        return pages.render("demo.html", language, shown, headers=headers)

    return router


def _script_data(language: Language, pages: Pages) -> dict[str, object]:
    """What the demonstration plays to the chat in place of the service: whole event streams, and problems."""
    answers = {it.name: {"question": it.question, "events": _events(it.answer)} for it in demo_answers()}
    problems = {
        name: {"document": it.document(language).model_dump(), "headers": dict(it.headers)}
        for name, it in PROBLEMS.items()
    }
    words = pages.wording(language).all() | pages.wording(language, "demo").all()
    return {"answers": answers, "problems": problems, "words": words}


def _events(answer: Answer) -> list[str]:
    return [event.encode().decode("utf-8") for event in answer_events(present_answer(answer))]


def _snippets(origin: str, language: Language, pages: Pages, pinned: Build | None) -> dict[str, str]:
    """By the key of their texts."""
    title = pages.wording(language, "demo").say("iframe_title")
    link = pages.wording(language).say("ask_tilda")
    shown = {
        "loader": f'<script async src="{origin}/widget/v1/tilda.js" data-lang="{language}"></script>',
        "iframe": f'<iframe src="{origin}/embed?lang={language}&theme=auto&mode=inline"\n'
        f'        title="{title}" width="100%" height="640" loading="lazy"\n'
        '        sandbox="allow-scripts allow-same-origin allow-forms allow-popups '
        'allow-popups-to-escape-sandbox allow-downloads"\n'
        '        allow="clipboard-write" referrerpolicy="no-referrer"></iframe>',
        "link": f'<a href="{origin}/" data-tilda-open>{link}</a>',
        "policy": f"script-src {origin}; frame-src {origin}",
        "origins": "TILDA_EMBED_ALLOWED_ORIGINS=https://intranet.kommun.se,https://kommun.sharepoint.com,"
        "https://teams.microsoft.com",
    }
    if pinned is not None:
        shown["pinned"] = (
            f'<script async src="{origin}{pinned.address}"\n'
            f'        integrity="{pinned.integrity}" crossorigin="anonymous"></script>'
        )
    return shown
