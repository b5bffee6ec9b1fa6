"""An evaluation from the set's files to the run folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.asking import Asked, System, ask_all
from eval.cases import Case, load_sets
from eval.intervals import SEED
from eval.provenance import RunConfig, config_of
from eval.retrieval_metrics import DEPTH
from eval.run_folder import (
    SCHEMA,
    RunSummary,
    StoredRun,
    UnreadableRun,
    begin,
    finish,
    keep,
    read_config,
    read_unfinished,
)
from eval.run_sources import StoredSource, sources_of, texts_of
from eval.scores import Result, score_all
from eval.selection import NothingSelected, Selection
from eval.summary import summarise

Kept = tuple[Result, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, and how. `k` passages are kept of each question; `jobs` questions are asked at a time."""

    sets: tuple[Path, ...]
    selection: Selection = field(default_factory=Selection)
    k: int = DEPTH
    jobs: int = 1
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run. `milliseconds` an answer took by case id; `left_out` cases did not pass the filters."""

    config: RunConfig
    results: tuple[Result, ...]
    sources: tuple[StoredSource, ...]
    run: RunSummary
    milliseconds: Mapping[str, float]
    left_out: int

    @property
    def stored(self) -> StoredRun:
        """As it is read back from its folder."""
        sources = {source.id: source for source in self.sources}
        return StoredRun(self.config, self.results, sources, self.run, self.milliseconds)

    def write(self, folder: Path) -> None:
        begin(folder, self.config)
        finish(folder, self.results, self.sources, self.run, self.milliseconds)


def evaluate_into(
    folder: Path, plan: Plan, system: System, *, resume: bool = False, progress: bool = False
) -> Evaluation:
    """Runs the plan and stores the run in the folder, each question as soon as it is finished.

    With `resume`, questions that the folder holds are not asked again. Raises `InvalidSet` with all faults of
    the sets before anything is asked, and `UnreadableRun` when what is in the folder is of another plan.
    """
    opened = _open(plan, system)
    finished: Mapping[str, Kept] = {}
    if resume:
        _must_agree(folder, read_config(folder), opened.config)
        finished = read_unfinished(folder)
    begin(folder, opened.config, finished.values())
    evaluation = _evaluated(
        opened, plan, system, finished, lambda *done: keep(folder, *done), progress=progress
    )
    finish(folder, evaluation.results, evaluation.sources, evaluation.run, evaluation.milliseconds)
    return evaluation


def evaluate_repeatedly(
    folder: Path, plan: Plan, system: System, times: int, *, resume: bool = False, progress: bool = False
) -> tuple[Evaluation, ...]:
    """The first run in the folder, the others below it; none is asked again because of what it answered."""
    first = evaluate_into(folder, plan, system, resume=resume, progress=progress)
    others = (
        evaluate_into(folder / f"repeat-{number}", plan, system, progress=progress)
        for number in range(2, times + 1)
    )
    return (first, *others)


def evaluate(plan: Plan, system: System) -> Evaluation:
    """Runs the plan and stores nothing."""
    return _evaluated(
        _open(plan, system), plan, system, {}, lambda result, milliseconds: None, progress=False
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    """A plan whose sets have been read against the sources of the service."""

    config: RunConfig
    sources: tuple[StoredSource, ...]
    selected: tuple[Case, ...]
    left_out: int


def _open(plan: Plan, system: System) -> _Opened:
    sources = system.sources()
    cases = load_sets(plan.sets, texts_of(sources))
    selected = plan.selection.of(cases)
    if not selected:
        raise NothingSelected(f"none of the {len(cases)} cases passes the filters")
    config = config_of(plan.sets, plan.selection, plan.k, plan.seed, system.describe(), sources)
    return _Opened(config, sources, selected, len(cases) - len(selected))


def _evaluated(
    opened: _Opened,
    plan: Plan,
    system: System,
    finished: Mapping[str, Kept],
    keep_one: Callable[[Result, float], None],
    *,
    progress: bool,
) -> Evaluation:
    """Asks what is not finished, scores and sums up."""
    texts = texts_of(opened.sources)
    kept = dict(finished)
    left = [case for case in opened.selected if case.id not in kept]
    system.warm()
    for asked in _watched(ask_all(left, system, plan.k, plan.jobs), left, progress):
        [result] = score_all([(asked.case, asked.outcome)], texts)
        milliseconds = round(1000 * asked.seconds, 2)
        keep_one(result, milliseconds)
        kept[asked.case.id] = (result, milliseconds)
    results = tuple(kept[case.id][0] for case in opened.selected)
    languages = {source.id: source.language.value for source in opened.sources}
    config = opened.config
    return Evaluation(
        config=config,
        results=results,
        sources=sources_of(results, opened.sources),
        run=RunSummary(
            schema_version=SCHEMA,
            sets=config.sets,
            selection=plan.selection,
            generation=config.asking.generation,
            summary=summarise(results, languages, plan.seed),
        ),
        milliseconds={case.id: kept[case.id][1] for case in opened.selected},
        left_out=opened.left_out,
    )


def _must_agree(folder: Path, begun: RunConfig, wanted: RunConfig) -> None:
    """Raises `UnreadableRun` naming what differs."""
    names = ("version", "git_commit", "corpus_sha256", "sets", "selection", "k", "seed", "asking")
    different = [name for name in names if getattr(begun, name) != getattr(wanted, name)]
    if different:
        raise UnreadableRun(
            f"{folder} was begun with another {', '.join(different)}; give the same options as then, "
            "or start afresh without --resume"
        )


def _watched(asked: Iterable[Asked], left: Sequence[Case], progress: bool) -> Iterable[Asked]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(asked, "Asking", total=len(left), console=console, transient=True, disable=not progress)
