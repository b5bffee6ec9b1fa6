"""One part off at a time: by configuration alone, and told as differences from the whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.answering.answerability import load_model
from app.domain.passages import SearchResult
from app.retrieval.concepts import load_concepts
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from eval.ablation import one_feature_off
from eval.ablation_tables import Loss, retrieval_table, threshold_of
from eval.variations import ONE_OFF, WHOLE, RememberedVectors, Variation, without_headings
from tests.builders import HashEmbedder, ingested, write_corpus
from tests.eval_systems import System, evaluated, gold_passages, gold_quotes, nothing

QUESTION = "Vad är tillit och kontroll?"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    folder = tmp_path_factory.mktemp("ablation")
    texts = write_corpus(
        folder / "texts",
        tillit="# Tillit\n\nTillit växer när chefen lyssnar. Kontroll kostar mycket.\n",
        kontroll="# Kontroll\n\nKontroll behövs ibland.\n\n- mål\n- uppföljning\n",
    )
    ingested(texts, folder / "index")
    return LiveIndex(Shelf(folder / "index"), HashEmbedder().identity)


def scores(result: SearchResult) -> list[tuple[str, float]]:
    return [(passage.chunk.text, passage.score) for passage in result.passages]


def test_the_whole_is_the_product_as_it_is(live: LiveIndex) -> None:
    product = HybridRetriever(live, HashEmbedder(), load_concepts())

    assert WHOLE.retriever(live, HashEmbedder()).search(QUESTION) == product.search(QUESTION)


@pytest.mark.parametrize("variation", ONE_OFF, ids=lambda variation: variation.name)
def test_each_variation_still_finds_and_differs_from_the_whole_in_one_setting(
    variation: Variation, live: LiveIndex
) -> None:
    result = variation.retriever(live, HashEmbedder()).search(QUESTION)

    assert result.passages
    assert variation != WHOLE


def test_without_unit_vectors_a_unit_is_as_near_as_its_chunk(live: LiveIndex) -> None:
    variation = next(one for one in ONE_OFF if not one.has_unit_vectors)

    for passage in variation.retriever(live, HashEmbedder()).search(QUESTION).passages:
        assert {unit.dense for unit in passage.units} == {passage.signals["dense"]}


def test_without_headings_nothing_stands_in_front_of_a_chunk(live: LiveIndex, tmp_path: Path) -> None:
    bare = without_headings(live.current(), HashEmbedder(), tmp_path)

    assert [chunk.text for chunk in bare.current().chunks] == [chunk.text for chunk in live.current().chunks]
    assert {(chunk.context, chunk.headings) for chunk in bare.current().chunks} == {("", ())}


def test_a_text_is_embedded_once() -> None:
    remembered = RememberedVectors(HashEmbedder())

    assert remembered.embed_query("tillit") is remembered.embed_query("tillit")
    assert remembered.embed_passages(("a", "b")) is remembered.embed_passages(["a", "b"])
    np.testing.assert_array_equal(remembered.embed_query("x"), HashEmbedder().embed_query("x"))


def test_each_feature_of_answerability_is_off_once() -> None:
    model = load_model()

    for name, without in one_feature_off(model):
        assert without.weights.model_dump() == model.weights.model_dump() | {name: 0.0}
        assert without.bias == model.bias


def test_losses_are_told_as_differences_from_the_whole(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "less").mkdir()
    whole = evaluated(System(gold_quotes, gold_passages), tmp_path / "whole").results
    less = evaluated(System(nothing, gold_passages), tmp_path / "less").results
    languages = {"styrning": "sv", "raad": "nb"}

    header, _, first, second = retrieval_table(whole, [Loss("quotes", less)], languages).splitlines()

    assert header.startswith("| without | nDCG sv→sv (")
    assert header.endswith("| hit@1 | cited | accepted |")
    assert first.split(" | ")[-2] == "1.00"
    assert second.startswith("| quotes | 0 |")
    assert second.split(" | ")[-2] == "−1.00"


def test_the_threshold_lets_as_many_answerable_questions_go_as_allowed(tmp_path: Path) -> None:
    results = evaluated(System(gold_quotes, gold_passages), tmp_path).results

    threshold = threshold_of(results, 0)

    assert threshold == min(result.outcome.confidence for result in results if result.case.answerable)
