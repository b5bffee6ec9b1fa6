"""A finished run on disk: what was asked and answered, what it amounts to, and apart from both how long it took.

`results.jsonl`, `sources.jsonl` and `summary.json` are the same bytes whenever the same set is asked of the
same index; `timings.json` is not.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from app.domain.errors import TildaError
from eval.run_sources import StoredSource
from eval.scores import Result
from eval.selection import Selection
from eval.summary import Summary

SCHEMA = 1
RESULTS = "results.jsonl"
SOURCES = "sources.jsonl"
SUMMARY = "summary.json"
TIMINGS = "timings.json"

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run read back. `sources` are those its results name, by id; `milliseconds` an answer took by case id."""

    results: tuple[Result, ...]
    sources: Mapping[str, StoredSource]
    run: RunSummary
    milliseconds: Mapping[str, float]


def write_run(
    folder: Path,
    results: Sequence[Result],
    sources: Sequence[StoredSource],
    run: RunSummary,
    milliseconds: Mapping[str, float],
) -> None:
    """Writes the run into the folder, in place of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / RESULTS, _lines(Result, results))
    _replace(folder / SOURCES, _lines(StoredSource, sources))
    _replace(folder / SUMMARY, summary_json(run))
    _replace(folder / TIMINGS, json.dumps({"milliseconds": dict(milliseconds)}, indent=1) + "\n")


def read_result(folder: Path, case_id: str) -> Result:
    """One stored result; raises `UnreadableRun` when the folder or the question is not there."""
    path = folder / RESULTS
    lines = [line for line in _read(path).split("\n") if line]
    try:
        ids = [str(json.loads(line)["case"]["id"]) for line in lines]
    except (ValueError, KeyError, TypeError):
        raise UnreadableRun(f"{path} is not as a run writes it; run the set again") from None
    if case_id not in ids:
        nearest = difflib.get_close_matches(case_id, ids, cutoff=0.0)
        raise UnreadableRun(f"{folder} holds no question {case_id}; it holds {', '.join(nearest)} …")
    return _parse(TypeAdapter(Result), path, lines[ids.index(case_id)])


def read_run(folder: Path) -> StoredRun:
    """The whole run; raises `UnreadableRun` when the folder does not hold one."""
    return StoredRun(
        results=_read_lines(Result, folder / RESULTS),
        sources={source.id: source for source in _read_lines(StoredSource, folder / SOURCES)},
        run=_parse(TypeAdapter(RunSummary), folder / SUMMARY, _read(folder / SUMMARY)),
        milliseconds=_parse(TypeAdapter(_Timings), folder / TIMINGS, _read(folder / TIMINGS)).milliseconds,
    )


def read_sources(folder: Path) -> Mapping[str, StoredSource]:
    """The sources that the run's results name, by id."""
    return {source.id: source for source in _read_lines(StoredSource, folder / SOURCES)}


@dataclass(frozen=True, slots=True)
class _Timings:
    milliseconds: Mapping[str, float]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UnreadableRun(f"{path.parent} is no run folder: expected {path.name} in it") from None


def _read_lines(type_: type[T], path: Path) -> tuple[T, ...]:
    adapter = TypeAdapter(type_)
    return tuple(_parse(adapter, path, line) for line in _read(path).split("\n") if line)


def _parse(adapter: TypeAdapter[T], path: Path, text: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError:
        raise UnreadableRun(f"{path} is of another version of Tilda; run the set again") from None


def _lines(type_: type[T], rows: Iterable[T]) -> str:
    adapter = TypeAdapter(type_)
    return "".join(adapter.dump_json(row).decode() + "\n" for row in rows)


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
