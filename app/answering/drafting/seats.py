"""How many drafts a model may be busy with at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.answering.drafting.failures import FailureKind, ModelFailure

MOST_DRAFTS = 64


class Seats:
    """Nobody waits for a seat: an answer that would have to queue is better given in the sources' own words.

    Safe to use from several threads.
    """

    def __init__(self, most: int = MOST_DRAFTS) -> None:
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def one(self) -> Iterator[None]:
        """A seat until the block ends; raises `ModelFailure` when all are taken."""
        if not self._free.acquire(blocking=False):
            raise ModelFailure(FailureKind.BUSY)
        try:
            yield
        finally:
            self._free.release()
