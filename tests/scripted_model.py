"""A scripted model behind a real endpoint on 127.0.0.1, OpenAI-compatible or Ollama's, for all a model may do."""

from __future__ import annotations

import asyncio
import math
import socket
import ssl
import struct
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.model_replies import (
    ChatRequest,
    Cut,
    Endless,
    Pause,
    Reply,
    Script,
    Silence,
    encode,
    refusing,
)
from tests.model_requests import read_chat_request, read_http_request

KEY = "sk-scripted"
MODEL = "scripted"
_CHATS = ("/v1/chat/completions", "/api/chat")


@dataclass
class Exchange:
    """One request and what became of it; times are in seconds of the monotonic clock.

    `over` is set when the connection has ended, in whichever way; `client_left` says that the client closed
    it before the reply was complete.
    """

    request: ChatRequest
    began: float
    sent: int = 0
    ended: float = math.nan
    client_left: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float = 10) -> Exchange:
        assert self.over.wait(seconds), f"the connection is still open after {seconds} s"
        return self


@dataclass
class ScriptedModel:
    """Every chat request it gets is answered by `script` and remembered, in order of arrival.

    `faults` are what went wrong in a script itself.
    """

    script: Script
    key: str | None = None
    tls: ssl.SSLContext | None = None
    port: int = 0
    exchanges: list[Exchange] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.address}/v1"

    @property
    def requests(self) -> list[ChatRequest]:
        return [exchange.request for exchange in self.exchanges]

    def first_exchange(self, seconds: float = 10) -> Exchange:
        """Waits until a request has come."""
        deadline = time.monotonic() + seconds
        while not self.exchanges:
            assert time.monotonic() < deadline, f"no request within {seconds} s"
            time.sleep(0.01)
        return self.exchanges[0]

    async def serve(self, started: threading.Event, stop: asyncio.Event) -> None:
        talks: set[asyncio.Task[None]] = set()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talks.add(task := asyncio.ensure_future(self._talk(reader, writer)))
            task.add_done_callback(talks.discard)

        server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()
        for task in tuple(talks):
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one reply; the connection is closed after it."""
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                method, path, headers, body = await read_http_request(reader)
                if (method, path) == ("GET", "/v1/models"):
                    await self._send(writer, Reply((encode(_models()),)))
                elif method != "POST" or path not in _CHATS:
                    await self._send(writer, refusing(404)(read_chat_request(path, headers, b"{}")))
                else:
                    await self._exchange(reader, writer, read_chat_request(path, headers, body))
        except Exception as fault:  # told by the test, not by a thread nobody waits for
            self.faults.append(fault)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: ChatRequest
    ) -> None:
        exchange = Exchange(request, time.monotonic())
        self.exchanges.append(exchange)
        script = self.script if self._is_admitted(request) else refusing(401, "invalid api key")
        sending = asyncio.ensure_future(self._send(writer, script(request), exchange))
        leaving = asyncio.ensure_future(_until_the_client_goes(reader))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            exchange.client_left = not sending.done() or isinstance(sending.exception(), ConnectionError)
        finally:
            exchange.ended = time.monotonic()
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            exchange.over.set()

    def _is_admitted(self, request: ChatRequest) -> bool:
        return self.key is None or request.headers.get("authorization") == f"Bearer {self.key}"

    async def _send(
        self, writer: asyncio.StreamWriter, reply: Reply, exchange: Exchange | None = None
    ) -> None:
        await _sleep(reply.wait)
        if not reply.has_head:
            return
        writer.write(_head(reply))
        due = (
            time.monotonic()
        )  # when the next step is: pauses add up to what they say, however late each one ends
        for step in reply.steps:
            if isinstance(step, Cut):
                _cut(writer, step)
                return
            if isinstance(step, Pause):
                due += step.seconds
                await _sleep(due - time.monotonic())
                continue
            async for data in _unrolled(step):
                writer.write(b"%x\r\n%b\r\n" % (len(data), data))
                await writer.drain()
                if exchange is not None:
                    exchange.sent += len(data)
        writer.write(b"0\r\n\r\n")
        await writer.drain()


async def _unrolled(step: bytes | Silence | Endless) -> AsyncIterator[bytes]:
    match step:
        case bytes():
            yield step
        case Silence():
            await _sleep(math.inf)
        case Endless(data=data, every=every):
            while True:
                yield data
                await asyncio.sleep(every)


@contextmanager
def scripted_model(
    script: Script, key: str | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[ScriptedModel]:
    """Serves until the block ends; with `key`, requests without it get 401."""
    model = ScriptedModel(script, key, tls)
    started = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(model.serve(started, stop))

    thread = threading.Thread(target=run, name="scripted-model")
    thread.start()
    assert started.wait(10)
    try:
        yield model
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        assert not thread.is_alive()
    assert not model.faults, model.faults


@contextmanager
def unreachable_url() -> Iterator[str]:
    """A base URL at which nobody listens, and nobody begins to: the port is taken until the block ends."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{mute.getsockname()[1]}/v1"


async def _until_the_client_goes(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(4096):
            pass


async def _sleep(seconds: float) -> None:
    if math.isinf(seconds):
        await asyncio.Event().wait()
    if seconds > 0:
        await asyncio.sleep(seconds)


def _cut(writer: asyncio.StreamWriter, cut: Cut) -> None:
    connection = writer.get_extra_info("socket")
    if cut.is_reset:  # lingering for zero seconds makes closing send RST
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


def _head(reply: Reply) -> bytes:
    lines = (
        f"HTTP/1.1 {reply.status} Scripted",
        *((f"Content-Type: {reply.content_type}",) if reply.content_type else ()),
        "Transfer-Encoding: chunked",
        "Connection: close",
        *(f"{name}: {value}" for name, value in reply.headers.items()),
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _models() -> dict[str, object]:
    model = {"id": MODEL, "object": "model", "created": 1_700_000_000, "owned_by": "tests"}
    return {"object": "list", "data": [model]}
