"""Rating and deleting without JavaScript."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from app.domain.conversations import Rating, Reason
from app.settings import load_settings
from app.store.conversations import StoredConversations
from app.store.database import Database
from app.store.log import StoredLog
from tests.fakes import FakeConversations
from tests.web import Browser

Fields = list[tuple[str, str]]


def fields_of(page: str, action: str) -> Fields:
    """The hidden fields of the form that is sent to `action`."""
    form = re.search(rf'<form[^>]* action="{re.escape(action)}">(.*?)</form>', page, re.DOTALL)
    assert form is not None, action
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[1])
    return [(name, html.unescape(value)) for name, value in inputs]


@pytest.fixture
def kept() -> FakeConversations:
    return FakeConversations()


@pytest.fixture
def browser(kept: FakeConversations) -> Browser:
    return Browser(conversations=kept)


def ask(browser: Browser, question: str = "Vilka råd ger Louise?", *more: tuple[str, str]) -> str:
    return browser.post_form([("lang", "sv"), *more, ("question", question)]).text


def test_a_conversation_begins_with_the_first_question_and_goes_on_under_its_id(
    browser: Browser, kept: FakeConversations
) -> None:
    first = ask(browser)
    fields = [field for field in fields_of(first, "/delete") if field[0] != "lang"]
    ask(browser, "Vad är skillnaden?", *fields)

    [(conversation, exchanges)] = kept.kept.items()
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", conversation)
    assert [exchange.question for exchange in exchanges] == ["Vilka råd ger Louise?", "Vad är skillnaden?"]


def test_a_form_that_is_sent_twice_asks_once(tmp_path: Path) -> None:
    store = StoredConversations(Database(tmp_path / "store.sqlite"), retention_days=30)
    browser = Browser(conversations=store)
    fields = fields_of(browser.get("/").text, "/#latest")

    for _ in range(2):
        browser.post_form([*fields, ("question", "Vilka råd ger Louise?")])

    [(_, conversation)] = [field for field in fields if field[0] == "conversation"]
    assert len(store.find(conversation).exchanges) == 1
    assert len(list(StoredLog(tmp_path / "store.sqlite").kept())) == 1
    store.close()


def test_an_earlier_answer_keeps_its_sources(browser: Browser) -> None:
    first = ask(browser)
    second = ask(browser, "Vad är skillnaden?", *fields_of(first, "/delete")[1:])

    assert "<mark>Rydd opp i mål og regelverk.</mark>" in second
    assert 'href="#passage-1-1"' in second
    assert 'href="#passage-2-1"' in second


def test_an_answer_is_rated_with_reasons(browser: Browser, kept: FakeConversations) -> None:
    fields = fields_of(ask(browser), "/rate#latest")
    more = [("rating", "down"), ("reason", "wrong"), ("reason", "outdated"), ("comment", "Fel\r\når.")]

    page = browser.post_form([*fields, *more], path="/rate")

    [given] = kept.rated.values()
    assert (given.answer_id, given.rating, given.comment) == ("a-1", Rating.DOWN, "Fel\når.")
    assert given.reasons == (Reason.WRONG, Reason.OUTDATED)
    assert page.status_code == 200
    assert "Tack, vi läser det." in page.text
    assert 'action="/rate' not in page.text
    assert "<mark>Rydd opp i mål og regelverk.</mark>" in page.text


def test_a_conversation_is_deleted_and_the_page_begins_anew(
    browser: Browser, kept: FakeConversations
) -> None:
    fields = fields_of(ask(browser), "/delete")

    page = browser.post_form(fields, path="/delete")

    assert kept.kept == {}
    assert "Samtalet är raderat." in page.text
    assert "Vilka råd ger Louise?" not in page.text
    assert browser.post_form(fields, path="/delete").status_code == 200


def test_when_the_store_is_down_the_conversation_stays_on_the_page(
    browser: Browser, kept: FakeConversations
) -> None:
    page = ask(browser)
    kept.is_down = True

    rated = browser.post_form([*fields_of(page, "/rate#latest"), ("rating", "up")], path="/rate")
    deleted = browser.post_form(fields_of(page, "/delete"), path="/delete")
    asked = ask(browser, "Vad är skillnaden?", *fields_of(page, "/delete")[1:])

    for response in (rated, deleted):
        assert response.status_code == 503
        assert response.headers["retry-after"] == "5"
        assert "Omdömet eller raderingen gick inte igenom." in response.text
        assert "Rydd opp i mål og regelverk." in response.text
    assert "Vad är skillnaden?" in asked
    assert "Rydd opp i mål og regelverk." in asked


def test_where_nothing_is_kept_there_is_nothing_to_rate_or_delete() -> None:
    from app.wiring import build_conversations

    settings = load_settings(retention_days=0)
    page = ask(Browser(conversations=build_conversations(settings), settings=settings))

    assert "Rydd opp i mål og regelverk." in page
    assert 'action="/rate' not in page
    assert 'action="/delete"' not in page
    assert 'name="conversation"' not in page


@pytest.mark.parametrize("path", ["/", "/rate", "/delete"])
def test_another_site_can_neither_ask_rate_nor_delete(
    browser: Browser, kept: FakeConversations, path: str
) -> None:
    page = ask(browser)
    fields = {"/": [("question", "Hej?")], "/rate": [*fields_of(page, "/rate#latest"), ("rating", "up")]}

    response = browser.post_form(
        fields.get(path, fields_of(page, "/delete")), {"Sec-Fetch-Site": "cross-site"}, path
    )

    assert response.status_code == 403
    assert kept.rated == {}
    assert len(kept.kept) == 1


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [("answer", "a-1")],
        [("answer", "a-1"), ("rating", "meh")],
        [("answer", "a-1"), ("rating", "up"), ("rating", "down")],
        [("answer", "a-1"), ("rating", "up"), ("reason", "slow")],
        [("answer", "a-1"), ("rating", "up"), ("comment", "x" * 2_001)],
        [("answer", "a-1"), ("rating", "up"), ("question", "Hej?")],
    ],
)
def test_a_form_that_the_page_does_not_send_is_refused(
    browser: Browser, kept: FakeConversations, fields: Fields
) -> None:
    response = browser.post_form([("conversation", "c" * 22), *fields], path="/rate")

    assert response.status_code == 422
    assert kept.rated == {}


@pytest.mark.parametrize("conversation", ["", "short", "../../x", "c" * 65])
def test_an_id_that_the_page_does_not_send_deletes_nothing(
    browser: Browser, kept: FakeConversations, conversation: str
) -> None:
    ask(browser)

    assert browser.post_form([("conversation", conversation)], path="/delete").status_code == 200
    assert len(kept.kept) == 1
