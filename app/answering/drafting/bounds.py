"""A reply's bytes, counted: a hostile server cannot make us read without end."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator

from app.answering.drafting.failures import ResponseTooLarge

LARGEST_RESPONSE = 16 * 1024 * 1024
LONGEST_LINE = 256 * 1024
# What is asked for: a packed reply would be counted before it grows a thousandfold.
PLAIN = "identity"


async def bounded(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes; clients collect a line until it ends, so lines are bounded, too.

    Raises `ResponseTooLarge`.
    """
    size = line = 0
    async for data in chunks:
        size += len(data)
        last = data.rfind(b"\n")
        line = line + len(data) if last < 0 else len(data) - last - 1
        if size > LARGEST_RESPONSE or line > LONGEST_LINE:
            raise ResponseTooLarge("the response is too large")
        yield data
