"""The statements in Chromium: no violation, no script, nothing sideways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from app.web.statements import STATEMENTS
from tests.embedding import AXE_OPTIONS, needs_chromium
from tests.running import Running, running_server

pytestmark = needs_chromium
ADDRESSES = [f"{page.path}?lang={language}" for page in STATEMENTS for language in page.languages]
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 320))


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server(contact="tillganglighet@odeby.se", accent="#8a1538") as running:
        yield running


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_statement_is_accessible(
    embed_browser: Browser, server: Running, scheme: Literal["light", "dark"], width: int
) -> None:
    context = embed_browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for address in ADDRESSES:
        page.goto(server.url + address)
        found = Axe().run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("document.scripts.length") == 0

    context.close()
    assert complaints == []
