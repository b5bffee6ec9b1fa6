"""Runs the application until it is told to stop."""

from __future__ import annotations

import socket
import sys

import uvicorn
from starlette.types import ASGIApp

from app.domain.errors import AddressUnavailable
from app.settings import Settings
from app.web.request_edge import MAX_HEADERS

SECONDS_TO_FINISH = 5
SECONDS_A_TURN = 0.0005  # of Python's 0.005; see `serve`


def take_address(settings: Settings) -> socket.socket:
    """A socket that holds the address and refuses callers until `serve` listens on it.

    Taken first of all, since loading the model only to find the port taken costs ten seconds.
    Raises `AddressUnavailable`.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    held = socket.socket(family, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((settings.host, settings.port))
    except OSError as error:
        held.close()
        reason = (error.strerror or "it cannot be used").lower()
        raise AddressUnavailable(
            f"cannot serve on {settings.host} port {settings.port}: {reason}; "
            "choose another with --host and --port, or stop what is there"
        ) from error
    return held


def serve(app: ASGIApp, settings: Settings, address: socket.socket, path: str = "") -> None:
    """Blocks until SIGINT or SIGTERM, then lets open answers finish for a few seconds.

    `path` is where in the app callers begin; it is printed with the address.

    h11 rather than httptools: it bounds a request's headers. No access log, since addresses hold questions.

    Threads that compute answers hand Python's lock over sooner than they would: the event loop asks for it with
    every token that a model says, and waits a whole turn for it.
    """
    sys.setswitchinterval(SECONDS_A_TURN)
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=MAX_HEADERS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    _Server(config, settings, path).run(sockets=[address])


class _Server(uvicorn.Server):
    """Says where it answers as soon as it listens."""

    def __init__(self, config: uvicorn.Config, settings: Settings, path: str) -> None:
        super().__init__(config)
        self._settings = settings
        self._path = path

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        print(f"{self._settings.name} answers at http://{host}:{port}{self._path}", flush=True)
