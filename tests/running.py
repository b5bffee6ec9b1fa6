"""The real server over the fakes in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Running:
    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self) -> str:
        """Asks it to stop, and returns all that it wrote after its address."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=15)[0]


@contextmanager
def running_server(**settings: str) -> Iterator[Running]:
    """`settings` as environment variables: their names without the prefix, in any case."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TILDA_")}
    environment |= {f"TILDA_{name.upper()}": value for name, value in settings.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fake_server"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.fullmatch(r"Tilda answers at (http://127\.0\.0\.1:[1-9][0-9]*)\n", line)
        assert address, line
        try:
            yield Running(address[1], process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=15)
