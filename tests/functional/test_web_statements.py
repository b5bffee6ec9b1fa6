"""The pages that the law asks for."""

from __future__ import annotations

import html
import re

import pytest

from app.domain.errors import InvalidSettings
from app.domain.sources import Language
from app.settings import load_settings
from app.version import VERSION
from app.web.statements import PAGES, STATEMENTS, Statement, load_prose
from tests.web import Browser

PAGES_AND_LANGUAGES = [(page, language) for page in STATEMENTS for language in page.languages]


@pytest.mark.parametrize(("page", "language"), PAGES_AND_LANGUAGES)
def test_every_statement_is_complete_in_its_language(page: Statement, language: Language) -> None:
    response = Browser().get(f"{page.path}?lang={language}")

    text = html.unescape(response.text)
    prose = load_prose(page.path, language)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in text
    assert text.count("<h1>") == 1
    assert text.count("<h2>") == len(prose.sections)
    assert not re.search(r"\{\w+\}", text)
    for other in page.languages:
        assert f'href="{page.path}?lang={other}"' in text
    assert f'href="{page.sister}?lang={language}"' in text


def test_the_languages_of_a_statement_say_the_same() -> None:
    for page in STATEMENTS:
        shapes = {
            tuple(
                (len(part.paragraphs), len(part.items), len(part.links), part.contact)
                for part in load_prose(page.path, language).sections
            )
            for language in page.languages
        }
        assert len(shapes) == 1, page.path


def test_every_file_of_prose_is_served() -> None:
    served = {f"{page.path[1:]}.{language}.toml" for page, language in PAGES_AND_LANGUAGES}

    assert {file.name for file in PAGES.iterdir()} == served


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/tillganglighet", "sv"),
        ("/tilgjengelighet", "nb"),
        ("/tilgjengelighet?lang=nn", "nn"),
        ("/tillganglighet?lang=nb", "sv"),
        ("/personvern?lang=%22%3E%3Cscript%3E", "nb"),
    ],
)
def test_a_statement_speaks_the_language_of_its_country(address: str, language: str) -> None:
    assert f'<html lang="{language}"' in Browser().get(address, **{"Accept-Language": "en"}).text


def test_the_operator_is_named_and_reached() -> None:
    settings = load_settings(organisation="Ödeby <b>kommun</b>", contact="tillganglighet@odeby.se")
    page = Browser(settings=settings).get("/tillganglighet").text

    assert "Ödeby &lt;b&gt;kommun&lt;/b&gt;" in page
    assert '<a href="mailto:tillganglighet@odeby.se">tillganglighet@odeby.se</a>' in page
    assert VERSION in page
    by_address = Browser(settings=load_settings(contact="https://odeby.se/kontakt")).get("/personvern").text
    assert '<a href="https://odeby.se/kontakt">' in by_address


@pytest.mark.parametrize(
    "contact", ["javascript:alert(1)", "http://x.se", "a@b", 'a@b.se" x', "ring oss", "a@b.se?cc=x"]
)
def test_a_contact_is_an_address(contact: str) -> None:
    with pytest.raises(InvalidSettings, match="TILDA_CONTACT: must be an e-mail address"):
        load_settings(contact=contact)


def test_the_privacy_page_says_for_how_long() -> None:
    def page(days: int) -> str:
        return Browser(settings=load_settings(retention_days=days)).get("/personvern").text

    assert "slettes automatisk etter 7 dager" in page(7)
    assert "Samtalen lagres ikke." in page(0)


def test_the_chat_links_to_its_statements() -> None:
    for language, path in (("sv", "tillganglighet"), ("nb", "tilgjengelighet"), ("nn", "tilgjengelighet")):
        for address in ("/", "/embed"):
            page = Browser().get(f"{address}?lang={language}").text
            assert f'href="/{path}?lang={language}"' in page
            assert f'href="/person{"uppgifter" if language == "sv" else "vern"}?lang={language}"' in page


def test_who_reads_english_is_in_the_country_of_the_service() -> None:
    def page(language: str) -> str:
        return Browser(settings=load_settings(language=language)).get("/?lang=en").text

    assert 'href="/tillganglighet?lang=en"' in page("sv")
    assert 'href="/tilgjengelighet?lang=en"' in page("nn")


@pytest.mark.parametrize("path", ["/", "/embed", "/personuppgifter", "/personvern?lang=nn"])
def test_where_questions_go_is_told(path: str) -> None:
    remote = load_settings(
        model="openai:swe-1",
        model_base_url="https://llm.example.org/v1",
        model_allowed_hosts="llm.example.org",
    )
    local = load_settings(model="ollama:tiny")

    assert "llm.example.org" in Browser(settings=remote).get(path).text
    for settings in (local, load_settings()):
        page = Browser(settings=settings).get(path).text
        assert re.search("skickas inte vidare|ikkje sende vidare", page)
