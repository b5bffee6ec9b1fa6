"""The loader on a host page, rule by rule: E1 to E12 of the embedding contract in docs/embedding.md."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.embedding import (
    DESKTOP,
    PHONE,
    Stage,
    ask,
    chat,
    composer,
    launcher,
    needs_chromium,
    open_panel,
    panel,
    wait_until,
)

pytestmark = needs_chromium

STUB = "window.Tilda = window.Tilda || function () { (Tilda.q = Tilda.q || []).push(arguments); };"
EVENTS = """
window.told = [];
for (const name of ["ready", "open", "close", "unread", "conversation", "auth-needed"])
    document.addEventListener(`tilda:${name}`, (event) => told.push([name, event.detail]));
"""
# In the frame: what the host said.
HEARD = "window.heard = []; addEventListener('message', (event) => heard.push(event.data));"


def told(page: Page) -> list[str]:
    events: list[list[str | None]] = page.evaluate("told")
    assert all(detail is None for _, detail in events), "an event carries no id and no text"
    return [str(name) for name, _ in events]


def heard(page: Page, kind: str) -> list[object]:
    messages: list[dict[str, object]] = page.frames[1].evaluate("heard")
    assert all(message["ns"] == "tilda" and message["v"] == 1 for message in messages)
    return [message["payload"] for message in messages if message["type"] == kind]


def test_e1_a_second_load_adds_no_second_launcher(stage: Stage) -> None:
    page = stage.open(stage.loader() + stage.loader('data-lang="nb"'))

    launcher(page).wait_for()
    page.wait_for_load_state("networkidle")

    expect(page.locator("tilda-chat")).to_have_count(1)
    open_panel(page)
    expect(page.locator("tilda-chat iframe")).to_have_count(1)


def test_e1_a_page_that_swaps_its_body_gets_its_launcher_back(stage: Stage) -> None:
    page = stage.open(stage.loader(), policy="")
    launcher(page).wait_for()

    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.src = document.querySelector("script").src;
            document.body.replaceChildren(script);
        }"""
    )

    open_panel(page)
    expect(page.locator("tilda-chat")).to_have_count(1)


def test_a_copy_of_the_script_can_name_the_service(stage: Stage) -> None:
    elsewhere = stage.places.service.replace("localhost", "127.0.0.1")
    script = (
        f'<script async src="{elsewhere}/widget/v1/tilda.js" data-base="{stage.places.service}"></script>'
    )
    page = stage.open(script, policy="")

    open_panel(page)

    assert page.frames[1].url.startswith(f"{stage.places.service}/embed?")
    stage.require_complaint(page, f"request: {elsewhere}/widget/v1/tilda.js")


def test_e2_before_it_is_opened_the_loader_is_all_that_is_fetched_and_nothing_is_stored(stage: Stage) -> None:
    page = stage.open(stage.loader())

    launcher(page).wait_for()
    page.wait_for_load_state("networkidle")

    assert stage.service_requests() == ["/widget/v1/tilda.js"]
    assert len(page.frames) == 1
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_e2_a_prefetched_chat_is_there_before_it_is_opened(stage: Stage) -> None:
    page = stage.open(stage.loader("data-prefetch"), before=EVENTS)

    wait_until(page, "told.length")

    assert told(page) == ["ready"]
    assert "/embed" in stage.service_requests()
    open_panel(page)


@pytest.mark.parametrize(
    ("lang", "shown", "label"),
    [
        ("sv", "sv", "Fråga Tilda"),
        ("no", "nb", "Spør Tilda"),
        ("nn-NO", "nn", "Spør Tilda"),
        ("en", "en", "Ask Tilda"),
        ("fi", "sv", "Fråga Tilda"),
    ],
)
def test_e3_the_launcher_is_a_button_with_visible_text_in_the_host_pages_language(
    stage: Stage, lang: str, shown: str, label: str
) -> None:
    page = stage.open(stage.loader(), lang=lang)

    button = page.get_by_role("button", name=label, exact=True)

    expect(button).to_have_text(label)
    expect(button).to_have_attribute("lang", shown)
    expect(button).to_have_attribute("aria-haspopup", "dialog")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_have_attribute("aria-controls", "panel")
    assert button.evaluate("button => button.getBoundingClientRect().height") >= 48


