"""A run on disk: what was asked and answered, what it amounts to, and apart from both how long it took.

`results.jsonl`, `sources.jsonl` and `summary.json` are the same bytes whenever the same set is asked of the
same index; `timings.jsonl` is not. `results.jsonl` grows with every answer, so that what an interrupted run
has finished is there; `summary.json` says that it is complete.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from app.domain.errors import TildaError
from eval.provenance import RunConfig, SetIdentity
from eval.run_sources import StoredSource
from eval.scores import Result
from eval.selection import Selection
from eval.summary import Summary

SCHEMA = 2
CONFIG = "config.json"
RESULTS = "results.jsonl"
SOURCES = "sources.jsonl"
SUMMARY = "summary.json"
TIMINGS = "timings.jsonl"

T = TypeVar("T")


class UnreadableRun(TildaError):
    """A folder does not hold the run, or the question, that was asked for."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Everything in `summary.json`."""

    schema_version: int
    sets: tuple[SetIdentity, ...]
    selection: Selection
    generation: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the answer to one case took."""

    id: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run read back. `sources` are those its results name, by id; `milliseconds` an answer took by case id."""

    config: RunConfig
    results: tuple[Result, ...]
    sources: Mapping[str, StoredSource]
    run: RunSummary
    milliseconds: Mapping[str, float]


def summary_json(run: RunSummary) -> str:
    return json.dumps(asdict(run), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def begin(folder: Path, config: RunConfig, finished: Iterable[tuple[Result, float]] = ()) -> None:
    """Makes room for a run, in place of an earlier one in the same folder but for what it has `finished`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMMARY).unlink(missing_ok=True)
    kept = list(finished)
    _replace(folder / CONFIG, _pretty(_config(), config))
    _replace(folder / TIMINGS, _lines(_timing(), [Timing(result.case.id, ms) for result, ms in kept]))
    _replace(folder / RESULTS, _lines(_result(), [result for result, _ in kept]))


def keep(folder: Path, result: Result, milliseconds: float) -> None:
    """Adds one finished question. Its timing first: a result without one is not there yet."""
    _append(folder / TIMINGS, _lines(_timing(), [Timing(result.case.id, milliseconds)]))
    _append(folder / RESULTS, _lines(_result(), [result]))


def finish(
    folder: Path,
    results: Sequence[Result],
    sources: Sequence[StoredSource],
    run: RunSummary,
    milliseconds: Mapping[str, float],
) -> None:
    """Writes all of a run that has begun, the summary last."""
    _replace(folder / RESULTS, _lines(_result(), results))
    _replace(folder / TIMINGS, _lines(_timing(), [Timing(*timing) for timing in milliseconds.items()]))
    _replace(folder / SOURCES, _lines(_source(), sources))
    _replace(folder / SUMMARY, summary_json(run))


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
    return _parse(_result(), path, lines[ids.index(case_id)])


def read_run(folder: Path) -> StoredRun:
    """The whole run; raises `UnreadableRun` when the folder does not hold a finished one."""
    if (folder / RESULTS).is_file() and not (folder / SUMMARY).is_file():
        raise UnreadableRun(f"{folder} is not finished; go on with: tilda eval run --resume --out {folder}")
    return StoredRun(
        config=_parse(_config(), folder / CONFIG, _read(folder / CONFIG)),
        results=_read_lines(_result(), folder / RESULTS),
        sources=read_sources(folder),
        run=_parse(_summary(), folder / SUMMARY, _read(folder / SUMMARY)),
        milliseconds={one.id: one.milliseconds for one in _read_lines(_timing(), folder / TIMINGS)},
    )


def read_sources(folder: Path) -> Mapping[str, StoredSource]:
    """The sources that the run's results name, by id."""
    return {source.id: source for source in _read_lines(_source(), folder / SOURCES)}


def read_config(folder: Path) -> RunConfig:
    return _parse(_config(), folder / CONFIG, _read(folder / CONFIG))


def read_unfinished(folder: Path) -> Mapping[str, tuple[Result, float]]:
    """What an interrupted run has finished, with milliseconds, by case id; a torn last line is dropped."""
    timings = {one.id: one.milliseconds for one in _read_whole_lines(_timing(), folder / TIMINGS)}
    results = _read_whole_lines(_result(), folder / RESULTS)
    return {result.case.id: (result, timings[result.case.id]) for result in results}


# Made when they are needed, and once: making one takes longer than reading a hundred lines with it.
@cache
def _result() -> TypeAdapter[Result]:
    return TypeAdapter(Result)


@cache
def _timing() -> TypeAdapter[Timing]:
    return TypeAdapter(Timing)


@cache
def _source() -> TypeAdapter[StoredSource]:
    return TypeAdapter(StoredSource)


@cache
def _summary() -> TypeAdapter[RunSummary]:
    return TypeAdapter(RunSummary)


@cache
def _config() -> TypeAdapter[RunConfig]:
    return TypeAdapter(RunConfig)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UnreadableRun(f"{path.parent} is no run folder: expected {path.name} in it") from None


def _read_lines(adapter: TypeAdapter[T], path: Path) -> tuple[T, ...]:
    return tuple(_parse(adapter, path, line) for line in _read(path).split("\n") if line)


def _read_whole_lines(adapter: TypeAdapter[T], path: Path) -> tuple[T, ...]:
    if not path.is_file():
        return ()
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return tuple(_parse(adapter, path, line) for line in whole.decode().split("\n") if line)


def _parse(adapter: TypeAdapter[T], path: Path, text: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError:
        raise UnreadableRun(f"{path} is of another version of Tilda; run the set again") from None


def _lines(adapter: TypeAdapter[T], rows: Iterable[T]) -> str:
    return "".join(adapter.dump_json(row).decode() + "\n" for row in rows)


def _pretty(adapter: TypeAdapter[T], value: T) -> str:
    return adapter.dump_json(value, indent=1).decode() + "\n"


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
