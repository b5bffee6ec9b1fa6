"""The number in a table's cell, as Swedish and Norwegian texts write it: "1 200,5", "–12 %", "ca 4"."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?P<minus>(?<!\w)[-–−]\s?)?(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
)
_SPACES = re.compile(r"[ \u00a0\u202f]")


def cell_number(cell: str) -> float | None:
    """The first number of a cell, below zero behind a minus or a dash; None without a digit."""
    found = _NUMBER.search(cell)
    if found is None:
        return None
    size = float(_SPACES.sub("", found["digits"]).replace(",", "."))
    return -size if found["minus"] else size
