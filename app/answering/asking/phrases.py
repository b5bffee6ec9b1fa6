"""What people say in many words, as data: tables of regular expressions with named sets of words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path


def read_phrases(path: Path) -> Mapping[str, str]:
    """One alternation a table of the file; in it `{name}` is any of the list of that name in `[words]`."""
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    sets = {name: _any_of(members) for name, members in file.pop("words").items()}
    return {name: _any_of(form.format(**sets) for form in forms) for name, forms in file.items()}


def _any_of(forms: Iterable[str]) -> str:
    return f"(?:{'|'.join(forms)})"
