"""The sets over the other collections; they need the collections only to be asked."""

from __future__ import annotations

from collections import Counter

import pytest

from app.domain.sources import Language
from app.retrieval.live import LiveIndex
from app.retrieval.shelf import Shelf
from app.settings import load_settings
from eval.cases import Split, load_sets, read_sets
from eval.collections import DEBIAN_COLLECTIONS, WORKPLACE, Collection, main
from eval.indexed import indexed_texts
from ingest.build import ingest
from tests.builders import HashEmbedder

MOST_WORDS_OF_A_QUOTE = 12
by_name = pytest.mark.parametrize("collection", DEBIAN_COLLECTIONS, ids=lambda collection: collection.name)


@by_name
def test_a_set_has_60_answerable_questions_and_30_mostly_near_the_domain(collection: Collection) -> None:
    placed, faults = read_sets([collection.cases])
    cases = [one.case for one in placed]

    assert not faults
    assert Counter(case.answerable for case in cases) == {True: 60, False: 30}
    assert sum("near_domain" in case.tags for case in cases if not case.answerable) == 24
    assert {case.language.value for case in cases} == {"sv", "nb", "nn", "en"}


@by_name
def test_quotes_are_short_and_nothing_is_tuned_on(collection: Collection) -> None:
    placed, _ = read_sets([collection.cases])

    quotes = [gold.quote for one in placed for gold in one.case.gold]
    assert max(len(quote.split()) for quote in quotes) <= MOST_WORDS_OF_A_QUOTE
    assert {one.case.split.value for one in placed} == {"check"}


@by_name
def test_every_quote_stands_in_the_collection(collection: Collection) -> None:
    settings = load_settings()
    data = collection.data(settings)
    if not (data / "index" / "CURRENT").exists():
        pytest.skip(f"the collection {collection.name} has not been fetched: make collections")

    texts = indexed_texts(load_settings(data=data))

    assert len(load_sets([collection.cases], texts)) == 90


@pytest.fixture(scope="module")
def workplace_texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    shelf = Shelf(tmp_path_factory.mktemp("workplace"))
    embedder = HashEmbedder()
    ingest(
        (WORKPLACE.texts,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1
    )
    return {one.source.id: one.text for one in LiveIndex(shelf, embedder.identity).documents()}


def test_the_workplace_set_can_be_asked_of_its_fifteen_sources(workplace_texts: dict[str, str]) -> None:
    cases = load_sets([WORKPLACE.cases], workplace_texts)

    assert len(workplace_texts) == 15
    assert {gold.source for case in cases for gold in case.gold} == set(workplace_texts)
    assert Counter(case.answerable for case in cases) == {True: 200, False: 99}
    assert {case.language.value for case in cases} == {"sv", "nb", "nn", "en"}


def test_a_passage_is_asked_about_in_one_half_of_the_workplace_set_only(
    workplace_texts: dict[str, str],
) -> None:
    cases = load_sets([WORKPLACE.cases], workplace_texts)
    quotes = {
        split: {(gold.source, gold.quote) for case in cases if case.split is split for gold in case.gold}
        for split in Split
    }

    assert not quotes[Split.TUNE] & quotes[Split.CHECK]


def test_an_unknown_collection_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workplaces"]) == 1

    assert "debian-handbook-nb" in capsys.readouterr().err
