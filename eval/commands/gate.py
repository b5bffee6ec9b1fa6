"""`tilda eval gate`: whether a stored run meets its gates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import Exit, Run

if TYPE_CHECKING:
    from eval.gates import Gate

GateOption = Annotated[
    list[str] | None, typer.Option("--gate", metavar="EXPR", help="A gate, such as 'hit@5[nn]>=.85'.")
]
GateFile = Annotated[Path | None, typer.Option(metavar="F", help='TOML file with gates = ["hit@5>=.90", …].')]
Baseline = Annotated[
    Path | None, typer.Option(metavar="RUN", help="A run folder or a baseline file to compare with.")
]


def gates_from(texts: Sequence[str] | None, file: Path | None) -> tuple[Gate, ...]:
    """Raises `InvalidGates`."""
    from eval.gates import parse_gates, read_gate_file

    return parse_gates([*(texts or ()), *(read_gate_file(file) if file else ())])


def gate(run: Run, gate: GateOption = None, gate_file: GateFile = None, baseline: Baseline = None) -> None:
    """Judge a stored run by gates; exit 0 when all pass, 2 when one fails."""
    from rich.console import Console

    from eval.gate_lines import gate_lines
    from eval.gate_verdicts import Judged, judge_gates
    from eval.gates import InvalidGates
    from eval.run_folder import read_run
    from eval.scored_run import read_scored_run

    gates = gates_from(gate, gate_file)
    if not gates:
        raise InvalidGates("expected at least one gate: --gate EXPR or --gate-file F")
    stored = read_run(run)
    compared = read_scored_run(baseline) if baseline else None
    verdicts = judge_gates(gates, Judged.of(stored, compared))
    Console().print(gate_lines(verdicts), soft_wrap=True)
    if not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(Exit.GATE_FAILED)
