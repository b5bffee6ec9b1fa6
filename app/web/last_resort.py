"""The one handler for what nobody foresaw: an error id for the caller, the place in the code for the log."""

from __future__ import annotations

import logging
import secrets
import traceback

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.sources import Language
from app.web.languages import accepted_language
from app.web.problems import Problem
from app.web.stream import encode_event

_logger = logging.getLogger("tilda.web")


class LastResort:
    """Answers 500, or ends an open event stream with an `error` event. No content reaches the log."""

    def __init__(self, app: ASGIApp, default_language: Language) -> None:
        self._app = app
        self._default_language = default_language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started: list[str] = []

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(Headers(raw=message["headers"]).get("content-type", ""))
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as error:
            problem = report(error)
            header = Headers(scope=scope).get("accept-language", "")
            language = accepted_language(header) or self._default_language
            if not started:
                await problem.response(language, scope["path"])(scope, receive, send)
            elif started[0].startswith("text/event-stream"):
                event = encode_event("error", problem.told(language, scope["path"]))
                await send({"type": "http.response.body", "body": event, "more_body": False})
            else:  # a response that is half sent can only be cut off
                raise ConnectionAbortedError(f"error {problem.values['id']}") from None


def report(error: Exception) -> Problem:
    """Logs the error's type and place but not its text, which may quote a person's question."""
    error_id = secrets.token_hex(6)
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in _innermost(error))
    _logger.error("error %s: %s at %s", error_id, type(error).__name__, places)
    return Problem("internal", 500, {"id": error_id})


def _innermost(error: Exception) -> list[traceback.FrameSummary]:
    return list(reversed(traceback.extract_tb(error.__traceback__)))[:5]
