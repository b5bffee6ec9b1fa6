"""General words of the public sector and of working life, as rows of the concept layer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.sources import Language

_FILE = Path(__file__).with_name("general_concepts.toml")
_LANGUAGES = (Language.SV, Language.NB, Language.NN, Language.EN)
_VERB = "to "


def general_rows(path: Path = _FILE) -> Iterator[tuple[str, Mapping[Language, Sequence[str]]]]:
    """Each row's id, its first English term, and its terms; raises `ValueError` for a row that is not whole.

    A field's rows are one literal string, a line each: as many lists would take TOML ten times as long.
    """
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["field"]:
        for line in group["rows"].strip().splitlines():
            yield _row(line, f"{path.name}: {group['name']}")


def _row(line: str, place: str) -> tuple[str, Mapping[Language, Sequence[str]]]:
    columns = [[term for part in column.split(",") if (term := part.strip())] for column in line.split("|")]
    if len(columns) != len(_LANGUAGES) or not columns[-1]:
        raise ValueError(f"{place}: a row is Swedish | bokmål | nynorsk | English, not {line!r}")
    for at in range(1, len(columns)):
        if columns[at] == ["="]:
            columns[at] = columns[at - 1]
    *_, english = columns
    id = english[0].replace(" ", "-")
    english[0] = english[0].removeprefix(_VERB)
    return id, dict(zip(_LANGUAGES, columns, strict=True))
