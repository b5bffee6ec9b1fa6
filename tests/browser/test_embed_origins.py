"""The chat across three origins: a site that may show it, one that may not, and the service itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, Playwright, expect

from tests.embedding import (
    Places,
    Stage,
    ask,
    chat,
    composer,
    launcher,
    needs_chromium,
    open_panel,
    panel,
    wait_until,
    with_third_party_storage,
)
from tests.hosting import HostPage, HostSite

pytestmark = needs_chromium

# What a careless or hostile host page does to the objects that every script on it shares.
HOSTILE_PROTOTYPES = """
if (window === top) {
    const refuse = () => { throw new Error("a method of the host's"); };
    for (const name of Object.getOwnPropertyNames(Array.prototype))
        if (typeof Array.prototype[name] === "function" && name !== "constructor") Array.prototype[name] = refuse;
    Array.prototype[Symbol.iterator] = refuse;
    Array.prototype.junk = "enumerable";
    Object.defineProperty(Array.prototype, 0, { set: refuse, get: refuse });
    Object.assign(Object.prototype, {
        junk: "enumerable", signal: "none", slotAssignment: "none", attributeFilter: 1, detail: "leak", lang: "xx",
        ns: "tilda", v: 1, type: "close", theme: "polluted", q: { length: 1, 0: ["open"] }, is: 5, once: true,
    });
    Object.prototype.toJSON = refuse;
    NodeList.prototype.forEach = refuse;
    window.JSON = undefined;
}
"""


def frame_of(page: Page) -> Frame:
    return next(frame for frame in page.frames if "/embed" in frame.url)


def require_nothing_stored(page: Page, allowed: bool) -> None:
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    if allowed:
        assert frame_of(page).evaluate("localStorage.length + sessionStorage.length") == 0
    else:
        assert frame_of(page).evaluate("try { localStorage } catch (error) { error.name }") == "SecurityError"


@pytest.mark.parametrize("way", ["loader", "iframe"])
@pytest.mark.parametrize("storage", ["blocked", "allowed"])
def test_an_allowed_site_with_the_strictest_policy_shows_a_chat_that_works(
    stage: Stage, playwright_driver: Playwright, tmp_path: Path, way: str, storage: str
) -> None:
    def require_a_working_chat(page: Page) -> None:
        if way == "loader":
            open_panel(page)
        composer(page).wait_for()
        require_nothing_stored(page, storage == "allowed")
        ask(page, "Vilka råd ger Louise?")
        expect(chat(page).locator("#answer-1 .chip").first).to_be_visible()
        assert page.context.cookies() == []

    body = stage.loader() if way == "loader" else stage.iframe()
    if storage == "blocked":
        require_a_working_chat(stage.open(body))
    else:
        with with_third_party_storage(playwright_driver, tmp_path / "profile") as context:
            require_a_working_chat(stage.open(body, context=context))


def test_the_policy_of_these_tests_would_be_noticed_if_it_were_broken(stage: Stage) -> None:
    """The control: the console does tell of an inline style and of markup from a string."""
    page = stage.open('<p style="color: red">Röd</p>')
    page.evaluate("try { document.body.innerHTML = '<b>' } catch {}")

    stage.require_complaint(page, "inline style")
    stage.require_complaint(page, "TrustedHTML")


@pytest.mark.parametrize("way", ["loader", "iframe"])
def test_a_site_that_is_not_allowed_gets_no_chat(stage: Stage, way: str) -> None:
    body = stage.loader() if way == "loader" else stage.iframe()
    page = stage.open(body, site=stage.places.stranger, policy="", has_clock=way == "loader")

    if way == "loader":
        launcher(page).click()
        page.clock.run_for(10_000)
        expect(panel(page).get_by_role("link", name="Chatten kunde inte laddas.")).to_be_visible()
    wait_until(page, "document.querySelector('iframe, tilda-chat')")
    expect(chat(page).locator("#question")).to_have_count(0)
    page.wait_for_load_state()
    stage.require_complaint(page, "frame-ancestors")


def test_a_site_that_is_allowed_inside_one_that_is_not_gets_no_chat(stage: Stage) -> None:
    stage.places.host.pages["/inner"] = HostPage(stage.iframe())

    page = stage.open(
        f'<iframe id="outer" src="{stage.places.host.url}/inner"></iframe>',
        site=stage.places.stranger,
        policy="",
    )
    page.wait_for_load_state()

    inner = page.frame_locator("#outer").frame_locator("iframe")
    expect(inner.locator("#question")).to_have_count(0)
    stage.require_complaint(page, "frame-ancestors")


def test_the_page_of_its_own_is_framed_by_nobody(stage: Stage) -> None:
    page = stage.open(f'<iframe src="{stage.places.service}/"></iframe>')

    page.wait_for_load_state()

    expect(chat(page).locator("#question")).to_have_count(0)
    stage.require_complaint(page, "frame-ancestors 'none'")


def test_the_documented_sandboxed_frame_works(stage: Stage) -> None:
    page = stage.open(stage.snippet("<iframe "))
    assert "allow-scripts allow-same-origin" in str(page.locator("iframe").get_attribute("sandbox"))

    ask(page, "Vilka råd ger Louise?")
    expect(chat(page).locator("#answer-1 .chip").first).to_be_visible()

    page.context.route("https://example.org/**", lambda route: route.fulfill(body="Originalet"))
    with page.context.expect_page() as opened:
        chat(page).locator("a[href^='https://example.org/']").first.click()
    expect(opened.value.get_by_text("Originalet")).to_be_visible()


def test_the_documented_snippets_work_together(stage: Stage) -> None:
    script = stage.snippet('<script async src="https://chatt.example.se/widget/v1')
    page = stage.open(stage.snippet("<a ") + script)
    wait_until(page, "window.Tilda")

    page.get_by_role("link", name="Fråga Tilda").click()

    expect(composer(page)).to_be_focused()


def test_the_documented_policy_is_the_one_these_tests_run_under(stage: Stage) -> None:
    for source in stage.snippet("script-src").strip().split("; "):
        assert source in stage.places.strict_policy.split("; ")


def test_the_documented_listener_gives_the_frame_the_height_of_its_content(stage: Stage) -> None:
    listener = stage.snippet("const frame = ")
    page = stage.open(stage.iframe(), policy="")
    composer(page).wait_for()
    page.evaluate(f"() => {{ {listener} }}")

    ask(page, "Vilka råd ger Louise?")

    wait_until(frame_of(page), "document.scrollingElement.scrollHeight <= innerHeight && innerHeight > 640")
    assert 640 < int(page.locator("iframe").get_attribute("height") or 0) < 4000

    frame_of(page).evaluate(
        "h => parent.postMessage({ns: 'tilda', v: 1, type: 'resize', payload: {h}}, location.ancestorOrigins[0])",
        9999,
    )
    expect(page.locator("iframe")).to_have_attribute("height", "4000")


def test_a_plain_frame_is_fully_useful_when_the_host_says_nothing(stage: Stage) -> None:
    """No script of the host's runs at all."""
    page = stage.open(
        stage.iframe("lang=nb&mode=inline"), policy=f"default-src 'none'; frame-src {stage.places.service}"
    )

    ask(page, "Hvilke råd gir Louise?")

    expect(chat(page).locator("html")).to_have_attribute("lang", "nb")
    expect(chat(page).locator("#answer-1 .chip").first).to_be_visible()
    ask(page, "Hva koster det?")
    expect(chat(page).locator("article.answer")).to_have_count(2)
    assert not chat(page).get_by_role("button", name="Lukk", exact=True).is_visible()


