"""A service that is killed while it stores."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from app.store.log import StoredLog
from tests.locks import ROOT

KILLS = 6


def test_no_acknowledged_feedback_is_lost_when_the_service_is_killed(tmp_path: Path) -> None:
    """One file through all kills: each service goes on where the last one was killed."""
    file = tmp_path / "store.sqlite"
    chance = random.Random(7)
    acknowledged: set[str] = set()

    for _ in range(KILLS):
        acknowledged |= _killed_after(chance.randint(1, 150), file)
        stored = {rated.feedback.answer_id for rated in StoredLog(file).rated()}
        assert acknowledged <= stored

    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def _killed_after(count: int, file: Path) -> set[str]:
    """The answers whose rating was acknowledged before the writer was killed, and perhaps a few more."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store_writer", str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(count)]
        os.kill(writer.pid, signal.SIGKILL)
        lines += writer.stdout.readlines()
    return {f"answer-{int(line)}" for line in lines if line.endswith("\n")}
