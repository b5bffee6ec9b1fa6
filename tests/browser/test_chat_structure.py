"""The chat's structure, names and keyboard, statement by statement of docs/accessibility.md."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from app.domain.sources import Language
from app.messages import load_texts
from tests.chatting import LIST, REFUSED, SIZES, TABLE, Stream, Visitor, ask, start
from tests.embedding import Size, needs_chromium

pytestmark = needs_chromium

TARGETS = "a[href], button, summary, textarea, input, [tabindex='0']"


def active(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className || 'body'"))


def tab_stops(page: Page) -> list[dict[str, float | str]]:
    """Every stop from the top of the page on: what it is, where it lies, its ring, and whether it can be seen."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    stops: list[dict[str, float | str]] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const it = document.activeElement;
                if (it === document.body) return null;
                const box = [...it.getClientRects()][0];
                const style = getComputedStyle(it);
                const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                const isIn = it.contains(seen) || (seen && seen.closest("label")?.contains(it));
                return {
                    name: (it.id || it.textContent.trim().slice(0, 30) || it.value),
                    region: (it.closest("header, #transcript, .composer, #source") ?? document.body).id,
                    top: box.top + scrollY + (document.querySelector("#transcript").contains(it)
                        ? document.querySelector("#transcript").scrollTop : 0),
                    ring: parseFloat(style.outlineWidth), style: style.outlineStyle,
                    gap: style.boxShadow, colour: style.outlineColor, seen: isIn ? 1 : 0,
                };
            }"""
        )
        if stop is None or (stops and stop["name"] == stops[0]["name"]):
            break
        stops.append(stop)
    return stops


def test_pictures_are_decoration_or_named(visitor: Visitor) -> None:
    """A03"""
    page = visitor.open()
    ask(page, LIST)

    assert page.locator("svg:not([aria-hidden=true]):not([aria-label]), img:not([alt])").count() == 0


def test_headings_have_one_top_and_skip_no_level(visitor: Visitor) -> None:
    """A04"""
    page = visitor.open()
    ask(page, LIST)
    ask(page, REFUSED, 2)
    page.locator("#answer-1 .chip").first.click()

    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    expect(page.locator("article.question > h3")).to_have_count(2)
    expect(page.locator("article.answer > h3")).to_have_count(2)
    expect(page.locator("#answer-1 .sources > h4")).to_have_count(1)


def test_question_and_answer_say_whose_they_are(visitor: Visitor) -> None:
    """A05"""
    page = visitor.open()
    ask(page, LIST)

    expect(page.locator("article.question h3")).to_have_text("Din fråga 1")
    expect(page.locator("article.answer > h3")).to_have_text("Svar från Tilda")


def test_the_order_of_tab_stops_is_the_order_on_the_page(visitor: Visitor) -> None:
    """A06"""
    page = visitor.open(size=(400, 640))
    ask(page, LIST)

    stops = [stop for stop in tab_stops(page) if stop["region"] == "transcript"]

    tops = [float(stop["top"]) for stop in stops[1:]]  # the first is the scrolling box itself
    assert len(tops) > 6
    assert all(later >= earlier - 12 for earlier, later in itertools.pairwise(tops)), stops


def test_no_field_asks_for_personal_data(visitor: Visitor) -> None:
    """A08"""
    page = visitor.open()
    ask(page, LIST)
    page.locator(".feedback [aria-expanded]").click()

    fields = page.locator("textarea, input:not([type=hidden])")
    kinds = fields.evaluate_all("all => all.map(it => [it.type, it.autocomplete])")
    assert {kind for kind, _ in kinds} == {"textarea", "checkbox", "radio"}
    assert {complete for kind, complete in kinds if kind == "textarea"} == {"off"}


def test_links_and_marks_do_not_rely_on_colour(visitor: Visitor) -> None:
    """A09 A10"""
    page = visitor.open()
    ask(page, LIST)
    chips = page.locator("#answer-1 .chip")
    fill = "chip => getComputedStyle(chip).backgroundColor"
    chips.first.click()

    for link in page.locator("#transcript a[href], #source a[href]").all():
        assert "underline" in link.evaluate("link => getComputedStyle(link).textDecorationLine")
    mark = page.locator("mark").evaluate(
        "mark => [getComputedStyle(mark).textDecorationLine, getComputedStyle(mark).backgroundColor]"
    )
    assert "underline" in mark[0]
    assert mark[1] != "rgba(0, 0, 0, 0)"
    assert luminance(chips.nth(1).evaluate(fill)) > 3 * luminance(chips.first.evaluate(fill))


def luminance(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 + 0.01)


def test_the_preview_of_a_passage_opens_stays_and_closes(visitor: Visitor) -> None:
    """A17"""
    page = visitor.open("/embed?mode=panel")
    ask(page, LIST)
    preview = page.locator(".preview")

    page.locator("#answer-1 .chip").nth(1).hover()
    expect(preview).to_contain_text("Gi løpende kunnskapsutvikling.")
    preview.hover()
    page.wait_for_timeout(300)  # longer than it lingers
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(page.locator("#answer-1")).to_be_visible()
    page.locator("#answer-1 .chip").first.focus()
    expect(preview).to_contain_text("Rydd opp i mål og regelverk.")


def test_letters_and_digits_are_no_shortcuts(visitor: Visitor) -> None:
    """A21"""
    page = visitor.open()
    ask(page, LIST)
    page.locator("#transcript").focus()
    before = page.locator("main").aria_snapshot()

    for key in "abcdefghijklmnopqrstuvwxyz0123456789":
        page.keyboard.press(key)

    assert page.locator("main").aria_snapshot() == before


def test_the_first_stop_skips_to_the_question(visitor: Visitor) -> None:
    """A25"""
    page = visitor.open()

    page.keyboard.press("Tab")

    skip = page.get_by_role("link", name="Hoppa till frågan")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize("language", list(Language))
def test_language_title_and_labels_are_those_of_the_page(visitor: Visitor, language: Language) -> None:
    """A26 A37 A42"""
    page = visitor.open(f"/?lang={language}")
    say = load_texts("page").say

    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.title() == say(language, "title", name="Tilda")
    expect(page.locator("label[for=question]")).to_be_visible()
    expect(page.locator("label[for=question]")).to_have_text(say(language, "input_label"))
    assert say(language, "placeholder") != say(language, "input_label")


def test_the_panel_says_which_source_it_shows(visitor: Visitor) -> None:
    """A29 A53"""
    page = visitor.open()
    ask(page, LIST)
    chips = page.locator("#answer-1 .chip")

    chips.nth(1).click()
    expect(page.locator("#source-heading")).to_have_text("Källa 2 av 4")
    expect(page.locator("#source-heading")).to_be_focused()
    expect(page.locator("#source mark")).to_have_text("Gi løpende kunnskapsutvikling.")
    expect(page.locator("#source blockquote")).to_contain_text("Rydd opp i mål og regelverk.")
    page.get_by_role("button", name="Nästa").click()

    expect(page.locator("#source-heading")).to_have_text("Källa 3 av 4")
    expanded = chips.evaluate_all("all => all.map(it => it.getAttribute('aria-expanded'))")
    assert expanded == ["false", "false", "true", "false"]
    ids = chips.evaluate_all(
        "all => all.every(it => document.getElementById(it.getAttribute('aria-controls')))"
    )
    assert ids
    page.get_by_role("button", name="Stäng källan").click()
    expect(chips.nth(1)).to_be_focused()
    expect(page.locator(".chip[aria-expanded=true]")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_stop_has_a_ring_and_can_be_seen(visitor: Visitor, size: Size) -> None:
    """A30 A31"""
    page = visitor.open(size=size)
    ask(page, LIST)

    stops = tab_stops(page)

    assert len(stops) > 12
    assert [stop["name"] for stop in stops if float(stop["ring"]) < 3 or stop["style"] != "solid"] == []
    assert [stop["name"] for stop in stops if stop["gap"] == "none"] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_nothing_happens_before_the_click_is_complete(visitor: Visitor) -> None:
    """A32 A33"""
    page = visitor.open()
    button = page.locator("#menu-button")
    button.hover()
    page.mouse.down()
    expect(page.locator("#menu")).to_be_hidden()
    page.mouse.move(5, 400)
    page.mouse.up()
    expect(page.locator("#menu")).to_be_hidden()
    assert page.locator("[draggable=true]").count() == 0


def test_every_name_contains_what_can_be_read(visitor: Visitor) -> None:
    """A34"""
    page = visitor.open()
    ask(page, LIST)
    page.locator("#answer-1 .chip").first.click()
    page.locator("#menu-button").click()

    for target in page.locator("button:visible, a:visible").all():
        label = target.get_attribute("aria-label")
        assert label is None or target.inner_text().strip() in label


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)], ids=str)
def test_every_target_is_large_enough(visitor: Visitor, size: Size) -> None:
    """A35"""
    page = visitor.open(size=size)
    ask(page, LIST)
    ask(page, REFUSED, 2)
    page.locator("#answer-1 .feedback [aria-expanded]").click()
    page.locator("#menu-button").click()

    small = page.evaluate(
        """targets => [...document.querySelectorAll(targets)]
            .filter((it) => it.checkVisibility() && !it.classList.contains("skip"))
            .map((it) => [it.textContent.trim().slice(0, 30) || it.name, it.getBoundingClientRect()])
            .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
            .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)""",
        TARGETS,
    )
    assert small == []
    send = page.locator("#send").bounding_box()
    assert send is not None
    assert send["height"] >= 44
    page.keyboard.press("Escape")
    page.locator("#answer-1 .chip").first.click()
    for button in page.locator("#source-view button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_a_line_break_needs_no_chord(visitor: Visitor) -> None:
    """A36: Shift+Enter breaks a line, Enter and Ctrl+Enter send, and a long question wraps by itself."""
    page = visitor.open()
    field = page.locator("#question")

    field.press_sequentially("Vilka")
    page.keyboard.press("Shift+Enter")
    field.press_sequentially("råd?")
    expect(field).to_have_value("Vilka\nråd?")
    page.keyboard.press("Control+Enter")

    expect(page.locator("article.question .text")).to_have_text("Vilka\nråd?")
    expect(field).to_have_css("white-space", "pre-wrap")


def test_other_languages_are_marked(visitor: Visitor) -> None:
    """A38"""
    page = visitor.open("/?lang=en")
    answer = ask(page, LIST)
    page.locator("#answer-1 .chip").first.click()

    expect(answer).to_have_attribute("lang", "sv")
    expect(answer.locator(".foreign")).to_have_attribute("lang", "nb")
    expect(answer.locator(".around")).to_have_attribute("lang", "en")
    expect(answer.locator(".source-link bdi")).to_have_attribute("lang", "nb")
    for place in ("#source h3 bdi", "#source blockquote"):
        expect(page.locator(place).first).to_have_attribute("lang", "nb")
    expect(answer.locator(".tag").first).to_have_text("Norwegian, bokmål")


def test_a_language_changes_the_words_and_keeps_the_conversation(visitor: Visitor) -> None:
    """A39 A55"""
    page = visitor.open()
    ask(page, LIST)
    expect(page.locator("#status")).not_to_be_empty()
    page.locator("#answer-1 .chip").first.click()
    page.locator("#question").fill("En påbörjad fråga")
    expect(page.locator("#status")).to_be_empty()
    page.evaluate(
        """() => { window.heard = 0; for (const region of document.querySelectorAll("[role=status], [role=alert]"))
            new MutationObserver(() => { window.heard += 1; }).observe(region, { childList: true }); }"""
    )

    page.locator("#language-button").click()
    page.locator("#language-menu [data-language=nn]").focus()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "nn")
    expect(page.locator("#language-button")).to_be_focused()
    expect(page.locator("#language-button")).to_have_text("Norsk nynorsk")
    expect(page.locator("#answer-1 > h3")).to_have_text("Svar frå Tilda")
    expect(page.locator("#source-heading")).to_have_text("Kjelde 1 av 4")
    expect(page.locator("#answer-1 .chip").first).to_have_accessible_name(re.compile("^Kjelde 1: "))
    expect(page.locator("#question")).to_have_value("En påbörjad fråga")
    expect(page.locator("#question")).to_have_attribute("placeholder", "Skriv spørsmålet ditt her")
    assert page.evaluate("window.heard") == 0


def test_help_stands_in_the_same_place_everywhere(visitor: Visitor) -> None:
    """A40 A61"""
    for path in ("/", "/embed?mode=panel", "/embed?mode=inline"):
        page = visitor.open(path)
        page.locator("#menu-button").click()

        links = page.locator("#menu a")
        expect(links).to_have_text(["Tillgänglighetsredogörelse", "Mer om hur dina frågor behandlas"])
        page.context.set_offline(False)
        assert page.request.get(visitor.url + str(links.first.get_attribute("href"))).ok


def test_no_puzzle_stands_between_reader_and_answer(visitor: Visitor) -> None:
    """A45"""
    page = visitor.open()
    ask(page, TABLE)

    assert page.locator("iframe, canvas, img").count() == 0


def test_live_regions_are_there_from_the_beginning(visitor: Visitor) -> None:
    """A46"""
    page = visitor.open()
    regions = page.locator("body > [role=status], body > [role=alert]")
    expect(regions).to_have_count(2)
    expect(regions).to_have_text(["", ""])
    assert regions.evaluate_all("all => all.every(it => getComputedStyle(it).display !== 'none')")
    assert page.locator("[aria-live] [role=status], [role=log] [role=status]").count() == 0
    raw = page.request.get(visitor.url).text()
    assert '<p class="sr" role="status" id="status"></p>' in raw

    ask(page, LIST)
    page.locator("[data-act=new]:visible").click()
    expect(page.locator("#confirm > [role=status], #confirm > [role=alert]")).to_have_count(2)


def test_buttons_of_feedback_say_what_is_chosen(visitor: Visitor) -> None:
    """A54"""
    page = visitor.open()
    ask(page, LIST)
    group = page.get_by_role("group", name="Hjälpte svaret dig?")
    yes = group.get_by_role("button", name="Ja, det hjälpte")
    expect(yes).to_have_attribute("aria-pressed", "false")

    yes.click()

    expect(yes).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Tack, vi läser det.").first).to_be_visible()
    expect(page.locator(".thanks")).to_be_focused()


def test_an_idle_page_keeps_everything(visitor: Visitor) -> None:
    """A22"""
    page = visitor.open()
    page.clock.install()
    ask_while_clock_stands(page)
    shown = page.locator("#transcript").aria_snapshot()

    page.clock.fast_forward("01:00:00")

    assert page.locator("#transcript").aria_snapshot() == shown


def ask_while_clock_stands(page: Page) -> None:
    start(page, LIST)
    page.locator("#answer-1:not([aria-busy])").wait_for()


def test_nothing_moves_for_those_who_want_no_motion(visitor: Visitor) -> None:
    """A23 A24"""
    for moving in (False, True):
        page = visitor.open(streamed=True, moving=moving)
        start(page, "Vad?")
        stream = Stream(page)
        stream.begin()
        stream.write("Ett stycke.")
        running = page.evaluate("document.getAnimations().map(it => it.effect.getComputedTiming().endTime)")
        if moving:
            assert all(end <= 150 for end in running)
        else:
            assert running == []
        stream.end()
