"""An evaluation from the set's files to the run folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.answers import Answerer
from app.domain.errors import IndexUnavailable, TildaError
from app.domain.passages import Retriever
from app.domain.sources import Document, Library
from app.settings import Settings
from eval.cases import Case, load_sets
from eval.run import Asked, ask_all
from eval.run_folder import SCHEMA, RunSummary, identify, write_run
from eval.run_sources import StoredSource, sources_of
from eval.scores import Result, score_all
from eval.selection import Selection
from eval.summary import summarise


class NothingSelected(TildaError):
    """No case of the sets passes the filters."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run. `milliseconds` an answer took by case id; `left_out` cases did not pass the filters."""

    results: tuple[Result, ...]
    sources: tuple[StoredSource, ...]
    run: RunSummary
    milliseconds: Mapping[str, float]
    left_out: int

    def write(self, folder: Path) -> None:
        write_run(folder, self.results, self.sources, self.run, self.milliseconds)


def evaluate_in_process(
    sets: Sequence[Path], selection: Selection, settings: Settings, folder: Path, *, progress: bool
) -> Evaluation:
    """Asks the service as it is wired for these settings and stores the run in the folder.

    Raises `InvalidSet` with all faults of the sets before anything is asked.
    """
    from app.wiring import build_service

    load_sets(sets, indexed_texts(settings))  # faults show before the model is loaded
    service = build_service(settings)
    service.warm()
    evaluation = evaluate(
        sets, selection, service.answerer, service.retriever, service.library, progress=progress
    )
    evaluation.write(folder)
    return evaluation


def evaluate(
    sets: Sequence[Path],
    selection: Selection,
    answerer: Answerer,
    retriever: Retriever,
    library: Library,
    *,
    progress: bool = False,
) -> Evaluation:
    """Reads, asks, scores and sums up."""
    generation = library.generation()
    documents = library.documents()
    texts = texts_of(documents)
    cases = load_sets(sets, texts)
    selected = selection.of(cases)
    if not selected:
        raise NothingSelected(f"none of the {len(cases)} cases passes the filters")
    asked = tuple(_watched(ask_all(selected, answerer, retriever, texts), selected, progress))
    results = score_all([(one.case, one.outcome) for one in asked], texts)
    languages = {document.source.id: document.source.language.value for document in documents}
    run = RunSummary(SCHEMA, identify(sets), selection, generation, summarise(results, languages))
    milliseconds = {one.case.id: round(1000 * one.seconds, 2) for one in asked}
    return Evaluation(results, sources_of(results, documents), run, milliseconds, len(cases) - len(selected))


def texts_of(documents: Iterable[Document]) -> Mapping[str, str]:
    return {document.source.id: document.text for document in documents}


def indexed_texts(settings: Settings) -> Mapping[str, str]:
    """The texts of the live generation by source id, read without the embedding model.

    Raises `IndexUnavailable` when there is no index.
    """
    from app.retrieval.generation import load_generation
    from app.retrieval.shelf import Shelf

    shelf = Shelf(settings.index_folder)
    name = shelf.current()
    if name is None:
        raise IndexUnavailable(f"there is no index in {settings.index_folder}")
    return texts_of(load_generation(shelf.path(name)).documents.values())


def _watched(asked: Iterable[Asked], selected: Sequence[Case], progress: bool) -> Iterable[Asked]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(asked, "Asking", total=len(selected), console=console, transient=True, disable=not progress)
