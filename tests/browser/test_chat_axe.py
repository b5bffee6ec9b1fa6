"""A01: axe finds nothing, in every state, theme, size and language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from app.domain.sources import Language
from tests.chatting import LIST, REFUSED, SIZES, TABLE, Scheme, Visitor, ask, start, violations
from tests.embedding import AXE_OPTIONS, DESKTOP, needs_chromium

pytestmark = needs_chromium

# A theme changes nothing but colours, so in the second one only what is about colour is looked at again.
RULES: dict[Scheme, object] = {
    "light": AXE_OPTIONS,
    "dark": {"runOnly": {"type": "tag", "values": ["cat.color"]}},
}


def empty(page: Page) -> None:
    page.locator("#intro").wait_for()


def streaming(page: Page) -> None:
    start(page, "Vad är ett långsamt svar?")
    page.locator("#stop").wait_for()


def stopped_and_every_answer(page: Page) -> None:
    """A stopped one, a list in another language, a table that is partial, none, an error; offline; feedback."""
    page.locator("#stop").click()
    for number, question in enumerate((LIST, TABLE, REFUSED, "fientlig"), start=2):
        ask(page, question, number)
    start(page, "Hur mår index?")
    page.locator(".error-card").wait_for()
    page.locator("#answer-2 .feedback [aria-expanded]").click()
    page.evaluate("dispatchEvent(new Event('offline'))")


def panel_open(page: Page) -> None:
    page.locator("#answer-2 .chip").nth(1).click()


def menu_open(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#menu-button").click()
    page.locator("#menu summary").click()


def delete_dialog(page: Page) -> None:
    page.locator("#menu [data-act=delete]").click()
    page.locator("#confirm").wait_for()


STATES: tuple[Callable[[Page], None], ...] = (
    empty,
    streaming,
    stopped_and_every_answer,
    panel_open,
    menu_open,
    delete_dialog,
)


@pytest.mark.parametrize("language", list(Language))
def test_axe_finds_nothing_in_any_state_theme_and_size(visitor: Visitor, language: Language) -> None:
    """A01"""
    page = visitor.open(f"/?lang={language}")
    page.route("**/api/v1/answers", hold_slow_answers)

    found = []
    for reach in STATES:
        reach(page)
        for size in SIZES:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            for scheme, rules in RULES.items():
                page.emulate_media(color_scheme=scheme)
                found += [(reach.__name__, size, scheme, what) for what in violations(page, rules)]
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

    assert found == []


def hold_slow_answers(route: Route) -> None:
    """A slow answer never comes, so that there is time to look at the page that waits for it."""
    if "långsam" not in (route.request.post_data or ""):
        route.continue_()
