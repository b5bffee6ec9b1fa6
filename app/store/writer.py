"""The one thread that uses the database: what waits is written together, and reported when it is on disk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Generic, TypeVar

from sqlalchemy import Connection

from app.domain.errors import StoreUnavailable
from app.store.database import Database

CAPACITY = 1_000
BATCH = 200
SECONDS_TO_SCRUB_AGAIN = 1.0

Result = TypeVar("Result")
_logger = logging.getLogger("tilda.store")


@dataclass(frozen=True)
class Job(Generic[Result]):
    """`erases` says that what it deletes must not be left behind in the write-ahead log."""

    work: Callable[[Connection], Result]
    erases: bool = False
    done: Future[Result] = field(default_factory=Future)


class Writer:
    """Starts its thread with the first job."""

    def __init__(self, database: Database, capacity: int = CAPACITY) -> None:
        self._database = database
        self._waiting: Queue[Job[object] | None] = Queue(capacity)
        self._thread: Thread | None = None
        self._starting = Lock()
        self._is_closed = False
        self._has_residue = False

    @property
    def has_started(self) -> bool:
        return self._thread is not None

    def submit(self, work: Callable[[Connection], Result], erases: bool = False) -> Future[Result]:
        """The result comes after the commit; a `StoreUnavailable` in its place means that nothing was changed.

        Raises `StoreUnavailable` when too much is waiting already, or after `close`.
        """
        job = Job(work, erases)
        with self._starting:
            if self._is_closed:
                raise StoreUnavailable("the store is closed")
            try:
                self._waiting.put_nowait(job)  # type: ignore[arg-type]  # a job's result goes to its own future
            except Full:
                raise StoreUnavailable("too much is waiting to be written") from None
            if self._thread is None:
                self._thread = Thread(target=self._run, name="tilda-store", daemon=True)
                self._thread.start()
        return job.done

    def close(self) -> None:
        """Writes what is waiting."""
        with self._starting:
            self._is_closed = True
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()

    def _run(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next_batch()
            if batch:
                self._write(batch)
            if self._has_residue:
                self._scrub()
        self._database.close()

    def _next_batch(self) -> tuple[list[Job[object]], bool]:
        """What is waiting now, in order, and False when it is the last."""
        batch: list[Job[object]] = []
        try:
            job = self._waiting.get(timeout=SECONDS_TO_SCRUB_AGAIN if self._has_residue else None)
            while job is not None:
                batch.append(job)
                if len(batch) == BATCH:
                    return batch, True
                job = self._waiting.get_nowait()
        except Empty:
            return batch, True
        return batch, False

    def _write(self, batch: list[Job[object]]) -> None:
        try:
            with self._database.transaction() as connection:
                results = [job.work(connection) for job in batch]
        except Exception as error:  # the thread's last handler: whoever waits is told, and the thread goes on
            _logger.warning(
                "nothing was stored: %s", error if isinstance(error, StoreUnavailable) else type(error)
            )
            for job in batch:
                job.done.set_exception(error)
            return
        if any(job.erases for job in batch):
            self._has_residue = True
            self._scrub()
        for job, result in zip(batch, results, strict=True):
            job.done.set_result(result)

    def _scrub(self) -> None:
        try:
            self._has_residue = not self._database.scrub()
        except StoreUnavailable:
            self._has_residue = True
