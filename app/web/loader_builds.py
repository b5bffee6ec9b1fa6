"""The loader that other sites put into their pages: the newest build, and each released one as it was."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

NAME = "tilda.js"
_COMMENT = re.compile(r"/\*\*.*?\*/\s*|^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \n]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Build:
    """`address` is where it is served. `content` is what `integrity`, as in the attribute of a script tag, is of."""

    address: str
    content: bytes

    @property
    def integrity(self) -> str:
        return f"sha384-{base64.b64encode(hashlib.sha384(self.content).digest()).decode('ascii')}"


def floating_build(widget: Path) -> Build:
    """Follows the installation; its address changes only when an old page could not use it."""
    source = (widget / "loader.js").read_text(encoding="utf-8")
    return Build(f"/widget/v1/{NAME}", without_comments(source).encode())


def without_comments(script: str) -> str:
    """What every visitor of every host page need not fetch: comments of one line, and indentation.

    For `loader.js` only, which keeps comments off its code's lines and out of its strings.
    """
    return _INDENT.sub("", _COMMENT.sub("", script))


def released_builds(widget: Path) -> dict[str, Build]:
    """By version, oldest release first."""
    files = {file.parent.name: file for file in (widget / "releases").glob(f"*/{NAME}")}
    return {
        version: Build(f"/widget/{version}/{NAME}", files[version].read_bytes())
        for version in sorted(files, key=_order)
    }


def newest_release(widget: Path) -> Build | None:
    return next(reversed(released_builds(widget).values()), None)


def pin(widget: Path, version: str, is_released: bool) -> Path:
    """Keeps the loader as this version's build.

    Raises `FileExistsError` when the version is released and was built from other bytes.
    """
    kept = widget / "releases" / version / NAME
    content = floating_build(widget).content
    if is_released and kept.exists() and kept.read_bytes() != content:
        raise FileExistsError(f"{version} is released and its loader may not change; raise the version")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return kept


def _order(version: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal()), version
