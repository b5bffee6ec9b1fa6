"""A finished run on disk: what was asked and answered, what it amounts to, and apart from both how long it took.

`results.jsonl` and `summary.json` are the same bytes whenever the same set is asked of the same index;
`timings.json` is not.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.domain.errors import TildaError
from eval.scores import Result
from eval.selection import Selection
from eval.summary import Summary

SCHEMA = 1
RESULTS = "results.jsonl"
SUMMARY = "summary.json"
TIMINGS = "timings.json"


class UnreadableRun(TildaError):
    """A folder does not hold the run, or the question, that was asked for."""


@dataclass(frozen=True, slots=True)
class SetIdentity:
    """Which questions were asked, beyond doubt: the file's name and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Everything in `summary.json`."""

    schema_version: int
    sets: tuple[SetIdentity, ...]
    selection: Selection
    generation: str
    summary: Summary


def identify(paths: Iterable[Path]) -> tuple[SetIdentity, ...]:
    return tuple(SetIdentity(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)


def summary_json(run: RunSummary) -> str:
    return json.dumps(asdict(run), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write_run(
    folder: Path, results: Sequence[Result], run: RunSummary, milliseconds: Mapping[str, float]
) -> None:
    """Writes the run into the folder, in place of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_adapter().dump_json(result).decode() + "\n" for result in results]
    _replace(folder / RESULTS, "".join(lines))
    _replace(folder / SUMMARY, summary_json(run))
    _replace(folder / TIMINGS, json.dumps({"milliseconds": dict(milliseconds)}, indent=1) + "\n")


def read_result(folder: Path, case_id: str) -> Result:
    """One stored result; raises `UnreadableRun` when the folder or the question is not there."""
    path = folder / RESULTS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        ids = [str(json.loads(line)["case"]["id"]) for line in lines]
    except OSError:
        raise UnreadableRun(f"{folder} is no run folder: expected {RESULTS} in it") from None
    except (ValueError, KeyError, TypeError):
        raise UnreadableRun(f"{path} is not as a run writes it; run the set again") from None
    if case_id not in ids:
        nearest = difflib.get_close_matches(case_id, ids, cutoff=0.0)
        raise UnreadableRun(f"{folder} holds no question {case_id}; it holds {', '.join(nearest)} …")
    try:
        return _adapter().validate_json(lines[ids.index(case_id)])
    except ValidationError:
        raise UnreadableRun(f"{path} is of another version of Tilda; run the set again") from None


@cache
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Result)


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