def test_e3_the_launchers_words_place_and_language_can_be_chosen(stage: Stage) -> None:
    page = stage.open(
        stage.loader('data-lang="nb" data-label="Spør om tillit" data-position="left"'), lang="en"
    )

    button = page.get_by_role("button", name="Spør om tillit", exact=True)

    expect(button).to_have_attribute("lang", "nb")
    assert button.evaluate("button => button.getBoundingClientRect().left") == 16


def test_e3_the_launcher_is_in_the_tab_order(stage: Stage) -> None:
    page = stage.open(stage.loader())
    launcher(page).wait_for()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    expect(launcher(page)).to_be_focused()


def test_e4_beside_the_page_the_panel_is_a_named_dialog_that_is_not_modal(stage: Stage) -> None:
    page = stage.open(stage.loader('data-lang="nb"'))

    open_panel(page)

    dialog = page.get_by_role("dialog", name="Chat med Tilda, KI-assistent", exact=True)
    expect(dialog).to_have_attribute("lang", "nb")
    assert dialog.get_attribute("aria-modal") is None
    assert page.locator("[inert]").count() == 0
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("size", [PHONE, (640, 400), (320, 256)], ids=str)
def test_e4_a_panel_that_fills_the_viewport_is_modal(stage: Stage, size: tuple[int, int]) -> None:
    page = stage.open('<footer inert id="was-inert">Fot</footer>' + stage.loader(), size=size)

    open_panel(page)

    expect(panel(page)).to_have_attribute("aria-modal", "true")
    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    assert page.evaluate("[...document.body.children].filter(e => !e.inert).map(e => e.localName)") == [
        "tilda-chat"
    ]
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert page.evaluate("[...document.querySelectorAll('[inert]')].map(e => e.id)") == ["was-inert"]


def test_e4_a_panel_deep_in_the_page_keeps_its_own_branch_alive(stage: Stage) -> None:
    body = '<div id="outer"><p id="beside"></p><div id="inner"><tilda-chat></tilda-chat></div></div>'
    page = stage.open(body + stage.loader("data-manual"), size=PHONE)

    open_panel(page)

    assert page.evaluate("['outer', 'inner', 'beside'].map(id => document.getElementById(id).inert)") == [
        False,
        False,
        True,
    ]


def test_e4_the_panel_becomes_modal_and_ceases_to_be_so_with_the_size_of_the_window(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)

    page.set_viewport_size({"width": 390, "height": 844})
    expect(panel(page)).to_have_attribute("aria-modal", "true")
    expect(page.locator("main")).to_have_attribute("inert", "")

    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    expect(page.locator("main:not([inert])")).to_have_count(1)
    assert panel(page).get_attribute("aria-modal") is None


def test_e7_styles_are_adopted_and_no_element_has_a_style_attribute(stage: Stage) -> None:
    page = stage.open(stage.loader())

    open_panel(page)

    assert page.evaluate("document.querySelector('tilda-chat').shadowRoot.adoptedStyleSheets.length") == 1
    assert page.evaluate(
        "[document, document.querySelector('tilda-chat').shadowRoot]"
        ".every(root => !root.querySelector('style, link, [style], [onclick]'))"
    )


def test_e8_tokens_and_parts_are_the_hosts_to_set(stage: Stage) -> None:
    theme = """<style>
        tilda-chat { --tilda-z: 7; --tilda-x: 40px; --tilda-y: 60px;
            --tilda-accent: #7a1f5c; --tilda-on-accent: #ffffff }
        tilda-chat::part(launcher) { letter-spacing: 1px }
        tilda-chat::part(panel) { border-width: 4px }
    </style>"""
    page = stage.open(stage.loader(), head=theme, policy="")

    open_panel(page)

    style = launcher(page).evaluate(
        "button => (({zIndex, right, bottom, backgroundColor, color, letterSpacing}) =>"
        " [zIndex, right, bottom, backgroundColor, color, letterSpacing])(getComputedStyle(button))"
    )
    assert style == ["7", "40px", "60px", "rgb(122, 31, 92)", "rgb(255, 255, 255)", "1px"]
    assert panel(page).evaluate("panel => getComputedStyle(panel).borderTopWidth") == "4px"


def test_e8_an_accent_without_contrast_is_refused_with_its_figures(stage: Stage) -> None:
    theme = "<style>tilda-chat { --tilda-accent: #ffd400; --tilda-on-accent: #ffffff }</style>"
    page = stage.open(stage.loader(), head=theme, policy="")

    launcher(page).wait_for()

    # #ffd400 on white, by the definition: 1.05 / (0.2126 + 0.7152 · 0.6584 + 0.05) = 1.43
    stage.require_complaint(
        page, "console: --tilda-accent refused: contrast 1.43 to text, not 4.5; 1.43 to border, not 3"
    )
    expect(launcher(page)).to_have_css("background-color", "rgb(11, 83, 100)")


