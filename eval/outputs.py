"""What a finished run is shown as and written to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from app.domain.errors import TildaError
from app.domain.sources import Language
from eval.comparing import compare
from eval.comparison_report import comparison_report
from eval.exporting import csv_of
from eval.gate_lines import gate_lines
from eval.gate_verdicts import GateVerdict, Judged, judge_gates
from eval.gates import Gate
from eval.groups import DIMENSIONS
from eval.junit import write_junit
from eval.repeats import repeats_of, write_repeats
from eval.report.page import REPORT, write_report
from eval.run_folder import StoredRun, summary_json
from eval.run_report import report
from eval.scored_run import ScoredRun, scored_run
from eval.session import Evaluation

JUNIT = "junit.xml"
_STDOUT = Path("-")


class UnknownDimension(TildaError):
    """The rows of a table cannot be told apart by that."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files that were asked for beside the run folder; "-" is stdout, which is then left to it."""

    junit: Path | None
    html: Path | None
    json: Path | None
    csv: Path | None
    by: tuple[str, ...]
    language: Language
    quiet: bool
    fail_on_regression: bool

    @property
    def is_stdout_taken(self) -> bool:
        return _STDOUT in (self.junit, self.html, self.json, self.csv)


def parse_dimensions(text: str) -> tuple[str, ...]:
    """Raises `UnknownDimension`."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in found if name not in DIMENSIONS]:
        raise UnknownDimension(f"--by: expected any of {', '.join(DIMENSIONS)}, found {', '.join(unknown)}")
    return found


def write_outputs(
    folder: Path,
    runs: Sequence[Evaluation],
    gates: Sequence[Gate],
    baseline: ScoredRun | None,
    outputs: Outputs,
) -> bool:
    """True when every gate passed, in every repetition, and nothing that must not has regressed.

    The folder has the first repetition. Raises `NotComparable` for a baseline with no question in common.
    """
    stored = [run.stored for run in runs]
    first = stored[0]
    verdicts = _worst_verdicts(stored, gates, baseline)
    write_junit(folder / JUNIT, first.results, first.milliseconds, verdicts)
    write_report(folder, folder / REPORT, outputs.language)
    for wanted, name in ((outputs.junit, JUNIT), (outputs.html, REPORT)):
        if wanted:
            _write(wanted, (folder / name).read_text(encoding="utf-8"))
    if outputs.json:
        _write(outputs.json, summary_json(first.run))
    if outputs.csv:
        _write(outputs.csv, csv_of(first.results, first.milliseconds))
    comparison = compare(baseline, scored_run(first), common=True) if baseline else None
    worse = comparison.worse if comparison and outputs.fail_on_regression else ()
    repeats = repeats_of(stored) if len(stored) > 1 else None
    if repeats:
        write_repeats(folder, repeats)
    if not outputs.quiet:
        console = Console(stderr=outputs.is_stdout_taken)
        console.print(report(first, folder, runs[0].left_out, verdicts, outputs.by))
        if repeats:
            console.print(repeats.sentence())
        if comparison:
            console.print(comparison_report(comparison))
    elif failed := [verdict for verdict in verdicts if not verdict.passed]:
        Console(stderr=True).print(gate_lines(failed), soft_wrap=True)
    if worse:
        Console(stderr=True).print(f"FAIL  significantly worse than the baseline: {', '.join(worse)}")
    return not worse and all(verdict.passed for verdict in verdicts)


def _worst_verdicts(
    runs: Sequence[StoredRun], gates: Sequence[Gate], baseline: ScoredRun | None
) -> tuple[GateVerdict, ...]:
    """A gate must hold in each repetition: the first verdict that fails, else that of the first run."""
    of_each = [judge_gates(gates, Judged.of(run, baseline)) for run in runs]
    return tuple(min(verdicts, key=lambda verdict: verdict.passed) for verdicts in zip(*of_each, strict=True))


def _write(path: Path, text: str) -> None:
    if path == _STDOUT:
        sys.stdout.write(text)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
