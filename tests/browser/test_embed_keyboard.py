"""The widget by keyboard and by assistive technology, in the host page: E5, E6, A02, A20, A26, A30, A34, A35, A37."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.embedding import (
    DESKTOP,
    PHONE,
    Stage,
    chat,
    composer,
    launcher,
    needs_chromium,
    open_panel,
    panel,
    require_accessible,
    wait_until,
)

pytestmark = needs_chromium

BELOW = '<footer><p><a id="last" href="#last">Om webbplatsen</a></p></footer>'


def focused(page: Page) -> str:
    """Where focus is in the host page: an id, the name of the element, or "body"."""
    name: str = page.evaluate(
        """() => {
            let active = document.activeElement;
            while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
            return active.id || active.localName;
        }"""
    )
    return name


def test_e5_opening_moves_focus_to_the_composer_and_closing_back_to_the_launcher(stage: Stage) -> None:
    page = stage.open(stage.loader())
    launcher(page).focus()

    page.keyboard.press("Enter")
    composer(page).and_(chat(page).locator(":focus")).wait_for()
    assert focused(page) == "iframe"

    page.keyboard.press("Escape")  # inside the frame
    expect(launcher(page)).to_be_focused()
    expect(panel(page)).to_be_hidden()

    page.keyboard.press("Space")
    composer(page).and_(chat(page).locator(":focus")).wait_for()
    launcher(page).click()
    expect(launcher(page)).to_be_focused()
    expect(panel(page)).to_be_hidden()


def test_e5_the_chats_own_close_button_gives_focus_back_to_the_launcher(stage: Stage) -> None:
    page = stage.open(stage.loader(), size=PHONE)
    open_panel(page)

    chat(page).get_by_role("button", name="Stäng", exact=True).press("Enter")

    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_e5_escape_on_the_host_page_closes_the_panel(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)
    page.locator("#first").focus()

    page.keyboard.press("Escape")

    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_e5_escape_that_the_host_page_used_for_itself_closes_nothing(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)
    page.locator("#first").focus()
    page.evaluate(
        "document.getElementById('first').addEventListener('keydown', (event) => event.preventDefault())"
    )

    page.keyboard.press("Escape")

    expect(panel(page)).to_be_visible()


def test_e5_without_a_launcher_focus_returns_to_where_it_came_from(stage: Stage) -> None:
    page = stage.open("<button id='own'>Fråga</button>" + stage.loader('data-launcher="none"'))
    wait_until(page, "window.Tilda")
    page.evaluate("document.getElementById('own').addEventListener('click', () => Tilda('open'))")

    page.locator("#own").click()
    composer(page).and_(chat(page).locator(":focus")).wait_for()
    page.keyboard.press("Escape")

    expect(page.locator("#own")).to_be_focused()


def test_e5_a_host_that_closes_the_panel_does_not_take_focus_from_where_it_is(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)
    page.locator("#first").focus()

    page.evaluate("Tilda('close')")

    expect(page.locator("#first")).to_be_focused()
    expect(panel(page)).to_be_hidden()


def test_e5_a_late_chat_does_not_pull_focus_from_someone_who_went_on(stage: Stage) -> None:
    page = stage.open(stage.loader())
    waiting: list[Route] = []
    page.route(re.compile("/embed"), lambda route: waiting.append(route))
    launcher(page).click()
    expect(panel(page)).to_be_focused()
    page.locator("#first").focus()

    page.evaluate("window.isReady = false; addEventListener('tilda:ready', () => { isReady = true; })")
    while not waiting:  # the request is on its way, and the driver tells of it while it waits
        page.wait_for_timeout(20)
    waiting[0].continue_()
    wait_until(page, "isReady")

    expect(page.locator("#first")).to_be_focused()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_e6_a20_tab_leaves_the_panel_for_the_host_page(stage: Stage, key: str) -> None:
    page = stage.open(BELOW + stage.loader())
    open_panel(page)

    stops = []
    for _ in range(30):
        page.keyboard.press(key)
        stops.append(focused(page))
        if stops[-1] != "iframe":
            break

    assert stops[-1] == ("launcher" if key == "Tab" else "panel" if "panel" in stops else "last")
    assert "body" not in stops


def test_a20_escape_closes_from_every_stop(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)
    stops = chat(page).locator("a[href], button, textarea, summary").count()

    for steps in (0, stops // 2, stops - 1):
        for _ in range(steps):
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Escape")
        expect(panel(page)).to_be_hidden()
        expect(launcher(page)).to_be_focused()
        open_panel(page)


@pytest.mark.parametrize(
    ("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light"), ((320, 256), "dark")], ids=str
)
def test_a02_axe_finds_nothing_in_the_host_page_and_the_open_widget(
    stage: Stage, size: tuple[int, int], theme: str
) -> None:
    page = stage.open(stage.loader(f'data-theme="{theme}"'), size=size)
    launcher(page).wait_for()
    require_accessible(page)

    open_panel(page)

    require_accessible(page)


def test_a02_axe_finds_nothing_in_the_fall_back(stage: Stage) -> None:
    page = stage.open(stage.loader(), has_clock=True)
    page.route(re.compile("/embed"), lambda route: route.abort())
    launcher(page).click()
    page.clock.run_for(10_000)
    expect(panel(page).get_by_role("link")).to_be_visible()

    require_accessible(page, page.main_frame)
    stage.forgive("Failed to load resource")


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("sv", "Chatt med Tilda, AI-assistent"),
        ("nb", "Chat med Tilda, KI-assistent"),
        ("nn", "Chat med Tilda, KI-assistent"),
        ("en", "Chat with Tilda, AI assistant"),
    ],
)
def test_a26_a37_names_and_languages_agree_on_a_host_page_in_another_language(
    stage: Stage, lang: str, title: str
) -> None:
    page = stage.open(stage.loader(f'data-lang="{lang}"'), lang="fi")
    open_panel(page)

    expect(page.locator("tilda-chat iframe")).to_have_attribute("title", title)
    expect(page.get_by_role("dialog", name=title, exact=True)).to_have_attribute("lang", lang)
    expect(launcher(page)).to_have_attribute("lang", lang)
    expect(chat(page).locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("html")).to_have_attribute("lang", "fi")


def test_a30_focus_is_seen_on_any_background(stage: Stage) -> None:
    """Two tones: a dark ring outside a light gap, and the other way round in the dark theme."""
    page = stage.open(stage.loader('data-theme="dark"'))
    for theme, ring, gap in (
        ("light", "rgb(26, 42, 48)", "rgb(255, 255, 255)"),
        ("dark", "rgb(231, 238, 240)", "rgb(21, 35, 41)"),
    ):
        wait_until(page, "window.Tilda")
        page.evaluate("theme => Tilda('set', {theme})", theme)
        page.locator("#first").focus()
        page.keyboard.press("Tab")
        expect(launcher(page)).to_have_css("outline-color", ring)
        expect(launcher(page)).to_have_css("outline-width", "3px")
        assert gap in launcher(page).evaluate("button => getComputedStyle(button).boxShadow")


def test_a18_in_forced_colours_launcher_and_panel_keep_their_borders(stage: Stage) -> None:
    page = stage.open(stage.loader())
    page.emulate_media(forced_colors="active")
    open_panel(page)

    for part in (launcher(page), panel(page)):
        assert part.evaluate("part => parseFloat(getComputedStyle(part).borderTopWidth)") >= 1


def test_a34_a35_the_launcher_is_named_by_its_text_and_large_enough(stage: Stage) -> None:
    page = stage.open(stage.loader('data-label="?"'), size=(320, 256))

    box = page.get_by_role("button", name="?", exact=True).bounding_box()

    assert box is not None
    assert box["height"] >= 48
    assert box["width"] >= 48
