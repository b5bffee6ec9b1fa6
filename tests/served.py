"""An application behind a socket of its own, in a thread of the test's process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_SECONDS_TO_START = 30


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Its address, without a slash at the end; the server is stopped when the block ends."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, http="h11", ws="none", log_level="warning", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served")
    thread.start()
    try:
        yield f"http://127.0.0.1:{_wait_for_port(server, thread)}"
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def _wait_for_port(server: uvicorn.Server, thread: threading.Thread) -> int:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