FORGED = [
    {"ns": "tilda", "v": 1, "type": "close"},
    {"ns": "tilda", "v": 1, "type": "ready", "payload": {"lang": "sv", "mode": "panel"}},
    {"ns": "tilda", "v": 1, "type": "resize", "payload": {"h": 4000}},
    {"ns": "tilda", "v": 1, "type": "unread", "payload": {"n": 7}},
    {"ns": "tilda", "v": 1, "type": "prefill", "payload": {"text": "Förfalskat"}},
    {"ns": "tilda", "v": 1, "type": "lang", "payload": {"lang": "en"}},
    {"ns": "tilda", "v": 1, "type": "theme", "payload": {"scheme": "dark"}},
    {"ns": "tilda", "v": 1, "type": "auth", "payload": {"token": "förfalskad"}},
]


# Says each message to its parent and to every frame beside it, then that this was all.
SAY_TO_ALL = """([messages, times]) => {
    const targets = [parent];
    for (let n = 0; n < parent.length; n += 1) if (parent[n] !== window) targets.push(parent[n]);
    for (const target of targets) {
        for (let n = 0; n < times; n += 1) for (const message of messages) target.postMessage(message, "*");
        target.postMessage("that was all", "*");
    }
}"""
LISTEN = """window.hasHeardAll = false;
addEventListener("message", (event) => { hasHeardAll ||= event.data === "that was all"; });
"""
TELL = """window.told = [];
for (const name of ["ready", "close", "unread", "conversation", "auth-needed"])
    document.addEventListener(`tilda:${name}`, () => told.push(name));
"""


