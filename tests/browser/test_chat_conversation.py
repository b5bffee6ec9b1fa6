"""A conversation from the first question to its deletion, and all that can go wrong on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chatting import LIST, REFUSED, TABLE, Stream, Visitor, ask, start, visiting, wait_for
from tests.embedding import needs_chromium
from tests.fakes import HOSTILE
from tests.running import running_server

pytestmark = needs_chromium


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement !== document.body || document.hasFocus()")
    raise AssertionError(f"{selector} is not reached by {key}")


def focus_is_kept(page: Page) -> None:
    assert page.evaluate("document.activeElement !== document.body")


def test_everything_can_be_done_with_the_keyboard(visitor: Visitor) -> None:
    """A19 A27"""
    page = visitor.open()
    page.evaluate(
        """() => { window.mouse = 0; for (const kind of ["mousedown", "pointerdown"])
            addEventListener(kind, () => { window.mouse += 1; }, true); }"""
    )
    press_until(page, "#question")
    page.keyboard.type(LIST)
    page.keyboard.press("Enter")
    page.locator("#answer-1:not([aria-busy])").wait_for()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("")

    press_until(page, ".chip", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#source-heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".chip").last).to_be_focused()

    press_until(page, ".around > .buttons .button")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).not_to_be_empty()
    focus_is_kept(page)

    press_until(page, ".feedback [aria-expanded]")
    page.keyboard.press("Enter")
    expect(page.locator(".reasons input").first).to_be_focused()
    page.keyboard.press("Space")
    press_until(page, ".reasons button")
    page.keyboard.press("Enter")
    expect(page.locator(".thanks")).to_be_focused()

    press_until(page, "[data-act=new]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#confirm-no")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-act=new]").first).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "#confirm-yes")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("article")).to_have_count(0)

    page.keyboard.type(TABLE)
    page.keyboard.press("Enter")
    page.locator("#answer-1:not([aria-busy])").wait_for()
    press_until(page, "#menu-button", "Shift+Tab")
    page.keyboard.press("Enter")
    press_until(page, "[data-act=delete]")
    page.keyboard.press("Enter")
    expect(page.locator("#confirm-no")).to_be_focused()
    press_until(page, "#confirm-yes")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#notice")).to_have_text("Samtalet är raderat.")
    assert page.evaluate("window.mouse") == 0


def test_the_focus_outlives_the_stop_button(visitor: Visitor) -> None:
    """A27"""
    page = visitor.open(streamed=True)
    start(page, "Vad?")
    stream = Stream(page)
    stream.begin()
    stream.cite(1)
    stream.write("Det som hann skrivas.", 1)
    page.locator("#stop").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#stop")).to_be_hidden()
    expect(page.locator("#answer-1")).to_contain_text("Det som hann skrivas.")
    expect(page.locator("#answer-1")).to_contain_text("Stoppat av dig")
    page.get_by_role("button", name="Prova ett nytt svar").click()
    expect(page.locator("#question")).to_be_focused()
    wait_for(page, "window.asked.length > 1")
    assert page.evaluate("window.asked.map(it => it.question)") == ["Vad?", "Vad?"]
    assert page.evaluate("window.asked[1].history") == []


@pytest.mark.parametrize("way", ["Enter", "click"])
def test_an_empty_question_is_told_and_sends_nothing(visitor: Visitor, way: str) -> None:
    """A41"""
    page = visitor.open(streamed=True)
    field = page.locator("#question")
    field.fill("  ")
    page.keyboard.press("Enter") if way == "Enter" else page.locator("#send").click()

    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Skriv en fråga först. Skriv inte personuppgifter.")
    expect(field).to_be_focused()
    assert page.evaluate("window.asked.length") == 0
    field.press_sequentially("V")
    expect(page.locator("#fault")).to_be_hidden()


def test_a_question_that_is_too_long_is_kept(visitor: Visitor) -> None:
    """A43"""
    page = visitor.open(streamed=True)
    text = "😀" * 2003
    page.locator("#question").fill(text)
    page.keyboard.press("Enter")

    expect(page.locator("#fault")).to_have_text("Frågan är 3 tecken för lång.")
    expect(page.locator("#question")).to_have_value(text)
    assert page.evaluate("window.asked.length") == 0


def test_deleting_asks_first_and_failing_loses_nothing(visitor: Visitor) -> None:
    """A44"""
    page = visitor.open()
    ask(page, LIST)

    def confirm() -> None:
        page.locator("#menu-button").click()
        page.locator("#menu [data-act=delete]").click()
        expect(page.locator("#confirm")).to_contain_text("Vill du radera samtalet?")

    confirm()
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator("#menu-button")).to_be_focused()
    expect(page.locator("article")).to_have_count(2)

    page.route("**/api/v1/conversations/*", lambda route: route.abort())
    confirm()
    page.get_by_role("button", name="Radera", exact=True).click()
    expect(page.locator("#confirm-fault")).to_have_text("Anslutningen bröts innan svaret var klart.")
    expect(page.locator("#confirm > [role=alert]")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("article")).to_have_count(2)
    visitor.forgive("Failed to load resource")


@pytest.mark.parametrize("has_begun", [False, True], ids=["at once", "in the middle"])
def test_a_lost_network_keeps_the_question_and_what_was_written(visitor: Visitor, has_begun: bool) -> None:
    page = visitor.open(streamed=True)
    start(page, "Vad är tillit?")
    stream = Stream(page)
    if has_begun:
        stream.begin()
        stream.cite(1)
        stream.write("Tillit är", 1)
    stream.lose()

    expect(page.locator(".error-card")).to_contain_text("Anslutningen bröts innan svaret var klart.")
    expect(page.locator("#question")).to_have_value("Vad är tillit?")
    expect(page.locator("#answer-1 .body")).to_have_text(re.compile("Tillit är") if has_begun else "")
    page.get_by_role("button", name="Försök igen").click()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("article.question")).to_have_count(1)
    wait_for(page, "window.asked.length > 1")
    assert (
        page.evaluate("window.asked.map(it => [it.question, it.history.length])")
        == [["Vad är tillit?", 0]] * 2
    )


def test_a_failed_question_waits_when_another_was_begun(visitor: Visitor) -> None:
    page = visitor.open(streamed=True)
    start(page, "Den första?")
    page.locator("#question").fill("Den andra?")
    Stream(page).lose()
    expect(page.locator(".error-card")).to_be_visible()

    expect(page.locator("#question")).to_have_value("Den andra?")
    page.locator("#send").click()
    Stream(page).begin()
    Stream(page).end()
    page.locator("#answer-2:not([aria-busy])").wait_for()
    page.get_by_role("button", name="Försök igen").click()

    wait_for(page, "window.asked.length > 2")
    assert page.evaluate("window.asked.map(it => it.question)") == [
        "Den första?",
        "Den andra?",
        "Den första?",
    ]


def test_a_stream_that_ends_too_early_is_told(visitor: Visitor) -> None:
    page = visitor.open()
    page.route(
        "**/api/v1/answers",
        lambda route: route.fulfill(body=": ping\n\n", content_type="text/event-stream"),
    )
    start(page, "Vad?")
    expect(page.locator(".error-card")).to_contain_text("Anslutningen bröts innan svaret var klart.")


@pytest.mark.parametrize(
    ("status", "headers", "body", "told"),
    [
        (429, {"Retry-After": "7"}, "{}", "Vänta 7 sekunder."),
        (401, {}, "{}", "Du behöver logga in på intranätet igen."),
        (500, {}, "<html>rubbish</html>", "Något gick fel hos oss. Din fråga finns kvar."),
        (503, {}, '{"detail": "Stängt <b>nu</b>."}', "Stängt <b>nu</b>."),
    ],
)
def test_a_refusal_of_the_server_is_told_in_words(
    visitor: Visitor, status: int, headers: dict[str, str], body: str, told: str
) -> None:
    page = visitor.open()
    page.route("**/api/v1/answers", lambda route: route.fulfill(status=status, headers=headers, body=body))
    start(page, "Vad?")

    expect(page.locator(".error-card p")).to_contain_text(told)
    expect(page.locator("#question")).to_have_value("Vad?")
    visitor.forgive(f"status of {status}")


def test_offline_is_shown_and_over_again(visitor: Visitor) -> None:
    page = visitor.open()
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_have_text("Du är inte ansluten till nätet. Din fråga finns kvar.")
    start(page, "Vad?")
    expect(page.locator(".error-card")).to_contain_text("Du är inte ansluten till nätet.")

    page.context.set_offline(False)

    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#status")).to_have_text("Du är ansluten igen.")
    visitor.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_server_that_stops_in_the_middle_loses_nothing(embed_browser: Browser) -> None:
    with running_server() as server, visiting(embed_browser, server.url) as visitor:
        page = visitor.open()
        start(page, "Vad är ett evigt svar?")
        page.locator("#stop").wait_for()
        server.process.kill()

        expect(page.locator(".error-card")).to_contain_text("Anslutningen bröts innan svaret var klart.")
        expect(page.locator("#question")).to_have_value("Vad är ett evigt svar?")
        visitor.forgive("Failed to load resource")
        visitor.forgive("net::ERR")


def test_impatience_asks_once(visitor: Visitor) -> None:
    page = visitor.open(streamed=True)
    page.locator("#question").fill("Vad?")
    page.locator("#send").dblclick()
    page.locator("#question").fill("Vad?")
    page.locator("#question").dispatch_event("keydown", {"key": "Enter", "repeat": True})
    page.keyboard.press("Enter")
    wait_for(page, "window.asked.length > 0")
    assert page.evaluate("window.asked.length") == 1

    Stream(page).begin()
    Stream(page).end()
    page.locator("#answer-1:not([aria-busy])").wait_for()
    for _ in range(30):
        page.locator("#question").dispatch_event("keydown", {"key": "Enter", "repeat": True})
    assert page.evaluate("window.asked.length") == 1
    expect(page.locator("#question")).to_have_value("Vad?")


@pytest.mark.parametrize(
    "address",
    [
        "/?lang=%3Cscript%3Ealert(1)%3C/script%3E",
        "/?theme=dark%22%20onload=alert(1)&lang=sv",
        "/#<img src=x onerror=alert(1)>",
        "/#:~:text=Hej",
        "/embed?mode=javascript:alert(1)&theme=%27",
    ],
)
def test_an_address_with_a_payload_is_a_plain_page(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    ask(page, REFUSED)
    assert page.locator("script:not([src]):not([type='application/json']), img").count() == 0


def test_hostile_text_in_every_field_is_shown_as_text(visitor: Visitor) -> None:
    ansi, template, image = "\x1b[31m", "{{7*7}}${7*7}", "![x](https://example.org/x.png)"
    hostile = f"{HOSTILE} {ansi} {template} {image} [ref]: data:text/html,<script>alert(1)</script>"
    page = visitor.open(streamed=True)
    start(page, hostile.replace(ansi, ""))
    stream = Stream(page)
    stream.begin()
    stream.cite(1, title=hostile, publisher=hostile, published=hostile)
    for kind in ("lead", "paragraph", "quote", "list", "table", "notice", hostile):
        stream.write(hostile, 1, kind=kind)
    tip = {"source": {"title": hostile, "language": "nb"}, "headings": [hostile], "permalink": "/kilde/x@0"}
    stream.end(hostile, followups=[hostile], nearest=[tip])
    answer = page.locator("#answer-1:not([aria-busy])")
    answer.wait_for()
    answer.locator(".chip").first.click()
    expect(page.locator("#source h3").first).to_contain_text("<img src=x onerror")

    assert answer.locator(".body").inner_text().count("{{7*7}}") == 7
    assert page.locator("img, #transcript script, #source script").count() == 0
    assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0
    assert page.evaluate("window.__xss") is None


def test_an_answer_is_copied_with_its_sources(visitor: Visitor) -> None:
    page = visitor.open()
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    ask(page, LIST)

    page.get_by_role("button", name="Kopiera med källor").click()

    expect(page.locator("#notice")).to_have_text("Svaret är kopierat.")
    copied = page.evaluate("window.copied")
    assert "1. Rydd opp i mål og regelverk. [1]\n2. Gi løpende kunnskapsutvikling. [2]\n   1. Start" in copied
    assert (
        f"“Rydd opp i mål og regelverk.” https://example.org/tillit {visitor.url}/kilde/idebanken-rad@"
        in copied
    )


def test_a_browser_without_clipboard_still_copies_and_one_that_cannot_says_so(visitor: Visitor) -> None:
    page = visitor.open()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    ask(page, LIST)
    button = page.get_by_role("button", name="Kopiera med källor")
    page.evaluate("() => { document.execCommand = (name) => { window.command = name; return true; }; }")
    button.click()
    expect(page.locator("#notice")).to_have_text("Svaret är kopierat.")
    expect(button).to_be_focused()
    assert page.evaluate("window.command") == "copy"

    page.evaluate("() => { document.execCommand = () => false; }")
    button.click()
    expect(page.locator("#notice")).to_have_text(
        "Det gick inte att kopiera. Markera texten och kopiera själv."
    )


@pytest.mark.parametrize(("act", "name"), [("text", "tilda.txt"), ("markdown", "tilda.md")])
def test_a_conversation_is_saved_with_its_sources(
    visitor: Visitor, act: str, name: str, tmp_path: Path
) -> None:
    page = visitor.open()
    ask(page, TABLE)
    page.locator("#menu-button").click()

    with page.expect_download() as download:
        page.locator(f"#menu [data-act={act}]").click()

    assert download.value.suggested_filename == name
    download.value.save_as(tmp_path / name)
    saved = (tmp_path / name).read_text(encoding="utf-8")
    assert "Vad är skillnaden?" in saved.replace("\\", "")
    assert "Styrning med kontroll och med tillit, Kvalitetsmagasinet, 2018" in saved


def test_feedback_that_fails_keeps_its_words(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, REFUSED)
    page.route("**/api/v1/feedback", lambda route: route.fulfill(status=503, body='{"detail": "Fullt."}'))
    expect(page.get_by_role("group", name="Borde det finnas ett svar?")).to_be_visible()
    page.locator(".feedback [aria-expanded]").click()
    page.locator(".reasons textarea").fill("Jag saknar något.")
    page.locator(".reasons button").click()

    expect(page.locator(".feedback .fault")).to_have_text("Fullt.")
    expect(page.locator(".reasons textarea")).to_have_value("Jag saknar något.")
    page.unroute("**/api/v1/feedback")
    page.locator(".reasons button").click()
    expect(page.locator(".thanks")).to_be_focused()
    visitor.forgive("status of 503")


def test_without_an_answer_the_question_can_be_put_in_other_words(visitor: Visitor) -> None:
    page = visitor.open()
    answer = ask(page, REFUSED)
    expect(answer.locator(".chip")).to_have_count(0)
    expect(answer.get_by_role("link", name="Styrning med kontroll och med tillit")).to_be_visible()

    page.get_by_role("button", name="Formulera om frågan").click()

    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value(REFUSED)


def test_follow_ups_and_starters_ask_and_history_rides_along(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Vad menas med tillitsbaserad styrning?").click()
    page.locator("#answer-1:not([aria-busy])").wait_for()
    expect(page.locator("#question")).to_be_focused()
    ask(page, LIST, 2)
    page.get_by_role("button", name="Hur följer man upp råden?").click()
    page.locator("#answer-3:not([aria-busy])").wait_for()
    ask(page, "Hur många turer var det?", 4)

    expect(page.locator("#answer-4")).to_contain_text("Jag minns 3 turer.")


def test_a_theme_is_chosen_in_the_menu(visitor: Visitor) -> None:
    page = visitor.open(scheme="light")
    page.locator("#menu-button").click()
    page.get_by_label("mörkt").check()

    expect(page.locator("body")).to_have_css("background-color", "rgb(14, 24, 28)")
    page.get_by_label("ljust").check()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(245, 244, 240)")
