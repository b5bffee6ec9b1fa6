"""The evaluation report in Chromium, opened as the file that it is, without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.domain.sources import Language
from eval.report.page import report_page
from eval.run_folder import read_run
from tests.embedding import PATIENCE
from tests.eval_systems import stored_half_right
from tests.fakes import HOSTILE

CHROMIUM = Path("/usr/bin/chromium")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a half right system whose sources have hostile titles."""
    folder = tmp_path_factory.mktemp("report")
    stored_half_right(folder / "run")
    stored = read_run(folder / "run")
    sources = {id: replace(source, title=HOSTILE) for id, source in stored.sources.items()}
    path = folder / "report.html"
    page = report_page(replace(stored, sources=sources), Path("runs/first"), Language.SV)
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args, headless=True)
        yield browser
        browser.close()


@dataclass
class Reader:
    """Opens the report, and notes whatever a file that lies still does not do."""

    browser: Browser
    report: Path
    complaints: list[str] = field(default_factory=list)

    def open(
        self,
        fragment: str = "",
        scripted: bool = False,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripted
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self._note(request.url))
        page.goto(self.report.as_uri() + fragment)
        return page

    def _note(self, url: str) -> None:
        if not url.startswith((self.report.as_uri(), "data:,")):
            self.complaints.append(f"request: {url}")


@pytest.fixture
def reader(chromium: Browser, report: Path) -> Iterator[Reader]:
    reader = Reader(chromium, report)
    yield reader
    for context in chromium.contexts:
        context.close()
    assert reader.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(reader: Reader, scheme: Literal["light", "dark"], width: int) -> None:
    """axe needs script to run; the report's policy lets the test's own in, through the debugger."""
    page = reader.open(scripted=True, scheme=scheme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    found = Axe().run(page).response

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_wider_than_the_screen(reader: Reader, width: int) -> None:
    page = reader.open(width=width, scripted=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_hold_together_without_script(reader: Reader) -> None:
    page = reader.open()
    rows = page.locator(".question:visible")
    expect(rows).to_have_count(7)

    page.locator("#filter-kind").select_option("factoid")
    expect(rows).to_have_count(3)
    page.get_by_role("combobox", name="utfall").select_option("failed")

    expect(rows).to_have_count(2)
    expect(rows.first.locator(".id")).to_have_text("near")


def test_a_link_to_a_bad_question_unfolds_it(reader: Reader) -> None:
    page = reader.open()

    page.locator(".worst a").first.click()

    answer = page.locator(".question details[open] .answer")
    expect(answer).to_have_count(1)
    expect(answer).to_be_visible()


def test_a_question_unfolds_by_keyboard_to_its_quotations_in_their_source(reader: Reader) -> None:
    page = reader.open()
    page.locator(".question", has_text="list").filter(has_text="list:").locator("summary").focus()

    page.keyboard.press("Enter")

    body = page.locator("#q-list")
    expect(body.locator("mark.gold.cited").first).to_contain_text("Rydd opp i mål og regelverk")
    expect(body.locator("mark.gold:not(.cited)").first).to_contain_text("Gi personalet løpende")
    expect(body.locator("blockquote").first).to_have_attribute("lang", "nb")


def test_hostile_titles_are_shown_as_they_are(reader: Reader) -> None:
    page = reader.open("#q-list")

    expect(page.locator("#q-list")).to_contain_text("<script>window.__xss=1</script>")
    assert page.locator("script, img").count() == 0
