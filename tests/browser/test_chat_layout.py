"""How the chat fits: small windows, zoom, text spacing, forced colours, print."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, expect

from tests.chatting import LIST, REFUSED, TABLE, Stream, Visitor, ask, start
from tests.embedding import Size, needs_chromium

pytestmark = needs_chromium

KILO = 1000


def full_page(visitor: Visitor, size: Size, path: str = "/") -> Page:
    page = visitor.open(path, size=size)
    for number, question in enumerate((LIST, TABLE, REFUSED), start=1):
        ask(page, question, number)
    return page


def add_style(page: Page, rules: str) -> None:
    page.evaluate(
        "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
        " document.adoptedStyleSheets.push(sheet); }",
        rules,
    )


def require_no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def require_nothing_clipped(page: Page) -> None:
    clipped = page.evaluate(
        """[...document.querySelectorAll("button, label, p, h1, h2, h3, h4, li, legend, summary")]
            .filter((it) => it.checkVisibility() && !it.closest(".sr, .question .label, .table"))
            .filter((it) => getComputedStyle(it).overflow !== "visible" && it.scrollHeight > it.clientHeight + 1
                || it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== "inline")
            .map((it) => it.outerHTML.slice(0, 80))"""
    )
    assert clipped == []


@pytest.mark.parametrize("size", [(640, 360), (360, 640)], ids=["landscape", "portrait"])
def test_both_orientations_can_be_used(visitor: Visitor, size: Size) -> None:
    """A07"""
    page = full_page(visitor, size)

    require_no_sideways_scroll(page)
    page.locator("#answer-1 .chip").first.click()
    expect(page.locator("#source-view mark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#answer-1 .chip").first).to_be_focused()
    page.locator("#question").scroll_into_view_if_needed()
    expect(page.locator("#send")).to_be_in_viewport()


def test_text_of_double_size_leaves_room_for_the_conversation(visitor: Visitor) -> None:
    """A12"""
    page = full_page(visitor, (400, 640))
    add_style(page, "html { font-size: 200% }")

    require_no_sideways_scroll(page)
    box = page.locator("#transcript").bounding_box()
    assert box is not None
    assert box["height"] >= 200


def test_at_four_hundred_percent_everything_is_one_page(visitor: Visitor) -> None:
    """A13"""
    page = full_page(visitor, (320, 256))

    require_no_sideways_scroll(page)
    fixed = page.evaluate(
        "['header', '#composer-box'].map(it => getComputedStyle(document.querySelector(it)).position)"
    )
    assert not {"fixed", "sticky"} & set(fixed)
    below = page.evaluate(
        """() => document.querySelector("#composer-box").getBoundingClientRect().top
            - document.querySelector("#column").getBoundingClientRect().bottom"""
    )
    assert below >= 0
    for button in ("#send", "#menu-button", "#answer-1 .chip >> nth=0"):
        page.locator(button).scroll_into_view_if_needed()
        expect(page.locator(button)).to_be_in_viewport()
    page.locator("#menu-button").click()
    page.locator("#privacy").scroll_into_view_if_needed()
    expect(page.locator("#privacy")).to_be_in_viewport()
    require_no_sideways_scroll(page)


def test_a_table_scrolls_in_a_box_of_its_own(visitor: Visitor) -> None:
    """A14"""
    page = visitor.open(size=(320, 640))
    ask(page, TABLE)
    box = page.get_by_role("region", name="Tabell ur källan")

    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.tabIndex === 0")
    require_no_sideways_scroll(page)


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)], ids=str)
def test_wide_text_spacing_clips_nothing(visitor: Visitor, size: Size) -> None:
    """A16"""
    page = full_page(visitor, size)
    add_style(
        page,
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-block-end: 2em !important }",
    )

    require_no_sideways_scroll(page)
    require_nothing_clipped(page)
    page.locator("#answer-1 .chip").first.click()
    require_no_sideways_scroll(page)
    require_nothing_clipped(page)


def test_forced_colours_keep_every_border(visitor: Visitor) -> None:
    """A18"""
    page = visitor.open(forced_colours=True)
    ask(page, LIST)
    page.locator("#answer-1 .chip").first.click()

    for selector in ("#send", ".chip", "#source mark", "#source", "#question"):
        width = page.locator(selector).first.evaluate(
            "it => Math.max(...['Top', 'Left'].map(side => parseFloat(getComputedStyle(it)[`border${side}Width`])))"
        )
        assert width >= 1, selector
    page.keyboard.press("Tab")
    ring = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert ring >= 3


def test_hidden_headings_do_not_lengthen_the_page(visitor: Visitor) -> None:
    """A56"""
    page = full_page(visitor, (400, 640))

    assert page.evaluate("document.documentElement.scrollHeight") <= 641


def test_print_shows_all_messages_and_addresses_and_no_controls(visitor: Visitor) -> None:
    """A57"""
    page = full_page(visitor, (800, 600))
    page.emulate_media(media="print")

    for hidden in ("#composer-box", "#tools", ".feedback", ".around .buttons"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("article")).to_have_count(6)
    assert page.locator("article").evaluate_all("all => all.every(it => it.checkVisibility())")
    shown = page.locator("#answer-1 .sources a").evaluate("link => getComputedStyle(link, '::after').content")
    assert "attr(href)" in shown or "https://example.org/tillit" in shown
    height = page.evaluate("document.querySelector('#transcript').scrollHeight")
    assert page.locator("#transcript").evaluate("box => box.clientHeight") >= height - 1


@pytest.mark.parametrize("path", ["/embed?mode=panel", "/embed?mode=inline"])
def test_the_frame_fits_its_size(visitor: Visitor, path: str) -> None:
    page = full_page(visitor, (400, 640), path)

    require_no_sideways_scroll(page)
    box = page.locator("#transcript").bounding_box()
    assert box is not None
    assert box["height"] >= 400
    expect(page.locator("#close")).to_be_hidden()  # nobody has answered


def test_the_first_load_is_small_and_makes_no_foreign_request(visitor: Visitor) -> None:
    """Sizes of the specification, compressed: HTML 6 kB, styles 8, scripts 30, icons 4, all of it 60."""
    page = visitor.open("/embed?mode=panel")
    urls = page.evaluate("performance.getEntriesByType('resource').map(it => it.name)")

    sizes = {"html": 0, "css": 0, "js": 0, "svg": 0}
    for url in {page.url, *urls}:
        ending = url.partition("?")[0].rpartition(".")[2]
        sizes[ending if ending in sizes else "html"] += len(gzip.compress(page.request.get(url).body()))
    assert min(sizes["html"], sizes["css"], sizes["js"]) > 0
    assert sizes["html"] <= 6 * KILO, sizes
    assert sizes["css"] <= 8 * KILO, sizes
    assert sizes["js"] <= 30 * KILO, sizes
    assert sizes["svg"] <= 4 * KILO, sizes
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_no_style_stands_in_the_page(visitor: Visitor) -> None:
    page = full_page(visitor, (1280, 800))
    page.locator("#answer-1 .chip").first.hover()
    expect(page.locator(".preview")).to_be_visible()

    assert page.locator("[style], style").count() == 0


def test_a_notice_of_what_is_partial_stands_above_the_answer(visitor: Visitor) -> None:
    page = visitor.open(streamed=True)
    start(page, "Vad?")
    stream = Stream(page)
    stream.begin()
    stream.write("Källorna säger olika saker.", kind="notice")
    stream.cite(1)
    stream.write("Så är det.", 1, 7, kind="a type of the future")
    stream.end()

    answer = page.locator("#answer-1:not([aria-busy])")
    expect(answer.locator(".body > :first-child")).to_have_class("notice")
    expect(answer.locator(".chip")).to_have_text(["1"])  # 7 was not resolved
    expect(answer.get_by_role("button", name="Prova ett nytt svar")).to_be_visible()
