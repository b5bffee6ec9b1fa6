"""`python -m tests.screenshots`: pictures for docs/screenshots, of the real service over the real index."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from app.domain.sources import Language
from tests.embedding import ARGUMENTS, CHROMIUM
from tests.locks import ROOT

FOLDER = ROOT / "docs" / "screenshots"
LOOKS = {
    "1280-light": ((1280, 800), "light"),
    "1280-dark": ((1280, 800), "dark"),
    "400": ((400, 640), "light"),
    "320": ((320, 640), "light"),
}


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator("article.answer:not([aria-busy])").last.wait_for()


def empty(page: Page) -> None:
    page.locator("#intro").wait_for()


def answer_with_source(page: Page) -> None:
    ask(page, "Vad menas med tillitsbaserad styrning?")
    page.locator(".chip").first.click()


def list_answer(page: Page) -> None:
    ask(page, "Vilka råd ger Louise Bringselius till chefer?")


def foreign_quote(page: Page) -> None:
    ask(page, "Vad säger Idébanken om tillit mellan ledning och anställda?")


def no_answer(page: Page) -> None:
    ask(page, "Hur mycket kostade tillitsreformen?")


def error(page: Page) -> None:
    page.route("**/api/v1/answers", lambda route: route.abort())
    ask(page, "Hur kan en enhetschef börja i liten skala?")


STATES: tuple[Callable[[Page], None], ...] = (
    empty,
    answer_with_source,
    list_answer,
    foreign_quote,
    no_answer,
    error,
)


@contextmanager
def service() -> Iterator[str]:
    """Tilda over the index in this working copy; what is asked is kept in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TILDA_PORT": "0", "TILDA_STORE_URL": f"sqlite:///{folder}/store.sqlite"}
        command = [sys.executable, "-c", "from app.cli import main; main()", "serve"]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            assert process.stdout is not None
            address = next(filter(None, (re.search(r"http://127[^\s]+", line) for line in process.stdout)))
            yield address[0].rstrip("/")
            process.terminate()


def picture(browser: Browser, url: str, name: str, state: Callable[[Page], None], look: str) -> None:
    (width, height), scheme = LOOKS[look]
    dark = scheme == "dark"
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(url)
        page.locator("#tools:not([hidden])").wait_for()
        state(page)
        page.mouse.move(0, 0)
        page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    with service() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        page = browser.new_page()
        while not page.request.get(f"{url}/readyz").ok:
            page.wait_for_timeout(200)
        for state in STATES:
            for look in LOOKS:
                name = f"{state.__name__.replace('_', '-')}-{look}"
                picture(browser, f"{url}/?lang=sv", name, state, look)
        for language in Language:
            picture(browser, f"{url}/?lang={language}", f"language-{language}", empty, "400")
        browser.close()


if __name__ == "__main__":
    main()
