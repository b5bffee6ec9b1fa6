"""Gates on the terminal: one line each, the word first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from eval.gate_verdicts import GateVerdict


def gate_lines(verdicts: Sequence[GateVerdict]) -> Text:
    lines = [
        Text.assemble(
            ("PASS", "green") if verdict.passed else ("FAIL", "bold red"),
            f"  {verdict.gate.text}: {verdict.why}",
        )
        for verdict in verdicts
    ]
    failed = sum(not verdict.passed for verdict in verdicts)
    if verdicts:
        lines.append(Text(f"{failed} of {len(verdicts)} gates failed" if failed else "All gates passed"))
    return Text("\n").join(lines)
