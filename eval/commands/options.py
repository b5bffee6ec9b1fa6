"""What several commands of `tilda eval` share: options, settings, and how an invalid set exits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.domain.errors import InvalidSettings, TildaError
from eval.cases import InvalidSet

if TYPE_CHECKING:
    from app.settings import Settings


class WrongOptions(TildaError):
    """Options that cannot be used together or as they are."""


class Exit(IntEnum):
    """What the exit codes of `tilda eval` mean."""

    PASSED = 0
    ERROR = 1
    GATE_FAILED = 2
    INVALID_SET = 3


Sets = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[SET]...", help="JSONL files of cases.", show_default="the shipped dev.jsonl"),
]
Data = Annotated[Path | None, typer.Option(help="Folder with the index; as for the other commands.")]
Run = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a finished run.")]


def settings_for(data: Path | None) -> Settings:
    """Raises `WrongOptions` for settings that cannot be used, since their own exit code means something else."""
    from app.settings import load_settings

    try:
        return load_settings(data=data)
    except InvalidSettings as invalid:
        raise WrongOptions(str(invalid)) from None


@contextmanager
def invalid_set_exits() -> Iterator[None]:
    """Other errors are for the handler that all commands of `tilda` share."""
    try:
        yield
    except InvalidSet as invalid:
        count = len(invalid.faults)
        typer.echo(f"{invalid}\n{count} {'fault' if count == 1 else 'faults'} in the set", err=True)
        raise typer.Exit(Exit.INVALID_SET) from None
