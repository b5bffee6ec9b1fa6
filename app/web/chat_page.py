"""The page with the chat on it, as the server renders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.responses import Response

from app.domain.answers import Turn
from app.domain.sources import Language
from app.version import VERSION
from app.web.forms import carried
from app.web.page_schemas import PageConfig, StatementLinks
from app.web.problems import Problem
from app.web.schemas import AnswerOut
from app.web.security import page_policy
from app.web.statements import ACCESSIBILITY, PRIVACY, statement_address
from app.web.templating import Pages
from app.web.views import View

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
POLICY = {"Content-Security-Policy": page_policy(sends_forms=True)}


@dataclass(frozen=True, slots=True)
class ShownExchange:
    """`answer` is None for an earlier one of which only the text came back with the form."""

    turn: Turn
    answer: AnswerOut | None = None
    is_rated: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """What stands on the page. `conversation` is the id under which it is kept, or "" where nothing is.

    `notice` names a text of the page.
    """

    exchanges: tuple[ShownExchange, ...] = ()
    conversation: str = ""
    draft: str = ""
    notice: str | None = None
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class ChatPage:
    """`retention_days` 0 means that nothing is kept, and `passed_on_to` "" that questions stay on this machine."""

    pages: Pages
    default_language: Language
    retention_days: int
    allowed_origins: tuple[str, ...]
    passed_on_to: str

    def show(self, view: View, language: Language, talk: Talk) -> Response:
        fault = talk.fault
        shown = {
            "view": view,
            "config": self._config(view).model_dump(mode="json"),
            "retention_days": self.retention_days,
            "statements": self._statements(language),
            "passed_on_to": self.passed_on_to,
            "exchanges": talk.exchanges,
            "turns": carried([exchange.turn for exchange in talk.exchanges]),
            "conversation": talk.conversation,
            "draft": talk.draft,
            "notice": talk.notice,
            "fault": fault.document(language) if fault else None,
        }
        status, headers = (fault.status, fault.headers) if fault else (200, NO_HEADERS)
        return self.pages.render("chat.html", language, shown, status, {**POLICY, **headers})

    def _config(self, view: View) -> PageConfig:
        return PageConfig(
            version=VERSION,
            languages=tuple(Language),
            theme=view.theme,
            mode=view.mode,
            allowed_origins=self.allowed_origins if view.is_embedded else (),
            retention_days=self.retention_days,
            statements={language: self._statements(language) for language in Language},
        )

    def _statements(self, language: Language) -> StatementLinks:
        return StatementLinks(
            accessibility=statement_address(ACCESSIBILITY, language, self.default_language),
            privacy=statement_address(PRIVACY, language, self.default_language),
        )
