"""One ingest at a time on a data folder."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import IngestLocked


@contextmanager
def ingest_lock(folder: Path) -> Iterator[None]:
    """Holds `folder/LOCK`; raises `IngestLocked` saying who holds it.

    The operating system frees the lock when its holder ends, however it ends, so none can go stale.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise IngestLocked(f"another ingest is at work: {file.read().strip() or 'unknown'}") from None
        file.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {started}\n")
        file.flush()
        yield
        file.truncate(0)
