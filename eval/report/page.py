"""A stored run as one self-contained HTML file: from the run folder to the page."""

from __future__ import annotations

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
from eval.report.rendering import rendered, write_page
from eval.report.wording import Wording
from eval.run_folder import StoredRun, read_run
from eval.selection import Selection
from eval.summary import Summary
from eval.worst import WORST

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class _MeasureRow:
    name: str
    estimate: Estimate
    meaning: str


def write_report(folder: Path, to: Path, language: Language) -> None:
    """Writes the report of the stored run; raises `UnreadableRun` where the folder holds none."""
    write_page(report_page(read_run(folder), folder, language), to)


def report_page(stored: StoredRun, folder: Path, language: Language) -> str:
    """The same run, folder name and language give the same bytes."""
    wording = Wording(language)
    offered = filters_for(stored.results, wording)
    questions = shown_questions(stored.results, stored.sources)
    summary = stored.run.summary
    return rendered(
        "report.html",
        wording,
        rules(offered),
        folder=folder.as_posix(),
        name=folder.name,
        run=stored.run,
        overall=summary.overall,
        facts=_facts(stored, wording),
        failed=sorted(summary.failed.items(), key=lambda layer: (-layer[1], layer[0])),
        failed_count=sum(summary.failed.values()),
        measures=_measures(summary, wording),
        layers=layer_plot(summary.overall.estimates, wording),
        plots=_plots(stored, wording),
        worst=[one for one in questions if one.result.score.failed][:WORST],
        questions=questions,
        filters_offered=offered,
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


def _measures(summary: Summary, wording: Wording) -> list[_MeasureRow]:
    estimates = summary.overall.estimates
    rows = [
        _MeasureRow(measure.name, estimates[measure.name], wording.meaning(measure.name, measure.meaning))
        for measure in MEASURES
        if measure.name in estimates
    ]
    if auroc := summary.confidence.auroc:
        rows.append(_MeasureRow("auroc", auroc, wording.say("measure_auroc")))
    return rows


def _facts(stored: StoredRun, wording: Wording) -> list[tuple[str, str]]:
    """What was asked of what, in two words each."""
    overall, config = stored.run.summary.overall, stored.config
    asked = f"{wording.count('questions', overall.questions)}, {wording.say('unanswerable', n=overall.unanswerable)}"
    chosen = _options(stored.run.selection)
    commit = f" ({config.git_commit[:10]})" if config.git_commit else ""
    facts = [
        ("asked", f"{asked}; {wording.say('filtered', filters=chosen)}" if chosen else asked),
        ("set", ", ".join(f"{one.file} ({one.sha256[:10]})" for one in stored.run.sets)),
        ("index", f"{stored.run.generation} ({config.corpus_sha256[:10]})"),
        ("version", f"Tilda {config.version}{commit}, {config.asking.where}"),
    ]
    if stored.milliseconds:
        median, slow = median_and_p95(list(stored.milliseconds.values()))
        facts.append(("latency", wording.say("latency_value", median=f"{median:.0f}", slow=f"{slow:.0f}")))
    return [(wording.say(key), value) for key, value in facts]


def _options(selection: Selection) -> str:
    """The filters of the run, as options of the command, or nothing."""
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
