"""Pages of prose that the law asks for, read from `prompts/pages`, one TOML file a page and language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.domain.sources import Language

PAGES = Path(__file__).resolve().parents[2] / "prompts" / "pages"


@dataclass(frozen=True, slots=True)
class Statement:
    """A page at `path`; the first language is the default. `sister` is the same country's other page."""

    path: str
    languages: tuple[Language, ...]
    sister: str
    about: str


ACCESSIBILITY, PRIVACY = "accessibility", "privacy"
_SWEDISH = (Language.SV, Language.EN)
_NORWEGIAN = (Language.NB, Language.NN, Language.EN)
STATEMENTS = (
    Statement("/tillganglighet", _SWEDISH, "/personuppgifter", ACCESSIBILITY),
    Statement("/tilgjengelighet", _NORWEGIAN, "/personvern", ACCESSIBILITY),
    Statement("/personuppgifter", _SWEDISH, "/tillganglighet", PRIVACY),
    Statement("/personvern", _NORWEGIAN, "/tilgjengelighet", PRIVACY),
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Link(_Part):
    text: str
    url: str


class Section(_Part):
    """`contact` says that the operator's contact details stand here."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    contact: bool = False


class Prose(_Part):
    """Texts may hold {name}, {organisation}, {version}, {handled} and {retention}."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]


def statement_address(about: str, language: Language, default_language: Language) -> str:
    """The page about it for a reader of `language`; who reads English is in the default language's country."""
    country = default_language if language is Language.EN else language
    found = next(page for page in STATEMENTS if page.about == about and country in page.languages)
    return f"{found.path}?lang={language}"


@cache
def load_prose(path: str, language: Language) -> Prose:
    file = PAGES / f"{path.removeprefix('/')}.{language}.toml"
    return TypeAdapter(Prose).validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
