"""A run on the terminal: tables that fit 80 columns, with and without colour."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.gaps import GAP_MEASURES, Gap
from eval.intervals import Estimate
from eval.measures import BY_NAME, MEASURES
from eval.scores import Result
from eval.summary import Row, Summary

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
_WORST = 10


def report(
    summary: Summary,
    results: Sequence[Result],
    milliseconds: Mapping[str, float],
    folder: Path,
    left_out: int,
) -> RenderableType:
    parts: list[RenderableType] = [
        _overall(summary.overall, left_out),
        _rows("split", summary.by_split),
        _rows("language", summary.by_language),
        _rows("kind", summary.by_kind),
        _rows("direction", summary.by_direction),
        _rows("tag", summary.by_tag),
        _gaps(summary.gaps),
        _worst(results, folder),
        _closing(summary, milliseconds, folder),
    ]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts if part))


def _overall(row: Row, left_out: int) -> Table:
    filtered = f", {left_out} filtered out" if left_out else ""
    table = _table(f"All questions: {row.questions}, {row.unanswerable} of them unanswerable{filtered}")
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right")
    table.add_column("95 %", no_wrap=True)
    table.add_column("below")
    table.add_column("meaning")
    for measure in MEASURES:
        if found := row.estimates.get(measure.name):
            interval = f"{_number(found.low)}–{_number(found.high)}"
            value = _number(found.value)
            table.add_row(measure.name, value, interval, measure.column, measure.meaning)
    return table


def _rows(title: str, rows: Sequence[Row]) -> RenderableType:
    if not rows:
        return Text()
    table = _table(f"By {title}")
    table.add_column(title, no_wrap=True, min_width=13, max_width=15, overflow="ellipsis")
    table.add_column("n", justify="right", no_wrap=True)
    for name in _COLUMNS:
        table.add_column(BY_NAME[name].column, justify="right", no_wrap=True)
    for row in rows:
        values = [_cell(row.estimates.get(name)) for name in _COLUMNS]
        table.add_row(escape(row.name), str(row.questions), *values)
    return table


def _gaps(gaps: Sequence[Gap]) -> RenderableType:
    if not gaps:
        return Text("No paired gaps: no fact was asked in two forms.")
    table = _table("Paired gaps: the same fact, easy form minus hard form")
    table.add_column("gap", no_wrap=True)
    table.add_column("facts", justify="right", no_wrap=True)
    for name in GAP_MEASURES:
        table.add_column(BY_NAME[name].column, justify="right", no_wrap=True)
    for gap in gaps:
        values = [_cell(gap.differences.get(name)) for name in GAP_MEASURES]
        table.add_row(gap.name, str(gap.facts), *values)
    return table


def _worst(results: Sequence[Result], folder: Path) -> RenderableType:
    """The questions to look at first: lowest truth, then least of the gold passages found and cited."""
    failed = [result for result in results if result.score.failed]
    if not failed:
        return Text("Every question was accepted.")
    worst = sorted(failed, key=_badness)[:_WORST]
    table = _table(f"Worst questions ({len(worst)} of the {len(failed)} that were not accepted)")
    table.expand = True
    table.add_column("id", no_wrap=True)
    table.add_column("truth", justify="right", no_wrap=True)
    table.add_column("failed in", no_wrap=True)
    table.add_column("question", no_wrap=True, overflow="ellipsis", ratio=1)
    for result in worst:
        question = Text(" ".join(result.case.question.split()))
        table.add_row(result.case.id, f"{result.score.truth:g}", result.score.failed, question)
    return Group(table, Text(f"Look at one: tilda eval show {folder} {worst[0].case.id}"))


def _badness(result: Result) -> tuple[float, float, float, str]:
    score = result.score
    found = score.retrieval.rr_10 if score.retrieval else 0.0
    return (score.truth, score.citation_recall or 0.0, found, result.case.id)


def _closing(summary: Summary, milliseconds: Mapping[str, float], folder: Path) -> Text:
    failed = ", ".join(f"{layer} {count}" for layer, count in summary.failed.items()) or "none"
    lines = [f"Not accepted, by the layer that failed: {failed}"]
    if milliseconds:
        middle, slow = median_and_p95(list(milliseconds.values()))
        lines.append(f"An answer took {middle:.0f} ms (median), {slow:.0f} ms (95th percentile)")
    lines.append(f"Written to {folder}")
    return Text("\n".join(lines))


def median_and_p95(values: Sequence[float]) -> tuple[float, float]:
    """The 95th percentile is the smallest value that at least 95 % of the values do not exceed."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[-(-95 * len(ordered) // 100) - 1]


def _cell(found: Estimate | None) -> str:
    return "–" if found is None else _number(found.value)


def _number(value: float) -> str:
    """Two decimals without the leading zero; a bare 0 or 1 is exact, so that .999 is never shown as 1."""
    if value == round(value):
        return f"{value:.0f}"
    shown = f"{value:.2f}"
    if float(shown) == round(float(shown)):
        return f"~{round(value)}"
    return shown.replace("0.", ".", 1)


def _table(title: str) -> Table:
    """One space between columns and none at the edges: twelve metrics beside a name fit 80 columns."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=0,
        show_edge=False,
    )
