"""Security headers stand on every response, whatever became of the request."""

from __future__ import annotations

import re

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from app.settings import load_settings
from app.web.request_edge import MAX_BODY
from tests.fakes import advice_document
from tests.web import FORM, JSON, SSE, Browser, make_app

CLOSED = "base-uri 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'"
OWN_FILES = "script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'"
TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'"
UNFRAMED = f"frame-ancestors 'none'; {TRUSTED_TYPES}"
DATA = f"default-src 'none'; {CLOSED}; form-action 'none'; {UNFRAMED}"
READING = f"default-src 'none'; style-src 'self'; img-src 'self'; {CLOSED}; form-action 'none'; {UNFRAMED}"
FRAMED = f"default-src 'none'; {OWN_FILES}; {CLOSED}; form-action 'none'; {UNFRAMED}"
ASKING = f"default-src 'none'; {OWN_FILES}; {CLOSED}; form-action 'self'; {UNFRAMED}"
POLICIES = dict.fromkeys(("page", "page without body", "answered page", "page with fault"), ASKING) | (
    dict.fromkeys(("permalink", "changed", "statement"), READING) | {"embed": FRAMED}
)
QUESTION = b'{"question": "Vilka r\xc3\xa5d ger Louise?"}'
CRASH = b'{"question": "krasch"}'

REQUESTS: dict[str, tuple[str, str, bytes, dict[str, str]]] = {
    "page": ("GET", "/", b"", {}),
    "page without body": ("HEAD", "/", b"", {}),
    "answered page": ("POST", "/", b"question=Vilka+r%C3%A5d%3F", FORM),
    "page with fault": ("POST", "/", b"question=", FORM),
    "answer": ("POST", "/api/v1/answers", QUESTION, JSON),
    "stream": ("POST", "/api/v1/answers", QUESTION, JSON | SSE),
    "broken stream": ("POST", "/api/v1/answers", CRASH, JSON | SSE),
    "crash": ("POST", "/api/v1/answers", CRASH, JSON),
    "invalid": ("POST", "/api/v1/answers", b"{", JSON),
    "too large": ("POST", "/api/v1/answers", b"k" * (MAX_BODY + 1), JSON),
    "media type": ("POST", "/api/v1/answers", QUESTION, {"Content-Type": "text/plain"}),
    "method": ("DELETE", "/api/v1/answers", b"", {}),
    "preflight": ("OPTIONS", "/api/v1/answers", b"", {"Origin": "https://example.org"}),
    "embed": ("GET", "/embed", b"", {}),
    "search": ("GET", "/api/v1/search?q=hej", b"", {}),
    "sources": ("GET", "/api/v1/sources", b"", {}),
    "source": ("GET", "/api/v1/sources/idebanken-rad", b"", {}),
    "permalink": ("GET", f"/kilde/idebanken-rad@{advice_document().sha256[:16]}", b"", {}),
    "changed": ("GET", f"/kilde/idebanken-rad@{'0' * 16}", b"", {}),
    "statement": ("GET", "/tillganglighet", b"", {}),
    "health": ("GET", "/healthz", b"", {}),
    "readiness": ("GET", "/readyz", b"", {}),
    "icon": ("GET", "/favicon.ico", b"", {}),
    "script": ("GET", "/widget/chat.js", b"", {}),
    "styles": ("GET", "/widget/page.css", b"", {}),
    "missing script": ("GET", "/widget/none.js", b"", {}),
    "missing": ("GET", "/nowhere", b"", {}),
    "malformed": ("GET", "/%00", b"", {}),
}


def send(name: str, origin: str = "http://testserver") -> httpx.Response:
    method, path, body, headers = REQUESTS[name]
    return Browser(origin=origin).request(method, path, content=body, headers=headers)


@pytest.mark.parametrize("name", REQUESTS)
def test_every_response_is_secured(name: str) -> None:
    headers = send(name).headers

    assert headers["content-security-policy"] == POLICIES.get(name, DATA)
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == ("cross-origin" if name == "embed" else "same-origin")
    assert "geolocation=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers
    assert not any(header.startswith("access-control-") for header in headers)


EVERY_ROUTE = sorted(
    (method, route.path or "")
    for route in iter_route_contexts(make_app().routes)
    for method in {*(route.methods or ("GET",)), "OPTIONS"}
)


@pytest.mark.parametrize(("method", "path"), EVERY_ROUTE)
def test_every_route_there_is_is_secured(method: str, path: str) -> None:
    """Whatever the route answers to a request that knows nothing of it, with an allow-list and over TLS."""
    settings = load_settings(embed_allowed_origins="https://intranet.kommun.se", accent="#0b5364")
    browser = Browser(settings=settings, origin="https://testserver")

    headers = browser.request(method, re.sub(r"\{\w+(:\w+)?\}", "x" * 22, path)).headers

    policy = headers["content-security-policy"]
    is_frame = path == "/embed" and method in ("GET", "HEAD")
    is_shared = path.endswith(("tilda.js", "manifest.json")) and "access-control-allow-origin" in headers
    assert policy.startswith("default-src 'none'; ")
    assert "'unsafe" not in policy
    assert "*" not in policy
    assert policy.endswith(TRUSTED_TYPES)
    assert ("frame-ancestors 'none'" in policy) == ("x-frame-options" in headers) == (not is_frame)
    assert ("form-action 'self'" in policy) == (
        path in ("/", "/rate", "/delete") and "text/html" in headers["content-type"]
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"].count("=()") == 8
    assert headers["cross-origin-resource-policy"] == (
        "cross-origin" if is_frame or is_shared else "same-origin"
    )
    assert ("access-control-allow-origin" in headers) == is_shared
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("name", REQUESTS)
def test_only_static_files_may_be_stored(name: str) -> None:
    expected = "no-cache" if name in ("script", "styles") else "no-store"

    assert send(name).headers["cache-control"] == expected


def test_transport_security_is_asked_for_over_https_only() -> None:
    assert "strict-transport-security" not in send("page").headers
    assert send("page", "https://testserver").headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" in send("missing", "https://testserver").headers


def test_scripts_and_styles_have_their_types() -> None:
    assert send("script").headers["content-type"].startswith("text/javascript")
    assert send("styles").headers["content-type"].startswith("text/css")
