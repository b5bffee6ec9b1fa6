"""`tilda eval report`: the HTML report of stored runs, without asking anything again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.domain.sources import Language
from eval.commands.options import WrongOptions

Runs = Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders of finished runs.")]


def report(
    runs: Runs,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write it; report.html in the run's folder.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    lang: Annotated[Language | None, typer.Option(help="Language of the report.")] = None,
) -> None:
    """Write the report of a run as one HTML file that needs no network."""
    from app.settings import load_settings
    from eval.report.page import REPORT, write_report

    if html and len(runs) > 1:
        raise WrongOptions(f"--html names one file, but {len(runs)} runs were given; leave it out")
    language = lang or load_settings().language
    for run in runs:
        to = html or run / REPORT
        write_report(run, to, language)
        typer.echo(to)
        if open_ and typer.launch(to.resolve().as_uri()):
            typer.echo(f"no browser could be started; open {to} in one", err=True)