def open_beside(stage: Stage, body: str, site: HostSite) -> tuple[Page, Frame]:
    """A host page with the chat and another frame, from `site`; each frame knows when it has heard all."""
    site.pages["/other"] = HostPage('<!doctype html><html lang="sv"><title>Annat</title>')
    other = f'<iframe title="Annat" src="{site.url}/other"></iframe>'
    page = stage.open(body + other, policy="", before=LISTEN + TELL)
    page.wait_for_load_state()
    return page, next(frame for frame in page.frames if frame.url.endswith("/other"))


def require_an_untouched_chat(page: Page) -> None:
    expect(composer(page)).to_have_value("")
    expect(chat(page).locator("html")).to_have_attribute("lang", "sv")
    expect(chat(page).locator("html")).to_have_attribute("data-theme", "auto")


def test_messages_to_the_widget_from_anyone_else_change_nothing(stage: Stage) -> None:
    page, stranger = open_beside(stage, stage.loader(), stage.places.stranger)
    open_panel(page)
    page.evaluate("told.length = 0")

    stranger.evaluate(SAY_TO_ALL, [FORGED, 1])
    wait_until(page, "hasHeardAll")
    page.evaluate("hasHeardAll = false")
    page.evaluate(SAY_TO_ALL, [FORGED, 1])  # the host's own window is its parent
    wait_until(page, "hasHeardAll")

    expect(panel(page)).to_be_visible()
    expect(launcher(page)).to_have_text("Fråga Tilda")
    assert page.evaluate("told") == []
    require_an_untouched_chat(page)


@pytest.mark.parametrize("whose", ["stranger", "host"])
def test_messages_to_a_plain_frame_from_anyone_but_its_parent_change_nothing(
    stage: Stage, whose: str
) -> None:
    """Not even from the allowed origin, when it is another window."""
    page, other = open_beside(stage, stage.iframe(), getattr(stage.places, whose))
    composer(page).wait_for()

    other.evaluate(SAY_TO_ALL, [FORGED, 1])

    wait_until(frame_of(page), "hasHeardAll")
    require_an_untouched_chat(page)


def test_a_frame_that_was_led_to_another_site_is_not_the_chat_any_more(stage: Stage) -> None:
    page, _ = open_beside(stage, stage.loader(), stage.places.stranger)
    open_panel(page)
    page.evaluate("told.length = 0")

    frame = frame_of(page)
    frame.goto(f"{stage.places.stranger.url}/other")
    frame.evaluate(SAY_TO_ALL, [FORGED, 1])
    wait_until(page, "hasHeardAll")

    assert page.evaluate("told") == []
    expect(panel(page)).to_be_visible()