def test_e9_a_frame_that_does_not_speak_within_ten_seconds_is_replaced_by_a_link(stage: Stage) -> None:
    page = stage.open(stage.loader('data-lang="nn"'), site=stage.places.stranger, policy="", has_clock=True)
    launcher(page).click()

    page.clock.run_for(5_000)
    expect(panel(page).get_by_role("link")).to_be_hidden()
    page.clock.run_for(5_000)

    link = panel(page).get_by_role("alert").get_by_role("link")
    expect(link).to_have_text("Chatten kunne ikkje lastast. Opne han i ei ny fane.")
    expect(link).to_have_attribute("href", f"{stage.places.service}/?lang=nn")
    expect(link).to_have_attribute("target", "_blank")
    expect(page.locator("iframe")).to_have_css("visibility", "hidden")
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("button", name="Lukk")).to_be_focused()
    page.keyboard.press("Enter")
    expect(launcher(page)).to_be_focused()
    stage.require_complaint(page, "frame-ancestors")


def test_e9_opened_again_it_tries_again(stage: Stage) -> None:
    embed = re.compile("/embed")
    page = stage.open(stage.loader(), has_clock=True)
    page.route(embed, lambda route: route.abort())
    launcher(page).click()
    page.clock.run_for(10_000)
    expect(panel(page).get_by_role("link")).to_be_visible()
    page.unroute(embed)

    page.keyboard.press("Escape")
    open_panel(page)

    expect(panel(page).get_by_role("link")).to_be_hidden()
    stage.forgive("Failed to load resource")


def test_e10_in_print_there_is_neither_launcher_nor_panel(stage: Stage) -> None:
    page = stage.open(stage.loader())
    open_panel(page)

    page.emulate_media(media="print")

    expect(launcher(page)).to_be_hidden()
    expect(panel(page)).to_be_hidden()


def test_e10_the_panel_measures_400_by_640_with_its_border(stage: Stage) -> None:
    page = stage.open(stage.loader())

    open_panel(page)

    box = panel(page).bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (400, 640)


def test_e10_an_element_that_is_removed_leaves_nothing_behind(stage: Stage) -> None:
    page = stage.open(stage.loader(), size=PHONE, before=EVENTS)
    open_panel(page)

    page.evaluate("window.removed = document.querySelector('tilda-chat'); removed.remove()")

    assert page.locator("[inert]").count() == 0
    assert len(page.frames) == 1
    page.evaluate("told.length = 0")
    page.keyboard.press("Escape")
    page.evaluate("Tilda('open'); removed.open()")
    assert told(page) == []
    page.evaluate("document.body.append(removed)")
    expect(panel(page)).to_be_hidden()
    open_panel(page)
    assert page.evaluate("told.length") == 2  # open, and ready


def test_e11_commands_from_before_the_script_are_obeyed(stage: Stage) -> None:
    before = (
        EVENTS + STUB + "Tilda('set', {lang: 'en', theme: 'dark'}); Tilda('auth', 'signed'); Tilda('open');"
    )

    page = stage.open(stage.loader(), before=f"if (window === top) {{ {before} }} else {{ {HEARD} }}")

    expect(page.get_by_role("dialog", name="Chat with Tilda, AI assistant", exact=True)).to_be_visible()
    composer(page).and_(chat(page).locator(":focus")).wait_for()
    assert told(page) == ["open", "ready"]
    assert "lang=en&theme=dark" in page.frames[1].url
    assert "signed" not in page.frames[1].url
    assert heard(page, "auth") == [{"token": "signed"}]
    ask(page, "Vilka råd ger Louise?")
    (asked,) = [request for request in stage.requests if request.url.endswith("/api/v1/answers")]
    assert asked.header_value("authorization") == "Bearer signed"


def test_e11_a_token_that_is_refused_is_asked_for_again(stage: Stage) -> None:
    page = stage.open(stage.loader(), before=EVENTS)
    open_panel(page)
    page.route(re.compile("/api/v1/answers$"), lambda route: route.fulfill(status=401))

    composer(page).fill("Vilka råd ger Louise?")
    composer(page).press("Enter")

    wait_until(page, "told.some(([name]) => name === 'auth-needed')")
    expect(chat(page).get_by_text("Du behöver logga in på intranätet igen.").first).to_be_visible()
    expect(composer(page)).to_have_value("Vilka råd ger Louise?")
    stage.forgive("status of 401")


