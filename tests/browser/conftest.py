"""What the tests of the embedded chat share, each started once a module: two drivers cannot share a thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.chatting import Visitor, visiting
from tests.embedding import PATIENCE, Places, Stage, launched, places, stage_in
from tests.running import Running, running_server

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def embed_places() -> Iterator[Places]:
    with places() as three:
        yield three


@pytest.fixture(scope="module")
def embed_browser(playwright_driver: Playwright) -> Iterator[Browser]:
    with launched(playwright_driver) as browser:
        yield browser


@pytest.fixture
def stage(embed_places: Places, embed_browser: Browser) -> Iterator[Stage]:
    with stage_in(embed_places, embed_browser) as stage:
        yield stage


@pytest.fixture(scope="module")
def chat_server() -> Iterator[Running]:
    with running_server() as running:
        yield running


@pytest.fixture
def visitor(embed_browser: Browser, chat_server: Running) -> Iterator[Visitor]:
    with visiting(embed_browser, chat_server.url) as visitor:
        yield visitor
