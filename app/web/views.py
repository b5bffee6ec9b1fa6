"""How the chat is shown: on its own page, or in a frame on somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from app.domain.sources import Language


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Mode(StrEnum):
    """`PAGE` is the page on its own; the launcher opens a `PANEL`; `INLINE` is part of the host's page."""

    PAGE = "page"
    PANEL = "panel"
    INLINE = "inline"


FRAMED = (Mode.PANEL, Mode.INLINE)
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class View:
    theme: Theme
    mode: Mode

    @property
    def is_embedded(self) -> bool:
        return self.mode is not Mode.PAGE

    def address(self, language: Language) -> str:
        """Where the chat is shown the same way in `language`."""
        chosen = {"theme": self.theme, "mode": self.mode} if self.is_embedded else {}
        return f"{'/embed' if self.is_embedded else '/'}?{urlencode({'lang': language} | chosen)}"


def page_view(query: QueryParams) -> View:
    return View(_chosen(query.get("theme"), tuple(Theme), Theme.AUTO), Mode.PAGE)


def framed_view(query: QueryParams) -> View:
    """Whatever else a query holds is as if it were not there."""
    theme = _chosen(query.get("theme"), tuple(Theme), Theme.AUTO)
    return View(theme, _chosen(query.get("mode"), FRAMED, Mode.INLINE))


def _chosen(value: str | None, choices: tuple[Choice, ...], default: Choice) -> Choice:
    return next((choice for choice in choices if choice == value), default)
