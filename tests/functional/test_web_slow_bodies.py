"""A body that does not come, or does not come in time."""

from __future__ import annotations

import anyio
from starlette.types import Message, Receive, Scope, Send

from app.domain.sources import Language
from app.web.request_edge import RequestEdge

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "raw_path": b"/",
    "query_string": b"",
    "headers": [(b"accept-language", b"en")],
}


def status_of(first: Message | None) -> int | None:
    """What is answered to a request whose body is `first` and then nothing; None for no answer."""
    sent: list[Message] = []
    received = [first] if first else []

    async def receive() -> Message:
        if received:
            return received.pop()
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the body is not whole")

    anyio.run(RequestEdge(never, Language.SV, body_seconds=0.02), SCOPE, receive, send)
    return next((message["status"] for message in sent if "status" in message), None)


def test_a_body_that_stops_half_way_times_out() -> None:
    assert status_of({"type": "http.request", "body": b"{", "more_body": True}) == 408


def test_a_body_that_never_comes_times_out() -> None:
    assert status_of(None) == 408


def test_a_caller_who_has_left_gets_no_answer() -> None:
    assert status_of({"type": "http.disconnect"}) is None
