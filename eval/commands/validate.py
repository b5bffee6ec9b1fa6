"""`tilda eval validate`: whether a set can be asked."""

from __future__ import annotations

import typer

from eval.cases import DEV_SET
from eval.commands.options import Data, Sets, invalid_set_exits, settings_for


def validate(sets: Sets = None, data: Data = None) -> None:
    """Check that a set can be asked: exact quotes, unique ids, known kinds. Lists all faults."""
    with invalid_set_exits():
        from eval.cases import load_sets
        from eval.indexed import indexed_texts

        cases = load_sets(sets or (DEV_SET,), indexed_texts(settings_for(data)))
        answerable = sum(case.answerable for case in cases)
        typer.echo(f"valid: {len(cases)} cases, {answerable} answerable, {len(cases) - answerable} not")
