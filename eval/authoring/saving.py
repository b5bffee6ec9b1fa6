"""Adding a case to a set so that the set is whole whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

from app.retrieval.durable import sync
from eval.cases import Case, InvalidSet, Placed, duplicate_faults, read_sets, split_faults


def line_of(case: Case) -> str:
    """The case as a line of a set; what has its default value is left out."""
    return case.model_dump_json(exclude_defaults=True) + "\n"


def add_case(case: Case, path: Path) -> int:
    """Writes the case below the others of the file and returns its line number, from 1 on.

    The file is replaced by a complete one or not at all. Raises `InvalidSet` when the case clashes with one
    that is there; faults that the file had before are no reason to refuse.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if text and not text.endswith("\n"):
        text += "\n"
    number = text.count("\n") + 1
    placed = (*(read_sets([path])[0] if text.strip() else ()), Placed(case, str(path), number))
    clashes = [fault for fault in (*duplicate_faults(placed), *split_faults(placed)) if fault.line == number]
    if clashes:
        raise InvalidSet(clashes)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text + line_of(case), encoding="utf-8")
    sync(unfinished)
    unfinished.replace(path)
    sync(path.parent)
    return number