ODD: list[object] = [
    None,
    5,
    "close",
    [],
    {},
    {"ns": "tilda"},
    {"ns": "other", "v": 1, "type": "prefill", "payload": {"text": "x"}},
    {"ns": "tilda", "v": 2, "type": "prefill", "payload": {"text": "x"}},
    {"ns": "tilda", "v": "1", "type": "prefill", "payload": {"text": "x"}},
    {"ns": "tilda", "v": 1, "type": "constructor", "payload": {}},
    {"ns": "tilda", "v": 1, "type": ["prefill"], "payload": {"text": "x"}},
    {"ns": "tilda", "v": 1, "type": "prefill", "payload": {"text": "x" * 501}},
    {"ns": "tilda", "v": 1, "type": "prefill", "payload": {"text": {"x": 1}}},
    {"ns": "tilda", "v": 1, "type": "prefill"},
    {"ns": "tilda", "v": 1, "type": "theme", "payload": {"scheme": "<b>"}},
    {"ns": "tilda", "v": 1, "type": "lang", "payload": {"lang": "da"}},
    {"ns": "tilda", "v": 1, "type": "lang", "payload": "nb"},
]
SAY_TO_FRAME = """([messages, times]) => {
    const frame = document.querySelector("iframe").contentWindow;
    for (let n = 0; n < times; n += 1) for (const message of messages) frame.postMessage(message, "*");
    frame.postMessage("that was all", "*");
}"""


