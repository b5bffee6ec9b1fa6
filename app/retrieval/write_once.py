"""A folder that is written once, by one process, and is complete or not there at all."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


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
            _sync(complete)
            complete.rename(folder)
            _sync_one(folder.parent)


@contextmanager
def _exclusive(lock: Path) -> Iterator[None]:
    """Held by one process or thread at a time; the system lets go of it when its holder dies."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sync(folder: Path) -> None:
    """Bring everything in the folder to the disk before its name says that it is there."""
    for path in (*folder.rglob("*"), folder):
        _sync_one(path)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
