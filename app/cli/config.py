"""`tilda config`: the settings in force."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from app.cli.console import out
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.settings import PREFIX, Settings, load_settings

app = typer.Typer(help="Show the settings.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `show` a command of its own."""


@app.command()
def show(data: DataOption = None) -> int:
    """Print every setting with its value and meaning."""
    settings = load_settings(data=data)
    table = Table()
    for column in ("setting", "value", "meaning"):
        table.add_column(column, overflow="fold")
    for name, field in Settings.model_fields.items():
        table.add_row(
            PREFIX + name.upper(), escape(str(getattr(settings, name))), escape(field.description or "")
        )
    out.print(table)
    provider = settings.language_model
    if provider is None:
        out.print("Nothing leaves this machine to answer a question.")
    else:
        where = "this machine" if provider.is_local else provider.host
        out.print(f"Questions, and passages of the sources, go to {escape(where)} ({escape(str(provider))}).")
    return Exit.DONE
