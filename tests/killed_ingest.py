"""Ingests that die: a process that forks an ingest for each line it reads, ready to be killed.

`python -m tests.killed_ingest CORPUS INDEX` imports everything once. A line "0" lets an ingest run; a line
"7" has it kill itself, with SIGKILL, before the seventh thing it changes in the file system inside INDEX. The
answer is the ingest's process id on one line, then, when it has ended, its exit status on another.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import bm25s  # noqa: F401  # imported before the fork, so that an ingest takes milliseconds
import faiss  # noqa: F401

from tests.builders import ingested

_STEPS = frozenset("open os.mkdir os.rename os.truncate sqlite3.connect shutil.rmtree".split())
_REMOVALS = frozenset(("os.remove", "os.rmdir"))  # their paths are relative to the folder that is removed


def main() -> None:
    corpus, index = Path(sys.argv[1]), Path(sys.argv[2])
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            if int(line):
                _die_before_step(int(line), index)
            try:
                ingested(corpus, index)
                os._exit(0)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
        print(process, flush=True)
        print(os.waitpid(process, 0)[1], flush=True)


def _die_before_step(number: int, index: Path) -> None:
    steps = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        is_reading = event == "open" and not set(str(arguments[1])) & set("wax+")
        is_inside = event in _STEPS and str(index) in str(arguments[0])
        if event in _REMOVALS or (is_inside and not is_reading):
            steps += 1
            if steps == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
