"""A58: the whole of ask, read, rate and delete in Chromium without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.embedding import PATIENCE, needs_chromium
from tests.running import Running, running_server

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server() as running:
        yield running


@pytest.fixture
def page(embed_browser: Browser, server: Running) -> Iterator[Page]:
    context = embed_browser.new_context(
        java_script_enabled=False, locale="sv-SE", viewport={"width": 400, "height": 640}
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    yield page
    assert context.cookies() == []
    context.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Din fråga", exact=True).fill(question)
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.locator("#transcript .question").last).to_contain_text(question)


def test_a_question_is_asked_and_its_sources_are_read(page: Page) -> None:
    ask(page, "Vilka råd ger Louise?")

    page.get_by_role("link", name="Källa 2: Det må være tillit").click()
    expect(page.locator("#passage-1-2 mark")).to_have_text("Gi løpende kunnskapsutvikling.")
    page.locator("#passage-1-2 a").click()
    expect(page.locator("mark#passage")).to_have_text("Gi løpende kunnskapsutvikling.")


def test_an_answer_is_rated_with_a_reason_and_the_conversation_goes_on(page: Page) -> None:
    ask(page, "Vilka råd ger Louise?")

    page.get_by_text("Nej, det hjälpte inte").click()
    page.get_by_label("Källan stöder inte svaret").check()
    page.get_by_label("Kommentar (skriv inte personuppgifter)").fill("Rådet finns inte där.")
    page.get_by_role("button", name="Skicka omdöme").click()

    expect(page.get_by_text("Tack, vi läser det.")).to_be_visible()
    expect(page.locator("#transcript .chip")).to_have_text(["1", "2", "3", "4"])
    ask(page, "Vad är skillnaden?")
    expect(page.locator("#transcript .question")).to_have_count(2)
    expect(page.get_by_role("button", name="Ja, det hjälpte")).to_be_visible()


def test_a_conversation_is_deleted_after_asking_whether_to(page: Page) -> None:
    ask(page, "Vilka råd ger Louise?")

    page.locator("summary", has_text="Radera samtalet").click()
    expect(page.get_by_text("Det tas bort här och hos oss och kan inte återställas.")).to_be_visible()
    page.get_by_role("button", name="Radera", exact=True).click()

    expect(page.get_by_text("Samtalet är raderat.")).to_be_visible()
    expect(page.locator("#transcript .question")).to_have_count(0)
    expect(page.get_by_text("Hej, jag heter Tilda.")).to_be_visible()


def test_going_back_and_asking_again_harms_nothing(page: Page) -> None:
    ask(page, "Vilka råd ger Louise?")
    page.reload()
    expect(page.locator("#transcript .question")).to_have_count(1)

    page.go_back()
    ask(page, "Vad är skillnaden?")
    expect(page.locator("#transcript .question")).to_have_count(1)
