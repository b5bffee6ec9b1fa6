"""`tilda eval compare`: what got better or worse between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.domain.sources import Language
from eval.commands.options import Exit, WrongOptions, settings_for

RunOrBaseline = Annotated[Path, typer.Argument(help="A run folder, or a baseline file.")]


def compare(
    run_a: RunOrBaseline,
    run_b: RunOrBaseline,
    metric: Annotated[list[str] | None, typer.Option(metavar="M", help="Only this metric.")] = None,
    by: Annotated[str, typer.Option(metavar="DIMENSIONS", help="Also within each: lang, kind, tag.")] = "",
    alpha: Annotated[float, typer.Option(min=0.0001, max=0.5, help="Level of significance.")] = 0.05,
    common: Annotated[
        bool, typer.Option("--common", help="Compare the questions that are the same in both runs.")
    ] = False,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit 2 when a metric is significantly worse.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="F", help="Also write it as one HTML file that needs no network.")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="Language of the HTML file.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the intervals and tests.")] = 1,
) -> None:
    """Compare RUN_B (after) with RUN_A (before), question by question."""
    from rich.console import Console

    from eval.comparing import COMPARED
    from eval.comparing import compare as compared
    from eval.comparison_report import comparison_report
    from eval.measures import BY_NAME
    from eval.scored_run import read_scored_run

    if unknown := [name for name in metric or () if name not in BY_NAME]:
        raise WrongOptions(f"--metric: expected any of {', '.join(BY_NAME)}, found {', '.join(unknown)}")
    dimensions = tuple(name.strip() for name in by.split(",") if name.strip())
    if wrong := [name for name in dimensions if name not in ("lang", "kind", "tag")]:
        raise WrongOptions(f"--by: expected any of lang, kind, tag, found {', '.join(wrong)}")
    found = compared(
        read_scored_run(run_a),
        read_scored_run(run_b),
        measures=metric or COMPARED,
        by=dimensions,
        alpha=alpha,
        common=common,
        seed=seed,
    )
    Console().print(comparison_report(found))
    if html:
        from eval.report.comparison_page import comparison_page
        from eval.report.rendering import write_page

        language = lang or settings_for(None).language
        write_page(comparison_page(found, run_a, run_b, language), html)
    if fail_on_regression and found.worse:
        raise typer.Exit(Exit.GATE_FAILED)
