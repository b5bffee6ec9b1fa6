"""The same questions asked several times: whether the answers stay the same, and how far the metrics move."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.run_folder import StoredRun

REPEATS = "repeats.json"


@dataclass(frozen=True, slots=True)
class Repeats:
    """`different` names the questions whose stored result is not the same in all runs; `spread` is the lowest
    and the highest value of each metric over the runs.
    """

    runs: int
    different: tuple[str, ...]
    spread: Mapping[str, tuple[float, float]]

    def sentence(self) -> str:
        if not self.different:
            return f"Asked {self.runs} times: every answer and score was identical, timings apart."
        moved = [f"{name} {low:.3f} to {high:.3f}" for name, (low, high) in self.spread.items() if low < high]
        return (
            f"Asked {self.runs} times: {len(self.different)} questions were not answered alike. "
            f"Spread: {', '.join(moved) or 'none of the metrics moved'}."
        )


def repeats_of(runs: Sequence[StoredRun]) -> Repeats:
    first = runs[0]
    by_id = [{result.case.id: result for result in run.results} for run in runs]
    values: dict[str, list[float]] = {}
    for run in runs:
        for name, estimate in run.run.summary.overall.estimates.items():
            values.setdefault(name, []).append(estimate.value)
    return Repeats(
        runs=len(runs),
        different=tuple(
            result.case.id
            for result in first.results
            if any(others[result.case.id] != result for others in by_id)
        ),
        spread={name: (min(found), max(found)) for name, found in values.items()},
    )


def write_repeats(folder: Path, repeats: Repeats) -> None:
    text = json.dumps(asdict(repeats), ensure_ascii=False, indent=1) + "\n"
    (folder / REPEATS).write_text(text, encoding="utf-8")
