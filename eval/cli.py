"""`tilda eval`: ask a set of questions and see how good the answers are. A module of `eval.commands` a command."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from eval.commands.calibrate import calibrate
from eval.commands.compare import compare
from eval.commands.export import export
from eval.commands.gate import gate
from eval.commands.judge import judge
from eval.commands.new import new
from eval.commands.options import WrongOptions
from eval.commands.report import report
from eval.commands.run import run
from eval.commands.show import show
from eval.commands.validate import validate


class _EvalGroup(TyperGroup):
    """A mistake in an option is an error, exit 1: here 2 says that a gate failed."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TyperException as mistake:
            raise WrongOptions(
                f"{mistake.format_message().rstrip('.')}; see {ctx.command_path} --help"
            ) from None


app = typer.Typer(cls=_EvalGroup, no_args_is_help=True, help="Measure the answers on a set of questions.")
app.command()(run)
app.command()(compare)
app.command()(show)
app.command()(report)
app.command()(gate)
app.command()(validate)
app.command()(new)
app.command()(export)
app.command()(judge)
app.command()(calibrate)
