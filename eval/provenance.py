"""What a run was made with: everything that must agree before two runs can."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from eval.asking import Asking
from eval.run_sources import StoredSource
from eval.selection import Selection

CONFIG_SCHEMA = 1
_PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class SetIdentity:
    """Which questions were asked, beyond doubt: the file's name and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything in `config.json`. `git_commit` ends in "+" when the working copy had changes of its own."""

    schema_version: int
    version: str
    git_commit: str | None
    corpus_sha256: str
    sets: tuple[SetIdentity, ...]
    selection: Selection
    k: int
    seed: int
    asking: Asking
    host: Mapping[str, str]


def config_of(
    sets: Sequence[Path],
    selection: Selection,
    k: int,
    seed: int,
    asking: Asking,
    sources: Iterable[StoredSource],
) -> RunConfig:
    return RunConfig(
        schema_version=CONFIG_SCHEMA,
        version=version("tilda"),
        git_commit=_git_commit(),
        corpus_sha256=corpus_hash(sources),
        sets=identify(sets),
        selection=selection,
        k=k,
        seed=seed,
        asking=asking,
        host={
            "system": platform.platform(terse=True),
            "machine": platform.machine(),
            "cores": str(os.cpu_count()),
            "python": platform.python_version(),
        },
    )


def identify(paths: Iterable[Path]) -> tuple[SetIdentity, ...]:
    return tuple(SetIdentity(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)


def corpus_hash(sources: Iterable[StoredSource]) -> str:
    """SHA-256 over the ids and the texts' hashes."""
    lines = sorted(f"{source.id} {source.sha256}\n" for source in sources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _git_commit() -> str | None:
    """None outside a working copy, as in an installed package."""
    head = _git("rev-parse", "HEAD")
    if head is None:
        return None
    return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*arguments: str) -> str | None:
    command = ["git", "-C", str(_PROJECT), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
