"""Questions on their way to an answerer, without keeping the event loop, or a thread that only waits."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import anyio
from starlette.requests import Request

from app.domain.answers import Answer, Answerer, GrowingAnswerer, Question
from app.web.workers import Workers


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class Asking:
    """Gives a thread to an answerer that computes, and none to one that waits for a language model."""

    def __init__(self, answerer: Answerer, workers: Workers) -> None:
        self._answerer = answerer
        self._workers = workers

    def require_room(self) -> None:
        self._workers.require_room()

    async def grow(self, question: Question) -> AsyncGenerator[Answer, None]:
        """The answer as it grows; the last one is whole. Closing or cancelling it ends all work on it."""
        if not isinstance(self._answerer, GrowingAnswerer):
            yield await self._workers.run(self._answerer.answer, question)
            return
        async with aclosing(self._answerer.grow(question, self._workers.run)) as growing:
            async for answer in growing:
                yield answer

    async def whole(self, question: Question) -> Answer:
        async with aclosing(self.grow(question)) as growing:
            return [answer async for answer in growing][-1]

    async def whole_for(self, request: Request, question: Question) -> Answer:
        """The whole answer; raises `ClientGone`, and ends all work on it, when the client does not wait for it.

        For a request whose body has been read: what comes next from the client is its leaving.
        """
        if not isinstance(self._answerer, GrowingAnswerer):
            return await self.whole(question)
        answers: list[Answer] = []
        faults: list[Exception] = []

        async def ask() -> None:
            try:
                answers.append(await self.whole(question))
            except Exception as fault:  # raised again below, outside the group that would wrap it
                faults.append(fault)
            tasks.cancel_scope.cancel()

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask)
            tasks.start_soon(watch)
        for fault in faults:
            raise fault
        if not answers:
            raise ClientGone
        return answers[0]
