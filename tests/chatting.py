"""A visitor of the chat's own page, who notes whatever a well-behaved page does not do."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Browser, Locator, Page

from tests.embedding import AXE_OPTIONS, DESKTOP, PATIENCE, Size

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
Scheme = Literal["light", "dark"]
SIZES: tuple[Size, ...] = (DESKTOP, (400, 640), (320, 640), (320, 256))
LIST, TABLE, REFUSED = "Vilka råd ger Louise?", "Vad är skillnaden?", "Vad kostar det?"

# Answers come as the test says, event by event, instead of from the server.
SCRIPTED = """
const real = window.fetch;
window.asked = [];
window.fetch = (address, options) => {
  if (address !== "/api/v1/answers") return real(address, options);
  window.asked.push(JSON.parse(options.body));
  const encoder = new TextEncoder();
  let stream;
  const body = new ReadableStream({ start(controller) { stream = controller; } });
  options.signal.addEventListener("abort", () => close(options.signal.reason));
  const close = (reason) => { window.say = undefined; stream.error(reason); };
  window.say = (text) => stream.enqueue(encoder.encode(text));
  window.lose = () => close(new TypeError("network error"));
  return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
};
"""


@dataclass
class Visitor:
    """Opens pages of the chat, each in a browser profile of its own."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

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
        streamed: bool = False,
    ) -> Page:
        """With `streamed` the test itself says what the server answers: see `Stream`."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            forced_colors="active" if forced_colours else "none",
            reduced_motion="no-preference" if moving else "reduce",
            locale=language,
            java_script_enabled=scripted,
        )
        if streamed:
            context.add_init_script(SCRIPTED)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._note_request(request.url))
        page.goto(self.url + path)
        if scripted and path.partition("?")[0] in ("/", "/embed"):
            page.locator("#tools:not([hidden])").wait_for()
        return page

    def forgive(self, part: str) -> None:
        """Complaints that hold `part` are meant, such as the browser's own of a failed request, which come late."""
        self.forgiven.append(part)

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.url + "/", "blob:")):
            self.complaints.append(f"request: {url}")


@dataclass(frozen=True)
class Stream:
    """The server's part in a page that was opened with `streamed`."""

    page: Page

    def begin(self, status: str = "answered", mode: str = "generated", language: str = "sv") -> None:
        self.say(
            "meta",
            {
                "id": "a-1",
                "status": status,
                "mode": mode,
                "language": language,
                "interpreted_question": "",
                "version": "999.0.0",
                "unknown": [1],
            },
        )

    def cite(self, number: int, **source: object) -> None:
        shown = {
            "id": "s",
            "title": "Titel",
            "publisher": None,
            "published": None,
            "language": "sv",
            "url": None,
        }
        self.say(
            "citation",
            {
                "number": number,
                "source": shown | {"restates": None} | source,
                "headings": [],
                "quote": "Ett citat.",
                "before": "Före. ",
                "after": " Efter.",
                "permalink": "/kilde/s@0123456789abcdef",
                "span": {"start": 6, "end": 16},
                "sha256": "0",
            },
        )

    def write(self, text: str, *citations: int, kind: str = "paragraph", language: str = "sv") -> None:
        item = {"text": text, "citations": citations, "own_words": not citations, "cells": [], "depth": 0}
        block = {"type": kind, "language": language, "items": [item], "ordered": False, "header": False}
        self.say("block", block)

    def end(self, spoken: str = "Ett svar.", **more: object) -> None:
        self.say("done", {"nearest": [], "followups": [], "spoken": spoken, "timings": {}} | more)

    def say(self, name: str, content: object) -> None:
        self._wait_until_asked()
        self.page.evaluate("text => window.say(text)", f"event: {name}\ndata: {json.dumps(content)}\n\n")

    def lose(self) -> None:
        self._wait_until_asked()
        self.page.evaluate("window.lose()")

    def _wait_until_asked(self) -> None:
        wait_for(self.page, "window.say !== undefined")


def wait_for(page: Page, condition: str) -> None:
    """Also under a strict policy, and while the page's clock stands still."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"{condition} did not come true"
        page.wait_for_timeout(20)


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, url)
    yield visitor
    for context in browser.contexts:
        context.close()
    assert [one for one in visitor.complaints if not any(part in one for part in visitor.forgiven)] == []


def start(page: Page, question: str) -> None:
    """Asks in the composer, and does not wait."""
    page.locator("#question").fill(question)
    page.locator("#send").click()


def ask(page: Page, question: str, number: int = 1) -> Locator:
    """Asks in the composer and waits for the whole answer."""
    start(page, question)
    answer = page.locator(f"#answer-{number}:not([aria-busy])")
    answer.wait_for()
    page.wait_for_load_state()  # without script the answer is a page, which may still be coming
    return answer


def violations(page: Page, rules: object = AXE_OPTIONS) -> list[tuple[str, list[str]]]:
    """What axe finds, and a page that scrolls sideways. axe is put into a page only once."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    result = page.evaluate("options => axe.run(options)", rules)
    found = [(it["id"], [node["html"] for node in it["nodes"]]) for it in result["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(("scrolls sideways", []))
    return found
