"""Bringing files and folders to the disk, so that a name never says more than is there."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Returns when the file's contents, or the folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """`sync` for everything below the folder, in order of path, and then for the folder itself."""
    for path in (*sorted(folder.rglob("*")), folder):
        sync(path)
