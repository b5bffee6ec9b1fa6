"""While the service runs, what is too old is deleted; when it stops, what is waiting is written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from anyio import to_thread
from fastapi import FastAPI

from app.domain.conversations import Conversations
from app.domain.errors import StoreUnavailable

SECONDS_BETWEEN_PURGES = 3_600.0

_logger = logging.getLogger("tilda.store")


def keeping(conversations: Conversations) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        purging = asyncio.create_task(_purge_again_and_again(conversations))
        try:
            yield
        finally:
            purging.cancel()
            with suppress(asyncio.CancelledError):
                await purging
            await to_thread.run_sync(conversations.close)

    return lifespan


async def _purge_again_and_again(conversations: Conversations) -> None:
    while True:
        try:
            deleted = await to_thread.run_sync(conversations.purge)
        except StoreUnavailable as error:
            _logger.warning("what is too old could not be deleted: %s", error)
        else:
            if deleted:
                _logger.warning("deleted %d exchanges and ratings older than TILDA_RETENTION_DAYS", deleted)
        await asyncio.sleep(SECONDS_BETWEEN_PURGES)
