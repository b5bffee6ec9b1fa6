"""`tilda eval calibrate`: proposes when to answer and when to say that the sources do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cases import DEV_SET, Split
from eval.commands.options import Data, Sets, invalid_set_exits, settings_for

if TYPE_CHECKING:
    from app.answering.answerability import Model
    from eval.calibration import Observation

_WIDTH = 30


def calibrate(
    sets: Sets = None,
    data: Data = None,
    max_false_refusal: Annotated[
        float, typer.Option(min=0, max=1, help="The most answerable questions that may be refused.")
    ] = 0.07,
    write: Annotated[bool, typer.Option(help="Put the proposal into force.")] = False,
) -> None:
    """Fit the model that judges whether the sources answer, on the tune half of a set.

    Prints the proposal and what each threshold gives on both halves; changes nothing without --write.
    """
    with invalid_set_exits():
        _calibrate(tuple(sets or (DEV_SET,)), data, max_false_refusal, write)


def _calibrate(sets: tuple[Path, ...], data: Path | None, max_false_refusal: float, write: bool) -> None:
    from app.answering.answerability import MODEL_FILE
    from eval.calibration import fitted, observe
    from eval.cases import load_sets
    from eval.in_process import service_in_process
    from eval.indexed import indexed_texts

    settings = settings_for(data)
    cases = load_sets(sets, indexed_texts(settings))
    system = service_in_process(settings)
    halves = {
        split: observe([case for case in cases if case.split is split], system.retriever, settings.language)
        for split in Split
    }
    names = ", ".join(path.name for path in sets)
    about = f"Logistic model over the features of the best evidence; fitted on the tune half of {names}."
    try:
        model = fitted(halves[Split.TUNE], about, max_false_refusal)
    except ValueError as fault:
        typer.echo(f"{names}: {fault}", err=True)
        raise typer.Exit(1) from None
    typer.echo(model.model_dump_json(indent=2))
    for split, observations in halves.items():
        _print_curve(split, observations, model)
    if write:
        MODEL_FILE.write_text(model.model_dump_json(indent=2) + "\n", encoding="utf-8")
        typer.echo(f"written to {MODEL_FILE.name}; run the set before you keep it")
    else:
        typer.echo("nothing was changed; --write puts this into force")


def _print_curve(split: Split, observations: tuple[Observation, ...], model: Model) -> None:
    from eval.calibration import curve

    typer.echo(f"\n{split} half, {len(observations)} questions\nthreshold  false refusals  refused    F1")
    for point in curve(observations, model):
        chosen = "  <- proposed" if point.threshold == model.least_confidence else ""
        bar = "█" * round(_WIDTH * point.f1)
        typer.echo(
            f"{point.threshold:9.2f}{point.false_refusals:16.3f}{point.refused:9.3f}{point.f1:6.2f}  {bar}{chosen}"
        )
