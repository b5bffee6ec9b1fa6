"""What runs are compared by: the scores of each question, from a run folder or from one baseline file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.domain.sources import Language
from eval.cases import Case, Kind
from eval.provenance import SetIdentity
from eval.run_folder import StoredRun, UnreadableRun, read_run
from eval.scores import Result, Score

BASELINE_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """`sha256` is that of the whole case, so that a question whose gold has changed is another question."""

    id: str
    sha256: str
    language: Language
    kind: Kind
    tags: tuple[str, ...]
    question: str
    score: Score


@dataclass(frozen=True, slots=True)
class ScoredRun:
    schema_version: int
    version: str
    corpus_sha256: str
    sets: tuple[SetIdentity, ...]
    k: int
    cases: tuple[ScoredCase, ...]

    @property
    def set_hashes(self) -> tuple[str, ...]:
        return tuple(sorted(one.sha256 for one in self.sets))


def scored_run(run: StoredRun) -> ScoredRun:
    config = run.config
    return ScoredRun(
        schema_version=BASELINE_SCHEMA,
        version=config.version,
        corpus_sha256=config.corpus_sha256,
        sets=config.sets,
        k=config.k,
        cases=scored_cases(run.results),
    )


def scored_cases(results: Iterable[Result]) -> tuple[ScoredCase, ...]:
    return tuple(_scored(result.case, result.score) for result in results)


def _scored(case: Case, score: Score) -> ScoredCase:
    digest = hashlib.sha256(case.model_dump_json().encode()).hexdigest()
    return ScoredCase(case.id, digest, case.language, case.kind, case.tags, case.question, score)


def baseline_json(run: ScoredRun) -> str:
    """A line a question, so that a change of the baseline shows which questions moved."""
    record = TypeAdapter(ScoredRun).dump_python(run, mode="json")
    cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in record.pop("cases"))
    head = json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "cases": [\n{cases}\n]}}\n'


def read_scored_run(path: Path) -> ScoredRun:
    """A run folder, or a file that `tilda eval export --format baseline` wrote.

    Raises `UnreadableRun`.
    """
    if not path.is_file():
        return scored_run(read_run(path))
    try:
        found = TypeAdapter(ScoredRun).validate_json(path.read_bytes())
    except ValidationError:
        found = None
    if found is None or found.schema_version != BASELINE_SCHEMA:
        raise UnreadableRun(
            f"{path} is no baseline of this version; write one with: tilda eval export RUN --format baseline"
        )
    return found
