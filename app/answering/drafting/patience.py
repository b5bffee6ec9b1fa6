"""How long a model may take, how often it is asked again, and how much it may say."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

import anyio

from app.answering.drafting.breaker import Breaker
from app.answering.drafting.failures import RETRIED, FailureKind, ModelFailure
from app.answering.drafting.language_model import LanguageModel
from app.answering.drafting.prompting import Form, Messages
from app.answering.drafting.seats import Seats

LONGEST_REPLY = 64 * 1024
_LONGEST_RETRY_AFTER = 10.0
_FIRST_PAUSE = 0.4


@dataclass(frozen=True, slots=True)
class Deadlines:
    """In seconds. `first_token` counts from the question on, tries included; `silence` from one token to the next."""

    connect: float = 5.0
    first_token: float = 15.0
    silence: float = 10.0
    total: float = 90.0


@dataclass(frozen=True, slots=True)
class Patience:
    """A model with deadlines, retries, a circuit breaker and a number of seats around it.

    After the first token nothing is tried again. `clock` is monotonic; `jitter` gives numbers in [0, 1).
    """

    model: LanguageModel
    deadlines: Deadlines = field(default_factory=Deadlines)
    retries: int = 2
    breaker: Breaker = field(default_factory=Breaker)
    seats: Seats = field(default_factory=Seats)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    jitter: Callable[[], float] = random.random

    async def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        """What the model says; raises `ModelFailure`."""
        with self.seats.one():
            began = self.clock()
            for attempt in range(self.retries + 1):
                has_said = False
                try:
                    async with aclosing(self._once(messages, form, began)) as pieces:
                        async for piece in pieces:
                            has_said = True
                            yield piece
                except ModelFailure as failure:
                    pause = self._pause(failure, attempt, began)
                    if has_said or pause is None:
                        if failure.kind is not FailureKind.FORM:
                            self.breaker.failed()
                        raise
                    await self.sleep(pause)
                else:
                    self.breaker.succeeded()
                    return

    async def _once(self, messages: Messages, form: Form | None, began: float) -> AsyncGenerator[str, None]:
        ends = began + self.deadlines.total
        deadline = min(began + self.deadlines.first_token, ends)
        said = 0
        async with aclosing(self.model.stream(messages, form)) as pieces:
            while True:
                try:
                    with anyio.fail_after(max(0.0, deadline - self.clock())):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    break
                except TimeoutError:
                    raise ModelFailure(FailureKind.SLOW) from None
                said += len(piece.encode(errors="replace"))
                if said > LONGEST_REPLY:
                    raise ModelFailure(FailureKind.TOO_LONG)
                yield piece
                deadline = min(self.clock() + self.deadlines.silence, ends)
        if not said:
            raise ModelFailure(FailureKind.EMPTY)

    def _pause(self, failure: ModelFailure, attempt: int, began: float) -> float | None:
        """Seconds until the next try; None when there is no use, no try or no time left."""
        if failure.kind not in RETRIED or attempt >= self.retries:
            return None
        pause = _FIRST_PAUSE * 2**attempt * (0.5 + self.jitter())
        if failure.retry_after is not None:
            if failure.retry_after > _LONGEST_RETRY_AFTER:
                return None
            pause = max(pause, failure.retry_after)
        left = began + self.deadlines.first_token - self.clock()
        return pause if pause < left else None
