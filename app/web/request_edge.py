"""What no route ever sees: addresses that are no text, headers and bodies too large, bodies too slow."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import anyio
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.sources import Language
from app.web.languages import accepted_language
from app.web.problems import Problem

MAX_BODY = 64 * 1024
MAX_ADDRESS = 16 * 1024
MAX_HEADERS = 16 * 1024
MAX_LANGUAGES = 1_000
BODY_SECONDS = 20.0

# The rest of a refused body may still be on its way, so the connection is of no further use.
_CLOSE = {"Connection": "close"}


class RequestEdge:
    """Reads the whole body, which is small, before any route runs, and refuses what no route may meet."""

    def __init__(self, app: ASGIApp, default_language: Language, body_seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._default_language = default_language
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _require_short_headers(scope)
            _require_plain_address(scope)
            body = await self._read_body(scope, receive)
        except ClientDisconnect:
            return
        except Problem as problem:
            language = accepted_language(Headers(scope=scope).get("accept-language", "")[:MAX_LANGUAGES])
            response = problem.response(language or self._default_language, scope["path"])
            await response(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read_body(self, scope: Scope, receive: Receive) -> bytes:
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal():
            raise Problem("request-refused", 400, headers=_CLOSE)
        if len(declared) > 18 or int(declared) > MAX_BODY:
            raise Problem("body-too-large", 413, {"limit": MAX_BODY}, _CLOSE)
        try:
            with anyio.fail_after(self._body_seconds):
                return await _collect(receive)
        except TimeoutError:
            raise Problem("body-too-slow", 408, headers=_CLOSE) from None


async def _collect(receive: Receive) -> bytes:
    """Counts what arrives, since a chunked body declares no length."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise Problem("body-too-large", 413, {"limit": MAX_BODY}, _CLOSE)
        more = message.get("more_body", False)
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await receive()

    return replayed


def _require_short_headers(scope: Scope) -> None:
    """The server bounds headers only while they are incomplete, so a quick sender gets past it."""
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS:
        raise Problem("headers-too-large", 431, {"limit": MAX_HEADERS}, _CLOSE)


def _require_plain_address(scope: Scope) -> None:
    """Refuses percent-encoded bytes that are no UTF-8, and control characters such as NUL."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    if len(path) + len(query) > MAX_ADDRESS:
        raise Problem("malformed-address", 414)
    for part in (path, query):
        try:
            text = unquote_to_bytes(part).decode("utf-8")
        except UnicodeDecodeError:
            raise Problem("malformed-address", 400) from None
        if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
            raise Problem("malformed-address", 400)
