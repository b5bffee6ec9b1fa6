"""The page in Chromium, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fakes import DEFINITION, HOSTILE
from tests.running import Running, running_server

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]

SIZES = ((1280, 800), (320, 640))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET), headless=True)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Opens pages, and notes whatever a well-behaved page does not do."""

    browser: Browser
    server: Running
    complaints: list[str] = field(default_factory=list)

    def open(
        self,
        path: str = "/",
        scripted: bool = True,
        size: tuple[int, int] = (1280, 800),
        scheme: Literal["light", "dark"] = "light",
        forced_colours: bool = False,
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            forced_colors="active" if forced_colours else "none",
            locale="sv-SE",
            java_script_enabled=scripted,
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._note_request(request.url))
        page.goto(self.server.url + path)
        return page

    def _note_request(self, url: str) -> None:
        if not url.startswith(self.server.url + "/"):
            self.complaints.append(f"request: {url}")


@pytest.fixture
def visitor(chromium: Browser, server: Running) -> Iterator[Visitor]:
    visitor = Visitor(chromium, server)
    yield visitor
    for context in chromium.contexts:
        context.close()
    assert visitor.complaints == []


def ask(page: Page, question: str, number: int = 1) -> None:
    """Asks in the composer and waits for the whole answer."""
    page.get_by_label("Din fråga", exact=True).fill(question)
    page.get_by_role("button", name="Skicka", exact=True).click()
    page.locator(f"#answer-{number}:not([aria-busy])").wait_for()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_list_is_answered_in_order_with_its_nesting(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    ask(page, "Vilka råd ger Louise?")

    items = page.locator("#answer-1 .foreign[lang=nb] > ol > li")
    expect(items).to_have_count(3)
    expect(items.nth(1).locator("ol > li")).to_contain_text("Start i førstelinjen.")
    expect(page.locator("#answer-1 .chip")).to_have_text(["1", "2", "3", "4"])
    expect(page.locator("#answer-1 h4").first).to_have_text("1 källa")
    expect(page.locator("#answer-1 .tag").first).to_have_text("norska, bokmål")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_chip_opens_the_passage_in_its_context(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)
    ask(page, "Vilka råd ger Louise?")
    passage = page.locator("#passage-1-2")
    expect(passage).to_be_hidden()

    page.get_by_role("link", name="Källa 2: Det må være tillit mellom ledelse og ansatte").click()

    expect(passage).to_be_visible()
    expect(passage.locator("mark")).to_have_text("Gi løpende kunnskapsutvikling.")
    expect(passage.locator("blockquote")).to_contain_text("Rydd opp i mål og regelverk.")
    expect(passage.locator("blockquote")).not_to_contain_text("Til hovedinnhold")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_permalink_scrolls_to_the_marked_passage(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted, size=(320, 256))
    ask(page, "Vilka råd ger Louise?")
    page.get_by_role("link", name="Källa 4: Det må være tillit mellom ledelse og ansatte").click()

    page.locator("#passage-1-4").get_by_role("link", name="Läs stycket i källtexten").click()

    mark = page.locator("mark#passage")
    expect(mark).to_have_text("Administrasjonen skal støtte – ikke styre.")
    expect(mark).to_be_in_viewport()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_table_is_answered_as_a_table(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    ask(page, "Vad är skillnaden?")

    expect(page.get_by_role("columnheader", name="Kontroll", exact=True)).to_be_visible()
    row = page.get_by_role("row", name="Mål Många och detaljerade Få och tydliga")
    expect(row.locator(".chip")).to_have_text(["3"])
    expect(page.locator("#answer-1 p.paragraph")).to_contain_text(DEFINITION)
    expect(page.locator("#answer-1")).to_contain_text("Så tolkade jag frågan: skillnaden mellan kontroll")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_refusal_offers_reading_and_no_sources(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    ask(page, "Vad kostar det?")

    answer = page.locator("#answer-1")
    expect(answer).to_contain_text("Det hittar jag inget svar på i källorna.")
    expect(answer.locator(".chip")).to_have_count(0)
    tip = answer.get_by_role("link", name="Styrning med kontroll och med tillit")
    tip.click()
    expect(page.locator("mark#passage")).to_have_text(DEFINITION)


@pytest.mark.parametrize("question", ["Vilka råd?", "Vad är skillnaden?", "Vad kostar det?", "fientlig"])
def test_both_ways_build_the_same_answer(visitor: Visitor, question: str) -> None:
    outlines = []
    for scripted in (True, False):
        page = visitor.open(scripted=scripted)
        ask(page, question)
        # What a screen reader is told.
        outlines.append(page.locator("#answer-1").aria_snapshot())

    assert outlines[0] == outlines[1]


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_hostile_text_from_a_source_is_shown_as_text(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    ask(page, f"Vad säger fientlig {HOSTILE}?")

    expect(page.locator("#answer-1 p.paragraph")).to_contain_text("<script>window.__xss=1</script>")
    expect(page.locator("#answer-1 .source-title bdi")).to_contain_text("<img src=x onerror")
    expect(page.locator("#answer-1 a[href^='javascript']")).to_have_count(0)
    expect(page.locator("#answer-1 img")).to_have_count(0)
    if scripted:
        assert page.evaluate("window.__xss") is None


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_follow_up_knows_what_was_asked_before(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)
    ask(page, "Vilka råd ger Louise?")

    page.get_by_role("button", name="Hur följer man upp råden?").click()
    page.locator("#answer-2:not([aria-busy])").wait_for()

    expect(page.locator("article.question .text")).to_have_text(
        ["Vilka råd ger Louise?", "Hur följer man upp råden?"]
    )
    ask(page, "Hur många turer var det?", 3)
    expect(page.locator("#answer-3")).to_contain_text("Jag minns 2 turer.")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_starter_asks_its_question(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    page.get_by_role("button", name="Vad menas med tillitsbaserad styrning?").click()
    page.locator("#answer-1:not([aria-busy])").wait_for()

    expect(page.locator("article.question .text")).to_have_text("Vad menas med tillitsbaserad styrning?")
    expect(page.locator("#intro")).to_have_count(0)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_an_empty_question_is_told_next_to_its_field(visitor: Visitor, scripted: bool) -> None:
    page = visitor.open(scripted=scripted)

    page.get_by_role("button", name="Skicka", exact=True).click()

    field = page.get_by_label("Din fråga", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Skriv en fråga först. Skriv inte personuppgifter.")
    if scripted:
        expect(field).to_be_focused()
    else:
        visitor.complaints.clear()  # Chromium notes the status 422 of the page


def test_a_failure_keeps_the_question_and_can_be_retried(visitor: Visitor) -> None:
    page = visitor.open()

    page.get_by_label("Din fråga", exact=True).fill("Hur mår index?")
    page.keyboard.press("Enter")

    expect(page.locator(".error-card")).to_contain_text("Sökindexet saknas eller är skadat.")
    expect(page.get_by_role("alert")).to_contain_text("Sökindexet saknas")
    field = page.get_by_label("Din fråga", exact=True)
    expect(field).to_have_value("Hur mår index?")
    field.fill("Vilka råd ger Louise?")
    page.get_by_role("button", name="Försök igen").click()
    page.locator("#answer-1:not([aria-busy])").wait_for()
    expect(page.locator(".error-card")).to_have_count(0)


def test_an_answer_can_be_stopped(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_label("Din fråga", exact=True).fill("Vad är ett långsamt svar?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Skicka", exact=True)).to_have_attribute("aria-disabled", "true")

    page.get_by_role("button", name="Stoppa svaret").click()

    expect(page.locator("#answer-1")).to_contain_text("Stoppat av dig")
    expect(page.get_by_label("Din fråga", exact=True)).to_be_focused()
    ask(page, "Vilka råd ger Louise?", 2)


def test_focus_stays_while_an_answer_arrives_and_its_end_is_announced(visitor: Visitor) -> None:
    page = visitor.open()

    ask_and_wait = page.get_by_label("Din fråga", exact=True)
    ask_and_wait.fill("Vilka råd ger Louise?")
    page.keyboard.press("Enter")
    page.locator("#answer-1:not([aria-busy])").wait_for()

    expect(ask_and_wait).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("1 källa.")
    page.get_by_role("button", name="Till senaste svaret").click()
    expect(page.get_by_role("heading", name="Svar från Tilda")).to_be_focused()


def test_shift_enter_is_a_line_break(visitor: Visitor) -> None:
    page = visitor.open()
    field = page.get_by_label("Din fråga", exact=True)

    field.type("Vilka")
    page.keyboard.press("Shift+Enter")
    field.type("råd?")

    expect(field).to_have_value("Vilka\nråd?")


def test_the_first_tab_stop_skips_to_the_question(visitor: Visitor) -> None:
    page = visitor.open()

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Hoppa till frågan")).to_be_focused()
    expect(page.get_by_role("link", name="Hoppa till frågan")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    visitor: Visitor, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    page = visitor.open(size=size, scheme=scheme)
    require_accessible(page)

    for number, question in enumerate(
        ("Vilka råd ger Louise?", "Vad är skillnaden?", "Vad säger fientlig?", "Vad kostar det?"), start=1
    ):
        ask(page, question, number)
    page.locator("#answer-1 .chip").first.click()
    page.locator("#stop").evaluate("stop => { stop.hidden = false }")
    require_accessible(page)

    page.locator("#passage-1-1").get_by_role("link", name="Läs stycket i källtexten").click()
    page.locator("mark#passage").wait_for()
    require_accessible(page)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_axe_finds_nothing_in_the_other_languages(visitor: Visitor, language: str) -> None:
    page = visitor.open(f"/?lang={language}", scripted=True)

    page.locator("#question").fill("Vilka råd ger Louise?")
    page.locator("#send").click()
    page.locator("#answer-1:not([aria-busy])").wait_for()

    expect(page.locator("html")).to_have_attribute("lang", language)
    require_accessible(page)


def test_a_fault_and_a_failure_are_accessible_too(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Skicka", exact=True).click()
    require_accessible(page)

    page.get_by_label("Din fråga", exact=True).fill("Hur mår index?")
    page.keyboard.press("Enter")
    page.locator(".error-card").wait_for()

    require_accessible(page)


def test_every_target_is_large_enough(visitor: Visitor) -> None:
    page = visitor.open(size=(320, 640))
    ask(page, "Vilka råd ger Louise?")
    page.locator("#answer-1 .chip").first.click()

    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, textarea")]
            .filter((target) => target.checkVisibility() && !target.classList.contains("skip"))
            .map((target) => [target.textContent.trim().slice(0, 30), target.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
    )
    assert small == []


def test_the_page_works_at_four_hundred_percent(visitor: Visitor) -> None:
    page = visitor.open(size=(320, 256))
    ask(page, "Vilka råd ger Louise?")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.getElementById('composer-box')).position") == "static"


def test_chips_and_marks_have_borders_in_forced_colours(visitor: Visitor) -> None:
    page = visitor.open(forced_colours=True)
    ask(page, "Vilka råd ger Louise?")
    page.locator("#answer-1 .chip").first.click()

    for selector in (".chip", "#send", "#passage-1-1 mark"):
        width = page.locator(selector).first.evaluate(
            "target => parseFloat(getComputedStyle(target).borderTopWidth)"
        )
        assert width >= 1, selector


def require_accessible(page: Page) -> None:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    result = Axe().run(page, options=options)
    violations = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in result.response["violations"]
    ]
    assert violations == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
