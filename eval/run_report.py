"""A run on the terminal: the metrics, a row a language and kind, and which questions to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.gaps import GAP_MEASURES, Gap
from eval.gate_lines import gate_lines
from eval.gate_verdicts import GateVerdict
from eval.gates import Subject
from eval.groups import groups_by
from eval.intervals import Estimate
from eval.latency import median_and_p95
from eval.measures import BY_NAME, MEASURES
from eval.run_folder import StoredRun
from eval.scores import Layer, Result
from eval.summary import Row, Summary
from eval.tables import duration, number, tight_table
from eval.worst import worst

_COLUMNS = (
    "hit@1",
    "hit@5",
    "MRR@10",
    "nDCG@10",
    "must",
    "citation_precision",
    "citation_recall",
    "abstention_precision",
    "abstention_recall",
    "abstention_f1",
    "false_refusal_rate",
    "accepted",
)
BY = ("lang", "kind")

Failed = frozenset[tuple[str, str | None]]  # metric and group of the gates that failed


def report(
    run: StoredRun,
    folder: Path,
    left_out: int = 0,
    gates: Sequence[GateVerdict] = (),
    by: Sequence[str] = BY,
) -> RenderableType:
    """Red is where a gate failed, and nothing else."""
    failed = frozenset(
        (verdict.gate.metric, verdict.gate.group)
        for verdict in gates
        if not verdict.passed and verdict.gate.subject is Subject.MEAN
    )
    summary = run.run.summary
    parts: list[RenderableType] = [
        _overall(summary, left_out, failed),
        _groups(run, by, failed),
        _gaps(summary.gaps),
        _worst(run.results, folder),
        gate_lines(gates),
        _closing(run, folder),
    ]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts if part))


def _overall(summary: Summary, left_out: int, failed: Failed) -> Table:
    row = summary.overall
    filtered = f", {left_out} filtered out" if left_out else ""
    table = tight_table(f"All questions: {row.questions}, {row.unanswerable} of them unanswerable{filtered}")
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right")
    table.add_column("95 %", no_wrap=True)
    table.add_column("below")
    table.add_column("meaning")
    for measure in MEASURES:
        if found := row.estimates.get(measure.name):
            style = "red" if (measure.name, None) in failed else ""
            value = Text(number(found.value), style)
            table.add_row(measure.name, value, _interval(found), measure.column, measure.meaning)
    if auroc := summary.confidence.auroc:
        meaning = "confidence tells what has an answer"
        table.add_row("auroc", Text(number(auroc.value)), _interval(auroc), "", meaning)
    return table


def _interval(found: Estimate) -> str:
    return f"{number(found.low)}–{number(found.high)}"


def _groups(run: StoredRun, by: Sequence[str], failed: Failed) -> RenderableType:
    """A row a group, and under each value how far it reaches to either side."""
    table = tight_table("By " + " and ".join(by) + "; below each value half the width of its 95 % interval")
    table.add_column("", no_wrap=True, min_width=13, max_width=15, overflow="ellipsis")
    table.add_column("n", justify="right", no_wrap=True)
    for name in _COLUMNS:
        table.add_column(BY_NAME[name].column, justify="right", no_wrap=True)
    table.add_column("p50", justify="right", no_wrap=True)
    table.add_column("p95", justify="right", no_wrap=True)
    languages = {source.id: source.language.value for source in run.sources.values()}
    for dimension in by:
        members = groups_by(dimension, run.results, languages)
        for row in rows_of(run.run.summary, dimension):
            times = [run.milliseconds[one.case.id] for one in members[row.name]]
            latency = [duration(value) for value in median_and_p95(times)]
            table.add_row(escape(row.name), str(row.questions), *_cells(row, dimension, failed), *latency)
        table.add_section()
    return table


def rows_of(summary: Summary, dimension: str) -> tuple[Row, ...]:
    rows: Mapping[str, tuple[Row, ...]] = {
        "lang": summary.by_language,
        "kind": summary.by_kind,
        "direction": summary.by_direction,
        "split": summary.by_split,
        "tag": summary.by_tag,
    }
    return rows[dimension]


def _cells(row: Row, dimension: str, failed: Failed) -> Iterator[Text]:
    for name in _COLUMNS:
        found = row.estimates.get(name)
        if found is None:
            yield Text("–")
            continue
        is_red = (name, row.name) in failed or (name, f"{dimension}:{row.name}") in failed
        reach = number((found.high - found.low) / 2)
        yield Text.assemble((number(found.value), "red" if is_red else ""), "\n", (reach, "dim"))


def _gaps(gaps: Sequence[Gap]) -> RenderableType:
    if not gaps:
        return Text("No paired gaps: no fact was asked in two forms.")
    table = tight_table("Paired gaps: the same fact, easy form minus hard")
    table.add_column("gap", no_wrap=True)
    table.add_column("facts", justify="right", no_wrap=True)
    for name in GAP_MEASURES:
        table.add_column(BY_NAME[name].column, justify="right", no_wrap=True)
    for gap in gaps:
        found = [gap.differences.get(name) for name in GAP_MEASURES]
        values = ["–" if one is None else number(one.value) for one in found]
        table.add_row(gap.name, str(gap.facts), *values)
    return table


def _worst(results: Sequence[Result], folder: Path) -> RenderableType:
    failed = sum(result.score.failed is not None for result in results)
    if not failed:
        return Text("Every question was accepted.")
    shown = worst(results)
    table = tight_table(f"Worst questions ({len(shown)} of the {failed} that were not accepted)")
    table.expand = True
    table.add_column("id", no_wrap=True)
    table.add_column("truth", justify="right", no_wrap=True)
    table.add_column("failed in", no_wrap=True)
    table.add_column("question", no_wrap=True, overflow="ellipsis", ratio=1)
    for result in shown:
        question = Text(" ".join(result.case.question.split()))
        table.add_row(result.case.id, f"{result.score.truth:g}", result.score.failed, question)
    return Group(table, Text(f"Look at one: tilda eval show {folder} {shown[0].case.id}"))


def _closing(run: StoredRun, folder: Path) -> Text:
    failed = ", ".join(f"{layer} {count}" for layer, count in run.run.summary.failed.items()) or "none"
    lines = [f"Not accepted, by the layer that failed: {failed}", *_faults(run.results)]
    middle, slow = median_and_p95(list(run.milliseconds.values()))
    lines.append(f"An answer took {middle:.0f} ms (median), {slow:.0f} ms (95th percentile)")
    lines.append(f"Written to {folder}")
    return Text("\n".join(lines))


def _faults(results: Sequence[Result]) -> Iterator[str]:
    """What went wrong with questions that got no usable answer, the most frequent first."""
    faults: dict[str, list[str]] = {}
    for result in results:
        if result.score.failed is Layer.SERVICE:
            faults.setdefault(result.outcome.fault or "the service failed", []).append(result.case.id)
    for fault, ids in sorted(faults.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
        yield f"No usable answer to {len(ids)} of {len(results)} questions ({shown}): {fault}"
