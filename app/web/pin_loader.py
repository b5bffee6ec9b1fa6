"""`python -m app.web.pin_loader`, run when a version is released: its loader can be pinned from then on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from app.version import VERSION
from app.web.loader_builds import pin

PROJECT = Path(__file__).resolve().parents[2]


def is_released(version: str, changelog: str) -> bool:
    """A version is released when the changelog gives it a date."""
    return (
        re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE) is not None
    )


def main() -> int:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        print(pin(PROJECT / "app" / "widget", VERSION, is_released(VERSION, changelog)))
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