def test_e11_language_and_theme_can_change_while_the_chat_is_open(stage: Stage) -> None:
    page = stage.open(stage.loader(), before=f"if (window !== top) {{ {HEARD} }}")
    open_panel(page)
    ask(page, "Vilka råd ger Louise?")

    page.evaluate("Tilda('set', {lang: 'nb'}); Tilda('set', {theme: 'dark'})")

    expect(launcher(page)).to_have_text("Spør Tilda")
    expect(page.get_by_role("dialog", name="Chat med Tilda, KI-assistent", exact=True)).to_be_visible()
    expect(page.locator("tilda-chat iframe")).to_have_attribute("title", "Chat med Tilda, KI-assistent")
    wait_until(page.frames[1], "heard.some(({payload}) => payload?.scheme === 'dark')")
    expect(chat(page).locator("html")).to_have_attribute("lang", "nb")
    expect(chat(page).locator("html")).to_have_attribute("data-theme", "dark")
    expect(chat(page).get_by_role("heading", name="Spørsmålet ditt 1")).to_have_count(1)
    assert heard(page, "lang") == [{"lang": "nb"}]
    assert heard(page, "theme") == [{"scheme": "auto"}, {"scheme": "dark"}]


def test_e11_events_tell_what_happened_without_ids_or_text(stage: Stage) -> None:
    page = stage.open(stage.loader(), before=EVENTS)
    open_panel(page)
    waiting: list[Route] = []
    page.route(re.compile("/api/v1/answers$"), lambda route: waiting.append(route))

    composer(page).fill("Vilka råd ger Louise?")
    composer(page).press("Enter")
    wait_until(page, "told.length === 3")
    launcher(page).click()
    expect(panel(page)).to_be_hidden()
    while not waiting:  # the request is on its way, and the driver tells of it while it waits
        page.wait_for_timeout(20)
    waiting[0].continue_()

    expect(launcher(page)).to_have_text("Fråga Tilda (1)")
    assert told(page) == ["open", "ready", "conversation", "close", "unread"]
    launcher(page).click()
    expect(launcher(page)).to_have_text("Fråga Tilda")


def test_e11_a_command_that_does_not_exist_does_nothing(stage: Stage) -> None:
    page = stage.open(stage.loader(), before=EVENTS)
    launcher(page).wait_for()

    page.evaluate(
        "Tilda(); Tilda('remove'); Tilda('constructor'); Tilda('set'); Tilda('set', null); Tilda('auth')"
    )

    expect(panel(page)).to_be_hidden()
    assert told(page) == []


def test_e12_an_ordinary_link_opens_the_panel(stage: Stage) -> None:
    link = f'<p><a href="{stage.places.service}/" data-tilda-open>Fråga Tilda om <b>tillit</b></a></p>'
    page = stage.open(link + stage.loader('data-launcher="none"'))
    wait_until(page, "window.Tilda")

    page.get_by_text("tillit").click()

    expect(panel(page)).to_be_visible()
    expect(launcher(page)).to_be_hidden()
    composer(page).and_(chat(page).locator(":focus")).wait_for()
    assert page.url.startswith(stage.places.host.url)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Fråga Tilda om tillit")).to_be_focused()


SHIFT = """() => new Promise(done => {
    let sum = 0;
    const add = entries => { for (const entry of entries) sum += entry.value; };
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    const wait = (frames) => {
        if (frames) return requestAnimationFrame(() => wait(frames - 1));
        add(observer.takeRecords());
        done(sum);
    };
    wait(4);
})"""


def test_the_launcher_does_not_shift_the_host_page(stage: Stage) -> None:
    page = stage.open(f"<p>{'Text. ' * 2000}</p>" + stage.loader())
    open_panel(page)

    assert page.evaluate(SHIFT) == 0

    # The control: a shift would be seen.
    page.evaluate("document.body.prepend(...[...Array(20)].map(() => document.createElement('h2')))")
    page.evaluate("document.querySelectorAll('h2').forEach(heading => heading.append('Nytt'))")
    while page.evaluate(SHIFT) == 0:  # told when the browser comes to it
        page.wait_for_timeout(20)
