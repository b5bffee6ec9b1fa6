"""The page in Chromium without JavaScript: what the answers look like. Its forms: test_page_forms.py."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.chatting import LIST, REFUSED, TABLE, Visitor, ask, violations
from tests.embedding import needs_chromium
from tests.fakes import DEFINITION, HOSTILE

pytestmark = needs_chromium


def unscripted(visitor: Visitor) -> Page:
    return visitor.open(scripted=False)


def test_a_list_is_answered_in_order_with_its_nesting(visitor: Visitor) -> None:
    page = unscripted(visitor)

    ask(page, LIST)

    items = page.locator("#answer-1 .foreign[lang=nb] > ol > li")
    expect(items).to_have_count(3)
    expect(items.nth(1).locator("ol > li")).to_contain_text("Start i førstelinjen.")
    expect(page.locator("#answer-1 .chip")).to_have_text(["1", "2", "3", "4"])
    expect(page.locator("#answer-1 h4").first).to_have_text("1 källa")
    expect(page.locator("#answer-1 .tag").first).to_have_text("norska, bokmål")


def test_a_source_is_a_link_away(visitor: Visitor) -> None:
    page = unscripted(visitor)
    ask(page, LIST)
    passage = page.locator("#passage-1-4")
    expect(passage).to_be_hidden()

    page.get_by_role("link", name="Källa 4: Det må være tillit mellom ledelse og ansatte").click()

    expect(passage.locator("mark")).to_have_text("Administrasjonen skal støtte – ikke styre.")
    expect(passage.locator("blockquote")).not_to_contain_text("Til hovedinnhold")
    passage.get_by_role("link", name="Läs stycket i källtexten").click()
    mark = page.locator("mark#passage")
    expect(mark).to_have_text("Administrasjonen skal støtte – ikke styre.")
    expect(mark).to_be_in_viewport()


def test_a_table_is_answered_as_a_table(visitor: Visitor) -> None:
    page = unscripted(visitor)

    answer = ask(page, TABLE)

    expect(page.get_by_role("columnheader", name="Kontroll", exact=True)).to_be_visible()
    row = page.get_by_role("row", name="Mål Många och detaljerade Få och tydliga")
    expect(row.locator(".chip")).to_have_text(["3"])
    expect(answer.locator("p.paragraph")).to_contain_text(DEFINITION)


def test_a_refusal_offers_reading_and_no_sources(visitor: Visitor) -> None:
    page = unscripted(visitor)

    answer = ask(page, REFUSED)

    expect(answer).to_contain_text("Det hittar jag inget svar på i källorna.")
    expect(answer.locator(".chip")).to_have_count(0)
    answer.get_by_role("link", name="Styrning med kontroll och med tillit").click()
    expect(page.locator("mark#passage")).to_have_text(DEFINITION)


def test_hostile_text_is_shown_as_text(visitor: Visitor) -> None:
    page = unscripted(visitor)

    answer = ask(page, f"Vad säger fientlig {HOSTILE}?")

    expect(answer.locator("p.paragraph")).to_contain_text("<script>window.__xss=1</script>")
    expect(answer.locator("a[href^='javascript'], img")).to_have_count(0)


def test_a_follow_up_knows_what_was_asked_before(visitor: Visitor) -> None:
    page = unscripted(visitor)
    ask(page, LIST)

    page.get_by_role("button", name="Hur följer man upp råden?").click()
    page.locator("#answer-2").wait_for()
    ask(page, "Hur många turer var det?", 3)

    expect(page.locator("#answer-3")).to_contain_text("Jag minns 2 turer.")


def test_a_starter_asks_its_question(visitor: Visitor) -> None:
    page = unscripted(visitor)

    page.get_by_role("button", name="Vad menas med tillitsbaserad styrning?").click()

    expect(page.locator("article.question .text")).to_have_text("Vad menas med tillitsbaserad styrning?")
    expect(page.locator("#intro")).to_be_hidden()


def test_an_empty_question_is_told_next_to_its_field(visitor: Visitor) -> None:
    page = unscripted(visitor)

    page.get_by_role("button", name="Skicka", exact=True).click()

    field = page.get_by_label("Din fråga", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Skriv en fråga först. Skriv inte personuppgifter.")
    visitor.forgive("status of 422")


def test_axe_finds_nothing(visitor: Visitor) -> None:
    page = unscripted(visitor)
    assert violations_without_script(visitor, page) == []
    ask(page, LIST)
    ask(page, REFUSED, 2)
    assert violations_without_script(visitor, page) == []


def violations_without_script(visitor: Visitor, page: Page) -> list[tuple[str, list[str]]]:
    """axe is a script itself, so it looks at the same page where scripts run but ours does not."""
    copy = visitor.open("/healthz")
    copy.route("**/page", lambda route: route.fulfill(body=page.content(), content_type="text/html"))
    copy.route("**/chat.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    copy.goto(visitor.url + "/page")
    return violations(copy)
