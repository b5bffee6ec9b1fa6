"""A folder that is written once, by one process, and is complete or not there at all."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.retrieval.durable import sync, sync_tree


def write_once(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill `folder` unless it is there: under a temporary name beside it, then renamed.

    One process or thread writes at a time; the others wait for it and find the folder there. What a killed
    writer has left is removed by the next one.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _exclusive(folder.with_name(f".{folder.name}.lock")):
        if folder.is_dir():
            return
        prefix = f".{folder.name}.unfinished-"
        for leftover in folder.parent.glob(f"{prefix}*"):
            shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(prefix=prefix, dir=folder.parent) as unfinished:
            complete = Path(unfinished) / folder.name
            complete.mkdir()
            write(complete)
            sync_tree(complete)
            complete.rename(folder)
            sync(folder.parent)


@contextmanager
def _exclusive(lock: Path) -> Iterator[None]:
    """Held by one process or thread at a time; the system lets go of it when its holder dies."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
