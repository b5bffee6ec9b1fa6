"""Host pages with the chat on them, and a browser that notes whatever the chat should not do there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    FrameLocator,
    Locator,
    Page,
    Playwright,
    Request,
)

from tests.hosting import HostPage, HostSite, hosting
from tests.running import running_server

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EMBEDDING = (Path(__file__).parents[1] / "docs" / "embedding.md").read_text(encoding="utf-8")
DOCUMENTED_SERVICE = "https://chatt.example.se"

Size = tuple[int, int]
PATIENCE = 20_000  # milliseconds for anything to appear, on a machine that is busy with other things
DESKTOP: Size = (1280, 800)
PHONE: Size = (390, 844)


@dataclass(frozen=True)
class Places:
    """Three origins: a site that may show the chat, one that may not, and the service."""

    host: HostSite
    stranger: HostSite
    service: str

    @property
    def strict_policy(self) -> str:
        """The least that a host must allow."""
        return (
            f"default-src 'none'; script-src {self.service}; frame-src {self.service}; style-src 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )


@contextmanager
def places() -> Iterator[Places]:
    with (
        hosting("127.0.0.1") as host,
        hosting("127.0.0.2") as stranger,
        running_server(embed_allowed_origins=host.url) as server,
    ):
        yield Places(host, stranger, f"http://localhost:{server.port}")


@dataclass
class Stage:
    """Shows host pages. No complaint may be left when the test ends that holds no part of `forgiven`."""

    places: Places
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    pending: set[Request] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=count)

    def snippet(self, beginning: str) -> str:
        """A snippet of docs/embedding.md with this service's address."""
        return documented(beginning).replace(DOCUMENTED_SERVICE, self.places.service)

    def loader(self, attributes: str = "") -> str:
        return f'<script async src="{self.places.service}/widget/v1/tilda.js" {attributes}></script>'

    def iframe(self, query: str = "lang=sv&theme=auto&mode=inline", attributes: str = "") -> str:
        return (
            f'<iframe src="{self.places.service}/embed?{query}" title="Chatt med Tilda, AI-assistent" '
            f'width="100%" height="640" {attributes}></iframe>'
        )

    def context(self, size: Size = DESKTOP) -> BrowserContext:
        return self.browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="sv-SE")

    def open(
        self,
        body: str,
        *,
        head: str = "",
        lang: str = "sv",
        size: Size = DESKTOP,
        policy: str | None = None,
        site: HostSite | None = None,
        context: BrowserContext | None = None,
        before: str = "",
        has_clock: bool = False,
    ) -> Page:
        """A host page around `body`; `before` is a script that runs first in every frame."""
        page = (context or self.context(size)).new_page()
        page.set_default_timeout(PATIENCE)
        self._watch(page)
        if before:
            page.add_init_script(before)
        if has_clock:
            page.clock.install()
        site = site or self.places.host
        path = f"/{next(self._numbers)}"
        html = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Värdsida</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
            '<body><main><h1>Intranätet</h1><p><a id="first" href="#first">Nyheter</a></p></main>'
            f"{body}</body></html>"
        )
        site.pages[path] = HostPage(html, self.places.strict_policy if policy is None else policy)
        page.goto(site.url + path)
        return page

    def _watch(self, page: Page) -> None:
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("websocket", lambda socket: self.complaints.append(f"websocket: {socket.url}"))
        page.on("request", self._note)
        page.on("requestfinished", lambda request: self.pending.discard(request))
        page.on("requestfailed", lambda request: self.pending.discard(request))

    def _note(self, request: Request) -> None:
        self.requests.append(request)
        self.pending.add(request)
        known = (self.places.service, self.places.host.url, self.places.stranger.url)
        if not request.url.startswith(tuple(f"{origin}/" for origin in known)):
            self.complaints.append(f"request: {request.url}")

    def forgive(self, part: str) -> None:
        """Complaints that hold `part` are meant, whenever they come: the browser tells of them in its own time."""
        self.forgiven.append(part)

    def require_complaint(self, page: Page, part: str) -> None:
        """Waits for a complaint that holds `part`, and forgives it."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not any(part in complaint for complaint in self.complaints):
            assert time.monotonic() < deadline, f"no complaint of {part!r}: {self.complaints}"
            page.wait_for_timeout(20)
        self.forgive(part)

    def require_no_other_complaint(self) -> None:
        left = [one for one in self.complaints if not any(part in one for part in self.forgiven)]
        assert left == [], left

    def service_requests(self) -> list[str]:
        """The paths asked of the service, without their queries."""
        urls = [request.url for request in self.requests if request.url.startswith(self.places.service)]
        return [url.removeprefix(self.places.service).partition("?")[0] for url in urls]


@contextmanager
def stage_in(places: Places, browser: Browser) -> Iterator[Stage]:
    stage = Stage(places, browser)
    yield stage
    for context in browser.contexts:
        context.close()
    stage.require_no_other_complaint()


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """Chromium whose frames of other sites have no storage: its contexts are private windows."""
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
    yield browser
    browser.close()


@contextmanager
def with_third_party_storage(
    playwright: Playwright, profile: Path, size: Size = DESKTOP
) -> Iterator[BrowserContext]:
    """An ordinary window in which frames of other sites may store."""
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text('{"profile": {"cookie_controls_mode": 0}}')
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=str(CHROMIUM),
        args=list(ARGUMENTS),
        viewport={"width": size[0], "height": size[1]},
        locale="sv-SE",
    )
    yield context
    context.close()


def documented(beginning: str) -> str:
    """The snippet in docs/embedding.md that begins so."""
    (found,) = re.findall(rf"^```\w*\n({re.escape(beginning)}.*?)^```$", EMBEDDING, re.MULTILINE | re.DOTALL)
    return str(found)


def launcher(page: Page) -> Locator:
    return page.locator("tilda-chat #launcher")


def panel(page: Page) -> Locator:
    return page.locator("tilda-chat #panel")


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[src*='/embed?']")


def composer(page: Page) -> Locator:
    return chat(page).locator("#question")


def wait_until(place: Page | Frame, condition: str) -> None:
    """Playwright's own waiting evaluates strings, which a strict policy forbids."""
    place.evaluate(
        f"new Promise((done) => {{ const look = () => ({condition}) ? done() : setTimeout(look, 20); look(); }})"
    )


def open_panel(page: Page) -> None:
    """Opens the panel and waits until the chat in it is ready for a question."""
    launcher(page).click()
    composer(page).and_(chat(page).locator(":focus")).wait_for()


def ask(page: Page, question: str) -> None:
    """Asks in the frame and waits for the whole answer."""
    for frame in page.frames:
        frame.wait_for_load_state()  # the script of a plain frame tells nobody when it is there
    composer(page).fill(question)
    composer(page).press("Enter")
    chat(page).locator("article.answer:not([aria-busy])").last.wait_for()


def require_accessible(page: Page, *frames: Frame) -> None:
    """No violations in these frames, by default the page and all in it, each looked at from within."""
    for frame in frames or page.frames:
        response = Axe().run(cast(Page, frame), options=AXE_OPTIONS).response
        found = [(it["id"], [node["html"] for node in it["nodes"]]) for it in response["violations"]]
        assert found == [], (frame.url, found)
