"""What each part of the product is worth: a set asked again and again, with one part off at a time.

`python -m eval.ablation [SET]... [--data DIR]` prints two tables in Markdown: parts of retrieval, and
features of answerability. Nothing is refitted: a figure says what the product as it is loses.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from app.answering.answerability import Model, load_model
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.passages import Retriever
from app.retrieval.live import LiveIndex
from app.settings import Settings, load_settings
from app.wiring import build_embedder, build_shelf
from eval.ablation_tables import Loss, answerability_table, retrieval_table
from eval.asking import ask_all
from eval.cases import DEV_SET, Case, load_sets
from eval.in_process import InProcess, RememberedSearch
from eval.indexed import indexed_texts
from eval.retrieval_metrics import DEPTH
from eval.scores import Result, score_all
from eval.variations import ONE_OFF, WHOLE, RememberedVectors, Variation, without_headings


@dataclass(frozen=True, slots=True)
class Bench:
    """What all variations share: the cases, the index with and without headings, the remembered vectors."""

    cases: tuple[Case, ...]
    settings: Settings
    embedder: RememberedVectors
    live: LiveIndex
    bare: LiveIndex

    def retriever(self, variation: Variation) -> Retriever:
        live = self.live if variation.has_headings else self.bare
        return RememberedSearch(variation.retriever(live, self.embedder), most=len(self.cases))

    def results(self, retriever: Retriever, model: Model) -> tuple[Result, ...]:
        answerer = ExtractiveAnswerer(retriever, self.settings.language, model=model)
        asked = ask_all(self.cases, InProcess(answerer, retriever, self.live), DEPTH)
        texts = {document.source.id: document.text for document in self.live.documents()}
        return score_all([(one.case, one.outcome) for one in asked], texts)


def main(
    sets: Annotated[list[Path] | None, typer.Argument(metavar="[SET]...")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder with the index.")] = None,
) -> None:
    with _bench(sets or [DEV_SET], load_settings(data=data)) as bench:
        languages = {
            document.source.id: document.source.language.value for document in bench.live.documents()
        }
        model = load_model()
        searched = bench.retriever(WHOLE)
        whole = bench.results(searched, model)
        without = [Loss(one.name, bench.results(bench.retriever(one), model)) for one in ONE_OFF]
        print(retrieval_table(whole, without, languages), end="\n\n")
        refused = [Loss(name, bench.results(searched, one)) for name, one in one_feature_off(model)]
        print(answerability_table(whole, refused, languages))


@contextmanager
def _bench(sets: Sequence[Path], settings: Settings) -> Iterator[Bench]:
    cases = load_sets(sets, indexed_texts(settings))
    embedder = RememberedVectors(build_embedder(settings))
    live = LiveIndex(build_shelf(settings), embedder.identity)
    with tempfile.TemporaryDirectory() as folder:
        bare = without_headings(live.current(), embedder, Path(folder))
        yield Bench(cases, settings, embedder, live, bare)


def one_feature_off(model: Model) -> Iterator[tuple[str, Model]]:
    """The model with the weight of one feature at 0, for each of them."""
    for name in type(model.weights).model_fields:
        weights = model.weights.model_copy(update={name: 0.0})
        yield name, model.model_copy(update={"weights": weights})


if __name__ == "__main__":
    typer.run(main)
