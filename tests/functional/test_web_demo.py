"""The page /demo: off unless asked for, and true in what it shows."""

from __future__ import annotations

import html
import re

import pytest
from fastapi import FastAPI

from app.domain.answers import AnswerStatus, BlockType
from app.domain.sources import Language
from app.messages import load_texts
from app.settings import load_settings
from app.web.demo_answers import demo_answers
from app.web.loader_builds import Build
from app.web.routes_demo import STATES, demo_router
from app.web.templating import Pages
from tests.embedding import DOCUMENTED_SERVICE, EMBEDDING, documented
from tests.locks import ROOT
from tests.web import Browser, request

LOADER = (ROOT / "app/widget/loader.js").read_text(encoding="utf-8")


def test_it_is_off_unless_asked_for() -> None:
    assert Browser().get("/demo").status_code == 404
    assert "frame-ancestors 'none'" in Browser().get("/embed").headers["content-security-policy"]


@pytest.mark.parametrize("language", list(Language))
def test_it_may_show_the_chat_in_a_frame_and_nobody_may_frame_it(language: Language) -> None:
    browser = Browser(settings=load_settings(demo=True))

    response = browser.get(f"/demo?lang={language}")

    policy = response.headers["content-security-policy"]
    assert response.status_code == 200
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert f'<html lang="{language}">' in response.text
    assert "frame-ancestors 'self';" in browser.get("/embed").headers["content-security-policy"]


def test_it_names_every_state_in_every_language() -> None:
    for language in Language:
        texts = load_texts("demo").all(language)
        assert {key for key in texts if key.startswith("state_")} == {f"state_{state}" for state in STATES}


def test_it_shows_every_kind_of_answer_there_is() -> None:
    """Each quote stands in its source to the letter: an answer could not be built otherwise."""
    answers = [it.answer for it in demo_answers()]

    assert {answer.status for answer in answers} == set(AnswerStatus) - {AnswerStatus.FAILED}
    assert {block.type for answer in answers for block in answer.blocks} == set(BlockType)
    assert {it.name for it in demo_answers()} <= set(STATES)


def test_its_snippets_name_the_address_that_was_asked() -> None:
    browser = Browser(settings=load_settings(demo=True))

    page = browser.get("/demo").text

    assert "script-src http://testserver; frame-src http://testserver" in page
    assert "&lt;script async src=&#34;http://testserver/widget/v1/tilda.js&#34;" in page


def test_its_snippets_are_those_of_the_document() -> None:
    browser = Browser(settings=load_settings(demo=True), origin=DOCUMENTED_SERVICE)

    page = html.unescape(browser.get("/demo").text)

    for beginning in (
        '<script async src="https://chatt.example.se/widget/v1',
        "<iframe ",
        "<a ",
        "script-src",
    ):
        assert documented(beginning).strip() in page


def test_the_document_lists_the_loaders_options() -> None:
    options = re.search(r"const OPTIONS = \[(.*?)\];", LOADER)
    assert options is not None

    listed = set(re.findall(r"^\| `data-(\w+)` \|", EMBEDDING, re.MULTILINE))

    assert listed == {*re.findall(r"\w+", options[1]), "manual"}


def test_the_document_lists_the_loaders_properties_and_commands() -> None:
    assert set(re.findall(r"--tilda-[a-z-]+", LOADER)) == set(re.findall(r"`(--tilda-[a-z-]+)`", EMBEDDING))
    assert "(open|close|set|auth)" in LOADER
    assert set(re.findall(r'^Tilda\("(\w+)"', EMBEDDING, re.MULTILINE)) == {"open", "set", "auth"}


def test_a_released_loader_is_offered_with_its_checksum() -> None:
    release = Build("/widget/1.4.2/tilda.js", b"as in 1.4.2")
    app = FastAPI()
    app.include_router(demo_router(Pages("Tilda"), Language.SV, release))

    page = html.unescape(request(app, "GET", "/demo").text)

    assert '/widget/1.4.2/tilda.js"' in page
    assert f'integrity="{release.integrity}" crossorigin="anonymous"' in page