def test_what_the_host_may_say_is_heard_and_everything_else_is_ignored(stage: Stage) -> None:
    page = stage.open(stage.iframe(), before=LISTEN)
    composer(page).wait_for()

    page.evaluate(SAY_TO_FRAME, [ODD, 1])
    wait_until(frame_of(page), "hasHeardAll")
    require_an_untouched_chat(page)

    page.evaluate(
        SAY_TO_FRAME, [[{"ns": "tilda", "v": 1, "type": "prefill", "payload": {"text": "Vilka råd?"}}], 1]
    )
    expect(composer(page)).to_have_value("Vilka råd?")
    page.evaluate(
        SAY_TO_FRAME, [[{"ns": "tilda", "v": 1, "type": "theme", "payload": {"scheme": "dark"}}], 1]
    )
    expect(chat(page).locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate(SAY_TO_FRAME, [[{"ns": "tilda", "v": 1, "type": "open"}], 1])
    expect(composer(page)).to_be_focused()
    expect(chat(page).locator("article")).to_have_count(0)  # nothing was sent


def test_ten_thousand_messages_at_once_do_no_harm(stage: Stage) -> None:
    """To the widget from a stranger, and to a frame from the host that it trusts."""
    page, stranger = open_beside(stage, stage.loader(), stage.places.stranger)
    open_panel(page)
    page.evaluate("told.length = 0")
    stranger.evaluate(SAY_TO_ALL, [FORGED, 10_000 // len(FORGED)])
    wait_until(page, "hasHeardAll")
    assert page.evaluate("told") == []
    ask(page, "Vilka råd ger Louise?")

    framed = stage.open(stage.iframe(), before=LISTEN)
    composer(framed).wait_for()
    frame_of(framed).evaluate(
        """() => {
            window.changes = 0;
            new MutationObserver((records) => { changes += records.length })
                .observe(document.documentElement, { attributes: true });
        }"""
    )
    messages = [{"ns": "tilda", "v": 1, "type": "theme", "payload": {"scheme": s}} for s in ("dark", "light")]
    started = frame_of(framed).evaluate("performance.now()")
    framed.evaluate(SAY_TO_FRAME, [messages + ODD[:8], 1_000])
    wait_until(frame_of(framed), "hasHeardAll && document.documentElement.dataset.theme === 'light'")
    seconds = (frame_of(framed).evaluate("performance.now()") - started) / 1000
    assert frame_of(framed).evaluate("changes") <= 2 + 10 * seconds
    ask(framed, "Vilka råd ger Louise?")


def test_two_widgets_live_side_by_side(stage: Stage) -> None:
    second = "<style>#second { --tilda-x: 30em }</style><tilda-chat id='second' lang='nb'></tilda-chat>"
    page = stage.open(
        second + "<tilda-chat id='first'></tilda-chat>" + stage.loader("data-manual"), policy=""
    )
    one, two = page.locator("#first"), page.locator("#second")

    for widget in (one, two):
        widget.locator("#launcher").click()
        widget.frame_locator("iframe").locator("#question").wait_for()
    two.frame_locator("iframe").locator("#question").fill("Hvilke råd gir Louise?")
    two.frame_locator("iframe").locator("#question").press("Enter")
    two.frame_locator("iframe").locator("#answer-1 .chip").first.wait_for()

    expect(one.frame_locator("iframe").locator("article")).to_have_count(0)
    two.frame_locator("iframe").locator("#question").press("Escape")
    expect(two.locator("#launcher")).to_be_focused()
    expect(two.locator("#panel")).to_be_hidden()
    expect(one.locator("#panel")).to_be_visible()


def test_a_host_page_that_rewrote_its_prototypes_does_no_harm(stage: Stage) -> None:
    page = stage.open(stage.loader() + stage.loader(), before=HOSTILE_PROTOTYPES)

    launcher(page).click()
    composer(page).and_(chat(page).locator(":focus")).wait_for()

    ask(page, "Vilka råd ger Louise?")
    expect(chat(page).locator("#answer-1 .chip").first).to_be_visible()
    composer(page).press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    expect(page.locator("tilda-chat")).to_have_count(1)


def test_an_idle_chat_asks_for_nothing_and_keeps_nothing_open(stage: Stage) -> None:
    page = stage.open(stage.loader(), has_clock=True)
    open_panel(page)
    with page.expect_request_finished(lambda request: request.url.endswith("/answer_text.js")):
        ask(page, "Vilka råd ger Louise?")  # the first answer loads what copies and saves it
    page.clock.run_for(1_000)
    asked = len(stage.requests)

    page.clock.fast_forward(3_600_000)

    assert len(stage.requests) == asked
    assert stage.pending == set()
    assert page.context.cookies() == []


def test_the_height_is_told_at_most_ten_times_a_second_within_its_limits(stage: Stage) -> None:
    page = stage.open(
        stage.iframe(),
        before="window.heights = []; addEventListener('message', ({ data }) => {"
        " if (data.type === 'resize') heights.push(data.payload.h) });",
    )
    composer(page).wait_for()

    seconds = frame_of(page).evaluate(
        """async () => {
            const { connectToHost } = await import("/widget/frame_protocol.js");
            const { allowed_origins: allowed } = JSON.parse(document.getElementById("config").textContent);
            const host = connectToHost({ allowed, mode: "inline", lang: "sv", handlers: {} });
            const started = performance.now();
            for (let height = 1; performance.now() - started < 500; height += 7) {
                host.resize(height + 0.4);
                if (height % 100 === 0) await new Promise((done) => setTimeout(done));
            }
            host.resize(99999);
            return (performance.now() - started) / 1000;
        }"""
    )

    wait_until(page, "heights.at(-1) === 4000")
    heights = page.evaluate("heights")
    assert heights[0] >= 240
    assert all(isinstance(height, int) and 240 <= height <= 4000 for height in heights)
    assert len(heights) <= 3 + 10 * seconds


def test_only_the_list_of_frame_ancestors_is_believed(stage: Stage, embed_places: Places) -> None:
    page = stage.open(stage.iframe())
    composer(page).wait_for()
    cases = [
        ("https://a.se", ["https://a.se"], True),
        ("https://a.se", ["http://a.se"], True),  # as in frame-ancestors: https is as good
        ("http://a.se", ["https://a.se"], False),
        ("https://a.se:8443", ["https://a.se"], False),
        ("https://x.a.se", ["https://*.a.se"], True),
        ("https://x.y.a.se", ["https://*.a.se"], True),
        ("https://a.se", ["https://*.a.se"], False),
        ("https://xa.se", ["https://*.a.se"], False),
        ("https://.a.se", ["https://*.a.se"], False),
        ("https://x.a.se:8443", ["https://*.a.se:8443"], True),
        ("https://x.a.se", ["https://*.a.se:8443"], False),
        ("https://x.a.se.evil.se", ["https://*.a.se"], False),
        ("null", ["https://a.se"], False),
        ("https://a.se", [], False),
    ]

    answers = frame_of(page).evaluate(
        """async (cases) => {
            const { isAllowed } = await import("/widget/frame_protocol.js");
            return cases.map(([origin, sources]) => isAllowed(origin, sources));
        }""",
        [[origin, sources] for origin, sources, _ in cases],
    )

    assert answers == [expected for _, _, expected in cases]
