"""The index folder: complete generations side by side, `CURRENT` naming the live one.

Publishing follows write → fsync files → manifest → fsync folder → rename → CURRENT.tmp → fsync → rename
→ fsync parent, so a reader at any moment, also after a kill, finds whole generations only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import IndexUnavailable
from app.retrieval.durable import sync, sync_tree

CURRENT = "CURRENT"
_NAME = re.compile(r"gen-(\d{6,})")
_UNFINISHED = ".tmp"


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The names of the generations on disk, oldest first."""
        if not self.folder.is_dir():
            return ()
        found = [path.name for path in self.folder.iterdir() if path.is_dir() and _NAME.fullmatch(path.name)]
        return tuple(sorted(found, key=lambda name: int(name.removeprefix("gen-"))))

    def path(self, name: str) -> Path:
        return self.folder / name

    def current(self) -> str | None:
        """The name in `CURRENT`, or None when it cannot be read or names nothing that could exist."""
        try:
            name = (self.folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return None
        return name if _NAME.fullmatch(name) else None

    def candidates(self) -> tuple[str, ...]:
        """The generations in the order in which to try them: the current one, then older, then newer ones."""
        names = self.names()
        current = self.current()
        if current is None:
            return tuple(reversed(names))
        number = int(current.removeprefix("gen-"))
        older = [name for name in reversed(names) if int(name.removeprefix("gen-")) < number]
        newer = [name for name in names if int(name.removeprefix("gen-")) > number]
        return tuple(name for name in (current, *older, *newer) if name in names)

    def stamp(self) -> tuple[int, int]:
        """Changes whenever `CURRENT` was replaced: its inode and modification time, zeros when missing."""
        try:
            status = (self.folder / CURRENT).stat()
        except OSError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    @contextmanager
    def new_generation(self) -> Iterator[Path]:
        """A folder to write the next generation into; it is published when the block ends without an error.

        An unfinished folder of an earlier, killed run is removed first.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._remove_unfinished()
        name = f"gen-{self._next_number():06d}"
        unfinished = self.folder / (name + _UNFINISHED)
        unfinished.mkdir()
        try:
            yield unfinished
            sync_tree(unfinished)
            unfinished.rename(self.folder / name)
            sync(self.folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        self.make_current(name)

    def make_current(self, name: str) -> None:
        """Raises `IndexUnavailable` when there is no generation of that name."""
        if name not in self.names():
            raise IndexUnavailable(f"there is no generation {name}", mend="tilda index list")
        temporary = self.folder / (CURRENT + _UNFINISHED)
        temporary.write_text(name + "\n", encoding="utf-8")
        sync(temporary)
        temporary.replace(self.folder / CURRENT)
        sync(self.folder)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Removes all but the newest `keep` generations, never the current one; returns the removed names."""
        removed = [name for name in self.names()[:-keep] if name != self.current()]
        for name in removed:
            # Renamed first, so that a reader never meets half a generation under its real name.
            doomed = self.folder / (name + _UNFINISHED)
            self.path(name).rename(doomed)
            shutil.rmtree(doomed)
        return tuple(removed)

    def _next_number(self) -> int:
        names = self.names()
        return int(names[-1].removeprefix("gen-")) + 1 if names else 1

    def _remove_unfinished(self) -> None:
        for path in self.folder.glob(f"*{_UNFINISHED}"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
