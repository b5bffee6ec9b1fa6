"""A visitor of the chat's own page, who notes whatever a well-behaved page does not do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.embedding import AXE_OPTIONS, DESKTOP, Size

Scheme = Literal["light", "dark"]
SIZES: tuple[Size, ...] = (DESKTOP, (400, 640), (320, 640), (320, 256))
LIST, TABLE, MIXED, REFUSED = (
    "Vilka råd ger Louise?",
    "Vad är skillnaden?",
    "Vad är tillit?",
    "Vad kostar det?",
)


@dataclass
class Visitor:
    """Opens pages of the chat, each in a browser profile of its own."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)

    def open(
        self,
        path: str = "/",
        *,
        scripted: bool = True,
        size: Size = DESKTOP,
        scheme: Scheme = "light",
        forced_colours: bool = False,
        moving: bool = False,
        language: str = "sv-SE",
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            forced_colors="active" if forced_colours else "none",
            reduced_motion="no-preference" if moving else "reduce",
            locale=language,
            java_script_enabled=scripted,
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._note_request(request.url))
        page.goto(self.url + path)
        if scripted and path.partition("?")[0] in ("/", "/embed"):
            page.locator("#tools:not([hidden])").wait_for()
        return page

    def forgive(self, part: str) -> None:
        """Drops the complaints that hold `part`: what the browser itself notes of a failed request."""
        self.complaints[:] = [complaint for complaint in self.complaints if part not in complaint]

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.url + "/", "blob:")):
            self.complaints.append(f"request: {url}")


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, url)
    yield visitor
    for context in browser.contexts:
        context.close()
    assert visitor.complaints == []


def start(page: Page, question: str) -> None:
    """Asks in the composer, and does not wait."""
    page.locator("#question").fill(question)
    page.locator("#send").click()


def ask(page: Page, question: str, number: int = 1) -> Locator:
    """Asks in the composer and waits for the whole answer."""
    start(page, question)
    answer = page.locator(f"#answer-{number}:not([aria-busy])")
    answer.wait_for()
    return answer


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, and a page that scrolls sideways."""
    result = Axe().run(page, options=AXE_OPTIONS)
    found = [(it["id"], [node["html"] for node in it["nodes"]]) for it in result.response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(("scrolls sideways", []))
    return found
