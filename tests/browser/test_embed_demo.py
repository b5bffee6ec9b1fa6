"""The page /demo in Chromium: every state it offers is brought about, and the page itself is a good host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from app.web.routes_demo import STATES
from tests.embedding import DESKTOP, PATIENCE, Size, needs_chromium, require_accessible
from tests.running import Running, running_server

pytestmark = needs_chromium

# What a reader sees in the chat when the state is reached.
SIGNS = {
    "empty": "Hej, jag heter Tilda.",
    "streaming": "Tillitsbaserad styrning innebär",
    "answer": "Uppföljningen ställer frågor",
    "panel": "Handbok för tillitsbaserad styrning",
    "list": "Ta bort en kontroll som ingen använder.",
    "table": "Många och detaljerade",
    "foreign": "Lederen skal være til stede",
    "partial": "Källorna ger bara delvis svar.",
    "conflict": "Källorna säger olika saker.",
    "no_support": "Det hittar jag inget svar på i källorna.",
    "out_of_scope": "Det ligger utanför det jag kan svara på.",
    "needs_clarification": "Vad vill du veta mer om?",
    "hostile": "<script>alert(1)</script> ![bild]",
    "stopped": "Stoppat av dig",
    "error": "Felet är noterat som demo.",
    "broken": "Anslutningen bröts innan svaret var klart.",
    "offline": "Du är inte ansluten till nätet.",
    "rate_limited": "Vänta",
    "no_question": "Skriv en fråga först.",
    "too_long": "Frågan är",
    "rating": "Vad var fel?",
    "deletion": "Vill du radera samtalet?",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server(demo="1") as running:
        yield running


@dataclass
class Demo:
    """The page and all that is wrong with it; `complaints` must be empty when the test ends."""

    server: Running
    page: Page
    complaints: list[str]

    def open(self, state: str = "", query: str = "", size: Size = DESKTOP) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(f"{self.server.url}/demo?{query}#{state}")

    def show(self, state: str) -> None:
        link = self.page.locator(f"#states a[href='#{state}']")
        link.click()
        expect(self.page.locator("#demo-status")).to_have_text(f"Visar: {link.inner_text()}")

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("#frame")


@pytest.fixture
def demo(embed_browser: Browser, server: Running) -> Iterator[Demo]:
    context = embed_browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    demo = Demo(server, page, [])
    page.on("console", lambda message: demo.complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: demo.complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: demo.complaints.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: note(demo, request.url))
    yield demo
    context.close()
    assert demo.complaints == []


def note(demo: Demo, url: str) -> None:
    if not url.startswith(f"{demo.server.url}/"):
        demo.complaints.append(f"request: {url}")


def test_every_state_is_brought_about(demo: Demo) -> None:
    """In the ordinary chat, one after the other on one page."""
    assert set(SIGNS) == set(STATES)
    demo.open()

    for state, sign in SIGNS.items():
        demo.show(state)
        expect(demo.chat.get_by_text(sign).filter(visible=True).first).to_be_visible()


def test_a_state_has_an_address_of_its_own(demo: Demo) -> None:
    demo.open("list")

    expect(demo.page.locator("#states [aria-current]")).to_have_text("Lista")
    expect(demo.chat.locator("ol > li")).to_have_count(4)


def test_theme_and_size_can_be_chosen(demo: Demo) -> None:
    demo.open("answer")

    demo.page.get_by_label("Utseende").select_option("dark")
    demo.page.get_by_label("Storlek").select_option("phone")
    demo.page.get_by_role("button", name="Visa", exact=True).click()

    expect(demo.chat.locator("html")).to_have_attribute("data-theme", "dark")
    box = demo.page.locator("#frame").bounding_box()
    assert box is not None
    assert box["width"] == 320


def test_snippets_can_be_copied_and_both_ways_of_embedding_are_on_the_page(demo: Demo) -> None:
    demo.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    demo.open()

    demo.page.get_by_role("button", name="Kopiera").first.click()

    expect(demo.page.locator("#copy-status")).to_have_text("Kopierat.")
    copied = demo.page.evaluate("navigator.clipboard.readText()")
    assert copied == f'<script async src="{demo.server.url}/widget/v1/tilda.js" data-lang="sv"></script>'
    demo.page.get_by_role("link", name="Fråga Tilda").click()
    widget = demo.page.locator("tilda-chat").frame_locator("iframe")
    expect(widget.locator("#question")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("sv", DESKTOP, "light"), ("nn", (320, 640), "dark")]
)
def test_axe_finds_nothing(demo: Demo, language: str, size: Size, scheme: Literal["light", "dark"]) -> None:
    demo.page.emulate_media(color_scheme=scheme)
    demo.open("answer", f"lang={language}", size)
    demo.chat.locator("article.answer:not([aria-busy])").wait_for()

    require_accessible(demo.page)

    assert demo.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
