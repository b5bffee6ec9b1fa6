"""kill -9 at any moment of an ingest: readers find one whole generation, the next ingest finds no trace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.retrieval.live import LiveIndex
from app.retrieval.shelf import Shelf
from tests.builders import ROOT, HashEmbedder, write_corpus


@dataclass
class Ingester:
    """Versions of a corpus of two texts, ingested in processes of their own that may be killed."""

    process: subprocess.Popen[str]
    corpus: Path
    index: Path
    version: int = 0

    def ingest(self, *, kill_before_step: int = 0, kill_after: float | None = None) -> int:
        """Ingests the next version; the exit status, which is 9 when the ingest was killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.version += 1
        write_corpus(self.corpus, **{name: _text(self.version) for name in ("a", "b")})
        print(kill_before_step, file=self.process.stdin, flush=True)
        process = int(self.process.stdout.readline())
        timer = threading.Timer(kill_after or 0, _kill, (process,))
        if kill_after is not None:
            timer.start()
        status = int(self.process.stdout.readline())
        timer.cancel()
        if kill_after is not None:
            timer.join()
        return status

    def served_version(self) -> int:
        """What a fresh reader answers from: the version that all of its texts and chunks agree on."""
        generation = LiveIndex(Shelf(self.index), HashEmbedder().identity).current()
        texts = [document.text for document in generation.documents.values()]
        texts += [chunk.text for chunk in generation.chunks if "version" in chunk.text]
        versions = {int(text.partition("version ")[2].partition(" ")[0]) for text in texts}
        assert len(generation.documents) == 2
        assert len(versions) == 1
        return versions.pop()


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):  # it was faster
        os.kill(process, signal.SIGKILL)


def _text(version: int) -> str:
    return f"# Om tillit\n\nDetta är version {version} av texten.\n\n- ett råd\n- två råd i version {version} här\n"


_KILLS = 50
_MOST_TRIES = 500


@pytest.fixture
def ingester(tmp_path: Path) -> Iterator[Ingester]:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    command = (sys.executable, "-m", "tests.killed_ingest", str(corpus), str(index))
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        ingester = Ingester(process, corpus, index)
        assert ingester.ingest() == 0
        yield ingester
        assert process.stdin is not None
        process.stdin.close()


def test_an_ingest_killed_at_50_random_moments_leaves_one_whole_generation(ingester: Ingester) -> None:
    rng = random.Random(50)
    began = time.monotonic()
    assert ingester.ingest() == 0
    longest = time.monotonic() - began
    served = ingester.served_version()
    killed = 0

    for _ in range(_MOST_TRIES):
        status = ingester.ingest(kill_after=rng.uniform(0, longest))
        now = ingester.served_version()
        assert now in (served, ingester.version)
        assert status == 9 or now == ingester.version
        killed += status == 9
        # An ingest that ended before its moment was faster than the first one: aim earlier.
        longest *= 1 if status == 9 else 0.9
        served = now
        if killed == _KILLS:
            break

    assert killed == _KILLS
    _next_ingest_finds_no_trace(ingester)


def test_an_ingest_killed_before_each_of_its_steps_leaves_one_whole_generation(ingester: Ingester) -> None:
    served = ingester.served_version()
    step = 0
    status = 9

    while status == 9:
        step += 1
        status = ingester.ingest(kill_before_step=step)
        assert ingester.served_version() in (served, ingester.version)
        _next_ingest_finds_no_trace(ingester)
        served = ingester.version

    assert status == 0
    assert step > 30, "an ingest takes more steps than that"


def _next_ingest_finds_no_trace(ingester: Ingester) -> None:
    """No lock is stale, what was unfinished is gone, and the new texts are served."""
    assert ingester.ingest() == 0
    assert ingester.served_version() == ingester.version
    assert list(ingester.index.rglob("*.tmp")) == []
    assert len(Shelf(ingester.index).names()) <= 3


@pytest.mark.parametrize("step", [5, 20])
def test_the_first_ingest_of_all_may_be_killed_too(tmp_path: Path, step: int) -> None:
    corpus, index = write_corpus(tmp_path / "corpus", a=_text(1), b=_text(1)), tmp_path / "index"
    result = subprocess.run(
        (sys.executable, "-m", "tests.killed_ingest", str(corpus), str(index)),
        cwd=ROOT,
        input=f"{step}\n0\n",
        text=True,
        capture_output=True,
        check=True,
    )

    assert result.stdout.split()[1::2] == ["9", "0"]
