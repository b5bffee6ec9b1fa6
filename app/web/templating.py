"""Pages from templates. Every value is escaped; every word comes from `prompts/texts/page.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from app.domain.conversations import Reason
from app.domain.sources import Language
from app.messages import load_texts
from app.web.security import READING_POLICY
from app.web.shapes import branches, cited_sources, context_after, context_before, runs, shortened
from app.web.views import Mode, Theme, View

TEMPLATES = Path(__file__).resolve().parent / "templates"
ON_ITS_OWN = View(Theme.AUTO, Mode.PAGE)
_STARTERS = ("starter_1", "starter_2", "starter_3", "starter_4")
Starters = Callable[[Language], Sequence[str]]
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def no_starters(language: Language) -> Sequence[str]:
    return ()


class Pages:
    """Renders one template a page in one of the four languages."""

    def __init__(
        self, assistant_name: str, has_accent: bool = False, starters: Starters = no_starters
    ) -> None:
        """`starters` are the questions to begin with in a language; where there are none, the usual ones are
        shown."""
        self._name = assistant_name
        self._starters = starters
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            branches=branches,
            cited_sources=cited_sources,
            context_before=context_before,
            context_after=context_after,
            runs=runs,
            shortened=shortened,
            languages=tuple(Language),
            reasons=tuple(Reason),
            has_accent=has_accent,
            assistant=assistant_name,
        )

    def render(
        self,
        template: str,
        language: Language,
        context: Mapping[str, object],
        status: int = 200,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> HTMLResponse:
        html = self.text(template, language, context)
        policy = {"Content-Language": language, "Content-Security-Policy": READING_POLICY}
        return HTMLResponse(html, status, {**policy, **headers})

    def text(self, template: str, language: Language, context: Mapping[str, object]) -> str:
        wording = self.wording(language)
        words = {"say": wording.say, "count": wording.count, "wording": wording.all()}
        shown = {"view": ON_ITS_OWN, "language": language} | words | dict(context)
        return self._environment.get_template(template).render(shown)

    def wording(self, language: Language, area: str = "page") -> Wording:
        starters = self._starters(language) if area == "page" else ()
        return Wording(language, self._name, area, starters)


class Wording:
    """The texts of a page in one language, the assistant's name filled in."""

    def __init__(
        self, language: Language, assistant_name: str, area: str = "page", starters: Sequence[str] = ()
    ) -> None:
        self._language = language
        self._name = assistant_name
        self._area = area
        self._starters = dict(zip_longest(_STARTERS, starters, fillvalue="")) if starters else {}

    def say(self, key: str, **values: object) -> str:
        if key in self._starters:
            return self._starters[key]
        return load_texts(self._area).say(self._language, key, name=self._name, **values)

    def count(self, key: str, n: int) -> str:
        """The singular or the plural of `key`."""
        return self.say(f"{key}_one" if n == 1 else f"{key}_other", n=n)

    def all(self) -> dict[str, str]:
        """Every text for the script, which fills the other placeholders itself."""
        texts = load_texts(self._area).all(self._language)
        return {key: text.replace("{name}", self._name) for key, text in texts.items()} | self._starters
