"""Reads the files that lock the packages' versions."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"(?P<package>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)")


def locked_versions(lock: Path) -> dict[str, str]:
    """Version by package. Raises `ValueError` for a line that pins nothing."""
    versions: dict[str, str] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pinned = _PINNED.fullmatch(line)
        if pinned is None:
            raise ValueError(f"{lock.name}: expected package==version, found {line!r}")
        versions[pinned["package"]] = pinned["version"]
    return versions
