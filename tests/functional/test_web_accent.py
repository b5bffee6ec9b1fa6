"""The operator's accent reaches the page as a stylesheet."""

from __future__ import annotations

from app.settings import load_settings
from tests.web import Browser


def test_without_an_accent_the_page_asks_for_no_stylesheet_of_it() -> None:
    assert "accent.css" not in Browser().get("/").text
    assert Browser().get("/widget/accent.css").text == ""


def test_an_accent_for_light_mode_leaves_dark_mode_alone() -> None:
    browser = Browser(settings=load_settings(accent="#8A1538"))
    response = browser.get("/widget/accent.css")

    assert '<link rel="stylesheet" href="/widget/accent.css">' in browser.get("/embed").text
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    made = "--accent: #8a1538; --accent-hover: #68102a; --accent-soft: #f1e3e7; --user: #ecdadf; --link: #8a1538;"
    assert response.text == (
        f'@media (prefers-color-scheme: light) {{ :root:root:not([data-theme="dark"]) {{ {made} }} }}\n'
        f':root:root[data-theme="light"] {{ {made} }}\n'
    )


def test_both_modes_have_their_own() -> None:
    settings = load_settings(accent="#8a1538", accent_dark="#f4a6bd")
    styles = Browser(settings=settings).get("/widget/accent.css").text

    assert styles.count("--accent: #8a1538;") == styles.count("--accent: #f4a6bd;") == 2
