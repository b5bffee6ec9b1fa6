"""`tilda eval`: ask a set of questions and see how good the answers are. A module of `eval.commands` a command."""

from __future__ import annotations

import typer

from eval.commands.compare import compare
from eval.commands.export import export
from eval.commands.gate import gate
from eval.commands.judge import judge
from eval.commands.new import new
from eval.commands.report import report
from eval.commands.run import run
from eval.commands.show import show
from eval.commands.validate import validate

app = typer.Typer(no_args_is_help=True, help="Measure the answers on a set of questions.")
app.command()(run)
app.command()(compare)
app.command()(show)
app.command()(report)
app.command()(gate)
app.command()(validate)
app.command()(new)
app.command()(export)
app.command()(judge)
