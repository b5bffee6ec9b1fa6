"""The framable page: who may frame it, and what its address may say."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest

from app.settings import Settings, load_settings
from app.version import VERSION
from tests.web import Browser

ORIGINS = "https://intranet.kommun.se,https://*.kommune.no:8443,https://kommun.sharepoint.com"
ALLOWED = ORIGINS.replace("https://*.kommune.no:8443", "https://*.oslo.kommune.no:8443")
PAYLOAD = "\"'></script><script>alert(1)</script>{{7*7}}"


def allowing(origins: str = ALLOWED) -> Settings:
    return load_settings(embed_allowed_origins=origins)


def config_of(page: str) -> dict[str, object]:
    block = re.search(r'<script type="application/json" id="config">(.*?)</script>', page)
    assert block is not None
    config: dict[str, object] = json.loads(block[1])
    return config


def test_framing_is_off_by_default() -> None:
    headers = Browser().get("/embed").headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_the_allowed_sites_and_no_others_may_frame_the_chat() -> None:
    headers = Browser(settings=allowing()).get("/embed").headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "font-src 'self'; base-uri 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'; "
        "form-action 'none'; frame-ancestors 'self' https://intranet.kommun.se "
        "https://*.oslo.kommune.no:8443 https://kommun.sharepoint.com; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "x-frame-options" not in headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path", ["/", "/embed/", "/embed/x", "/healthz", "/api/v1/sources", "/widget/chat.js"]
)
def test_nothing_but_the_embed_page_may_be_framed(path: str) -> None:
    headers = Browser(settings=allowing()).get(path).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_the_page_tells_its_script_what_the_headers_tell_the_browser() -> None:
    config = config_of(Browser(settings=allowing()).get("/embed?theme=dark&mode=panel").text)

    assert config.pop("statements")
    assert config == {
        "version": VERSION,
        "languages": ["sv", "nb", "nn", "en"],
        "theme": "dark",
        "mode": "panel",
        "allowed_origins": ALLOWED.split(","),
        "retention_days": 30,
    }


def test_the_page_on_its_own_names_no_host() -> None:
    config = config_of(Browser(settings=allowing()).get("/").text)

    assert config["mode"] == "page"
    assert config["allowed_origins"] == []


@pytest.mark.parametrize(
    ("query", "theme", "mode"), [("", "auto", "inline"), ("theme=light", "light", "inline")]
)
def test_a_plain_frame_needs_to_say_nothing(query: str, theme: str, mode: str) -> None:
    page = Browser().get(f"/embed?{query}").text

    assert f'<html lang="sv" data-theme="{theme}" data-mode="{mode}">' in page


@pytest.mark.parametrize("name", ["lang", "theme", "mode", "other", PAYLOAD])
def test_a_hostile_query_is_as_if_it_were_not_there(name: str) -> None:
    plain = Browser().get("/embed").text

    assert Browser().get(f"/embed?{quote(name)}={quote(PAYLOAD)}").text == plain
    assert Browser().get(f"/embed?{quote(name)}=DARK&{quote(name)}=page").text == plain


def test_languages_are_changed_within_the_frame() -> None:
    page = html.unescape(Browser().get("/embed?lang=nn&theme=dark&mode=panel").text)

    for language in ("sv", "nb", "nn", "en"):
        assert f'href="/embed?lang={language}&theme=dark&mode=panel"' in page


def test_without_javascript_the_frame_leads_to_the_page() -> None:
    page = Browser().get("/embed?lang=nb").text

    assert re.search(r'<noscript><p><a href="/\?lang=nb" target="_blank" rel="noopener">', page)
    assert 'target="_blank" rel="noopener">Öppna chatten' not in Browser().get("/").text


def test_nothing_can_be_posted_to_the_frame() -> None:
    assert Browser().request("POST", "/embed", content=b"question=hej").status_code == 405


def test_a_page_in_norwegian_without_saying_which_is_answered_in_bokmal() -> None:
    assert '<html lang="nb"' in Browser().get("/embed?lang=no").text
