"""A stored run as one self-contained HTML file: from the run folder to the page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.sources import Language
from eval.intervals import Estimate
from eval.latency import median_and_p95
from eval.measures import MEASURES
from eval.report.abstention_plots import confidence_plot, curve_plot
from eval.report.filters import filters_for, rules
from eval.report.gap_plot import gap_plot
from eval.report.heat_map import heat_map
from eval.report.layer_plot import layer_plot
from eval.report.plots import Plot
from eval.report.questions import shown_questions
from eval.report.rank_plot import rank_plot
from eval.report.wording import Wording
from eval.run_folder import StoredRun, read_run
from eval.worst import WORST

TEMPLATES = Path(__file__).resolve().parent / "templates"
REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class _MeasureRow:
    name: str
    estimate: Estimate
    meaning: str


def write_report(folder: Path, to: Path, language: Language) -> None:
    """Writes the report of the stored run; raises `UnreadableRun` where the folder holds none."""
    page = report_page(read_run(folder), folder, language)
    unfinished = to.with_name(to.name + ".tmp")
    unfinished.write_text(page, encoding="utf-8")
    unfinished.replace(to)


def report_page(stored: StoredRun, folder: Path, language: Language) -> str:
    """The same run, folder name and language give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    wording = Wording(language)
    offered = filters_for(stored.results, wording)
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8") + rules(offered)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg"] = Markup
    environment.globals.update(
        say=wording.say,
        count=wording.count,
        named=wording.named,
        number=wording.number,
        interval=wording.interval,
        language=language.value,
        folder=folder.as_posix(),
    )
    questions = shown_questions(stored.results, stored.sources)
    summary = stored.run.summary
    return environment.get_template("report.html").render(
        name=folder.name,
        run=stored.run,
        overall=summary.overall,
        filters=_selected(stored),
        latency=_latency(stored.milliseconds),
        failed=sorted(summary.failed.items(), key=lambda layer: (-layer[1], layer[0])),
        failed_count=sum(summary.failed.values()),
        measures=_measures(summary.overall.estimates, wording),
        layers=layer_plot(summary.overall.estimates, wording),
        plots=_plots(stored, wording),
        worst=[one for one in questions if one.result.score.failed][:WORST],
        questions=questions,
        filters_offered=offered,
        style=Markup(style),
        policy=_policy(style),
    )


def _plots(stored: StoredRun, wording: Wording) -> list[Plot]:
    results = stored.results
    drawn = (
        heat_map(results, wording),
        rank_plot(results, wording),
        curve_plot(stored.run.summary.confidence, wording),
        confidence_plot(results, wording),
        gap_plot(stored.run.summary.gaps, wording),
    )
    return [plot for plot in drawn if plot is not None]


def _policy(style: str) -> str:
    """Nothing is loaded, run, framed or sent; one style sheet holds, by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _measures(estimates: Mapping[str, Estimate], wording: Wording) -> list[_MeasureRow]:
    return [
        _MeasureRow(measure.name, estimates[measure.name], wording.meaning(measure))
        for measure in MEASURES
        if measure.name in estimates
    ]


def _selected(stored: StoredRun) -> str:
    """The filters of the run, as options of the command, or nothing."""
    selection = stored.run.selection
    options = {
        "split": () if selection.split is None else (selection.split.value,),
        "lang": selection.languages,
        "kind": selection.kinds,
        "tag": selection.tags,
        "not-tag": selection.without_tags,
        "id": selection.ids,
        "limit": () if selection.limit is None else (str(selection.limit),),
    }
    return " ".join(f"--{name} {value}" for name, values in options.items() for value in values)


def _latency(milliseconds: Mapping[str, float]) -> tuple[str, str] | None:
    if not milliseconds:
        return None
    median, slow = median_and_p95(list(milliseconds.values()))
    return f"{median:.0f}", f"{slow:.0f}"
