"""The bounded threads on which questions are answered, so that the event loop stays free."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

from anyio import CapacityLimiter, to_thread

from app.web.problems import too_busy

MAX_WAITING = 64
SECONDS_TO_WAIT = 2

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class Workers:
    def __init__(self, threads: int, max_waiting: int = MAX_WAITING) -> None:
        self._limiter = CapacityLimiter(threads)
        self._room = threads + max_waiting
        # Counted here: the limiter counts a task as waiting only after it has yielded to others once.
        self._present = 0

    def require_room(self) -> None:
        """Raises `Problem` (503, with the seconds to wait) when too many requests wait already."""
        if self._present >= self._room:
            raise too_busy(SECONDS_TO_WAIT)

    async def run(self, work: Callable[[Unpack[Arguments]], Result], *arguments: *Arguments) -> Result:
        self.require_room()
        self._present += 1
        try:
            return await to_thread.run_sync(work, *arguments, limiter=self._limiter)
        finally:
            self._present -= 1
