"""A transport that a hostile server cannot make read without end. Owns httpx2, which openai's client speaks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

LARGEST_RESPONSE = 16 * 1024 * 1024
LONGEST_LINE = 256 * 1024


class ResponseTooLarge(httpx2.TransportError):
    """More bytes, or a longer line, than any answer needs."""


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Counts what comes back; clients collect a line until it ends, so lines are bounded, too."""

    def __init__(self, inner: httpx2.AsyncBaseTransport | None = None) -> None:
        # No connection is kept: it would outlive the event loop of a command, and servers drop idle ones anyway.
        self._inner = inner or httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _BoundedStream(response.stream)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = line = 0
        async for data in self._inner:
            size += len(data)
            last = data.rfind(b"\n")
            line = line + len(data) if last < 0 else len(data) - last - 1
            if size > LARGEST_RESPONSE or line > LONGEST_LINE:
                raise ResponseTooLarge("the response is too large")
            yield data

    async def aclose(self) -> None:
        await self._inner.aclose()
