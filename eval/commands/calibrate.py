"""`tilda eval calibrate`: proposes when to answer and when to say that the sources do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cases import DEV_SET, Split
from eval.commands.options import Data, Sets, WrongOptions, invalid_set_exits, settings_for

if TYPE_CHECKING:
    from app.answering.answerability import Model
    from eval.calibration import Observation

_WIDTH = 30

_Halves = dict[Split, "tuple[Observation, ...]"]


def calibrate(
    sets: Sets = None,
    data: Data = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="SET=DATA", help="Another set, and the index it is asked of; repeatable."
        ),
    ] = None,
    max_false_refusal: Annotated[
        float, typer.Option(min=0, max=1, help="The most answerable questions that may be refused.")
    ] = 0.07,
    write: Annotated[bool, typer.Option(help="Put the proposal into force.")] = False,
) -> None:
    """Fit the model that judges whether the sources answer, on the tune halves of sets.

    Prints the proposal and what each threshold gives on both halves of each collection; with several, also what a
    collection would get from a model that was fitted on the others alone. Changes nothing without --write.
    """
    with invalid_set_exits():
        asked = [(tuple(sets or (DEV_SET,)), data), *map(_another, also or ())]
        _calibrate(asked, max_false_refusal, write)


def _another(given: str) -> tuple[tuple[Path, ...], Path | None]:
    path, _, data = given.partition("=")
    if not path or not data:
        raise WrongOptions(f"--with {given}: expected SET=DATA, a set and the folder of its index")
    return (Path(path),), Path(data)


def _calibrate(
    asked: Sequence[tuple[tuple[Path, ...], Path | None]], max_false_refusal: float, write: bool
) -> None:
    from app.answering.answerability import MODEL_FILE

    seen = {sets: _observed(sets, data) for sets, data in asked}
    model = _fitted(seen, max_false_refusal)
    typer.echo(model.model_dump_json(indent=2))
    for sets, halves in seen.items():
        for split, observations in halves.items():
            _print_curve(f"{_names(sets)}, {split} half", observations, model)
        if others := {other: halves for other, halves in seen.items() if other != sets}:
            everything = tuple(one for half in halves.values() for one in half)
            _print_curve(
                f"{_names(sets)}, fitted on the others", everything, _fitted(others, max_false_refusal)
            )
    if write:
        MODEL_FILE.write_text(model.model_dump_json(indent=2) + "\n", encoding="utf-8")
        typer.echo(f"written to {MODEL_FILE.name}; run the set before you keep it")
    else:
        typer.echo("nothing was changed; --write puts this into force")


def _observed(sets: tuple[Path, ...], data: Path | None) -> _Halves:
    from eval.calibration import observe
    from eval.cases import load_sets
    from eval.in_process import service_in_process
    from eval.indexed import indexed_texts

    settings = settings_for(data)
    cases = load_sets(sets, indexed_texts(settings))
    retriever = service_in_process(settings).retriever
    return {
        split: observe([case for case in cases if case.split is split], retriever, settings.language)
        for split in Split
    }


def _names(sets: Iterable[Path]) -> str:
    return ", ".join(path.name for path in sets)


def _fitted(seen: Mapping[tuple[Path, ...], _Halves], max_false_refusal: float) -> Model:
    from eval.calibration import fitted

    names = _names(path for sets in seen for path in sets)
    about = f"Logistic model over the features of the best evidence; fitted on the tune half of {names}."
    try:
        return fitted(
            [one for halves in seen.values() for one in halves[Split.TUNE]], about, max_false_refusal
        )
    except ValueError as fault:
        typer.echo(f"{names}: {fault}", err=True)
        raise typer.Exit(1) from None


def _print_curve(name: str, observations: tuple[Observation, ...], model: Model) -> None:
    from eval.calibration import curve

    typer.echo(f"\n{name}, {len(observations)} questions\nthreshold  false refusals  refused    F1")
    for point in curve(observations, model):
        chosen = "  <- proposed" if point.threshold == model.least_confidence else ""
        bar = "█" * round(_WIDTH * point.f1)
        typer.echo(
            f"{point.threshold:9.2f}{point.false_refusals:16.3f}{point.refused:9.3f}{point.f1:6.2f}  {bar}{chosen}"
        )
