"""What holds no reader's words goes out compressed; the length of the rest must not tell what is repeated in it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SHORTEST = 500  # bytes


class CompressedFiles:
    """A range of a file is sent as it is, since it counts the file's own bytes."""

    def __init__(self, app: ASGIApp, paths: tuple[str, ...]) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=SHORTEST)
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and scope["path"].startswith(self._paths)
        is_whole = is_file and "range" not in Headers(scope=scope)
        await (self._compressing if is_whole else self._app)(scope, receive, send)
