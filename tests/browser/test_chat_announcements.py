"""What screen readers hear, and that the focus stays where the reader is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.chatting import LIST, REFUSED, Stream, Visitor, ask, start
from tests.embedding import needs_chromium

pytestmark = needs_chromium

LISTEN = """() => {
    window.heard = [];
    for (const region of document.querySelectorAll("#status, #alert")) {
        new MutationObserver(() => window.heard.push([region.id, region.textContent]))
            .observe(region, { childList: true, characterData: true, subtree: true });
    }
}"""


def listen(page: Page) -> None:
    page.evaluate(LISTEN)


def heard(page: Page) -> list[list[str]]:
    return list(page.evaluate("window.heard"))


def long_answer(stream: Stream, chunks: int) -> None:
    stream.begin()
    stream.cite(1)
    for number in range(chunks):
        stream.write(f"Stycke {number} med några ord.", 1)


def test_a_growing_answer_is_not_read_out_and_its_end_is_told_once(visitor: Visitor) -> None:
    """A47 A48: with the clock of the page, 200 pieces in 10 seconds."""
    page = visitor.open(streamed=True)
    page.clock.install()
    listen(page)
    start(page, "Vad?")
    stream = Stream(page)
    stream.begin()
    stream.cite(1)
    for number in range(200):
        stream.write(f"Stycke {number}.", 1)
        page.clock.run_for(50)
    growing = heard(page)
    spoken = "Första meningen är här. " + "Och en till. " * 60
    stream.end(spoken)
    page.locator("#answer-1:not([aria-busy])").wait_for()
    page.clock.run_for(200)
    told = [text for _, text in heard(page)[len(growing) :] if text]

    assert len(growing) <= 2
    assert len(told) == 1
    assert told[0].startswith("Svaret är klart. Första meningen är här.")
    assert told[0].endswith("1 källa.")
    assert len(told[0]) <= 400
    lives = page.evaluate(
        """[...function* () { for (let it = document.querySelector(".body"); it; it = it.parentElement) yield it; }()]
            .map((it) => it.getAttribute("aria-live")).filter((live) => live && live !== "off")"""
    )
    assert lives == []


def test_a_slow_search_is_told_after_a_while_and_again_rarely(visitor: Visitor) -> None:
    page = visitor.open(streamed=True)
    page.clock.install(time=0)
    page.clock.pause_at(1)
    listen(page)
    start(page, "Vad?")
    page.clock.run_for(1400)
    assert heard(page) == []
    page.clock.run_for(300)
    assert heard(page) == [["status", "Söker i källorna …"]]
    page.clock.run_for(31_000)
    assert [text for _, text in heard(page) if text] == [
        "Söker i källorna …",
        *["Svaret skrivs fortfarande …"] * 2,
    ]
    Stream(page).lose()


def test_the_same_words_twice_are_two_announcements(visitor: Visitor) -> None:
    """A49"""
    page = visitor.open()
    ask(page, LIST)
    page.evaluate("() => { navigator.clipboard.writeText = async () => {}; }")
    expect(page.locator("#status")).not_to_be_empty()
    listen(page)

    for times in (1, 2):
        page.get_by_role("button", name="Kopiera med källor").click()
        page.wait_for_function(
            "times => window.heard.filter(([, text]) => text === 'Svaret är kopierat.').length === times",
            arg=times,
        )

    assert [text for _, text in heard(page)][-3:] == ["Svaret är kopierat.", "", "Svaret är kopierat."]


def test_regions_are_empty_again_and_the_page_says_the_same(visitor: Visitor) -> None:
    """A50"""
    page = visitor.open()
    page.clock.install()
    start(page, REFUSED)
    page.locator("#answer-1:not([aria-busy])").wait_for()
    page.clock.run_for(200)
    expect(page.locator("#status")).to_contain_text("Det hittar jag inget svar på i källorna.")

    page.clock.run_for(5800)

    expect(page.locator("#status")).to_be_empty()
    expect(page.locator("#answer-1")).to_contain_text("Det hittar jag inget svar på i källorna.")


def test_an_error_is_told_once_and_stands_by_its_question(visitor: Visitor) -> None:
    """A51"""
    page = visitor.open()
    listen(page)
    start(page, "Hur mår index?")
    expect(page.locator("#alert")).not_to_be_empty()

    card = page.locator("article.question + article.answer .error-card p")
    expect(card).to_contain_text("Sökindexet saknas eller är skadat.")
    told = [text for region, text in heard(page) if region == "alert" and text]
    assert told == [card.inner_text()]


def test_while_busy_the_button_stays_and_does_nothing(visitor: Visitor) -> None:
    """A52"""
    page = visitor.open(streamed=True)
    page.locator("#question").fill("Vad?")
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    send = page.locator("#send")

    expect(send).to_have_attribute("aria-disabled", "true")
    assert send.get_attribute("disabled") is None
    expect(page.locator("#answer-1")).to_have_attribute("aria-busy", "true")
    page.locator("#question").fill("En till?")
    send.dispatch_event("click")
    assert page.evaluate("window.asked.length") == 1
    Stream(page).begin()
    Stream(page).end()
    expect(page.locator("#answer-1")).not_to_have_attribute("aria-busy", "true")
    expect(send).to_have_attribute("aria-disabled", "false")
    expect(page.locator("#question")).to_have_value("En till?")


def test_the_focus_stays_while_an_answer_arrives(visitor: Visitor) -> None:
    """A28: meanwhile the next question is written, and no character is lost."""
    page = visitor.open(streamed=True)
    start(page, "Vad?")
    stream = Stream(page)
    stream.begin()
    stream.cite(1)
    field = page.locator("#question")

    for number, letter in enumerate("Och sedan?"):
        field.press_sequentially(letter)
        stream.write(f"Stycke {number}.", 1)
        expect(field).to_be_focused()
    stream.end()

    page.locator("#answer-1:not([aria-busy])").wait_for()
    expect(field).to_be_focused()
    expect(field).to_have_value("Och sedan?")
    page.get_by_role("button", name="Till senaste svaret").click()
    expect(page.locator("#answer-1-heading")).to_be_focused()


def test_the_reader_chooses_how_much_is_read_out(visitor: Visitor) -> None:
    page = visitor.open(streamed=True)
    page.locator("#menu-button").click()
    page.get_by_label("hela svaret").check()
    page.keyboard.press("Escape")
    spoken = "Ett långt svar. " * 40

    start(page, "Vad?")
    Stream(page).begin()
    Stream(page).end(spoken)
    expect(page.locator("#status")).to_have_text(spoken.strip())

    page.locator("#menu-button").click()
    page.get_by_label("av", exact=True).check()
    page.keyboard.press("Escape")
    expect(page.locator("#status")).to_be_empty()
    start(page, "Och?")
    Stream(page).begin()
    Stream(page).end(spoken)
    page.locator("#answer-2:not([aria-busy])").wait_for()
    page.wait_for_timeout(300)  # longer than an announcement waits
    expect(page.locator("#status")).to_be_empty()
