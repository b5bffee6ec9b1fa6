"""The sets over the other collections; they need the collections only to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from app.domain.sources import Language
from app.retrieval.live import LiveIndex
from app.retrieval.shelf import Shelf
from app.settings import load_settings
from eval.cases import Case, Split, load_sets, read_sets
from eval.collections import DEBIAN_COLLECTIONS, WRITTEN_COLLECTIONS, Collection, main
from eval.indexed import indexed_texts
from ingest.build import ingest
from tests.builders import HashEmbedder

MOST_WORDS_OF_A_QUOTE = 12
by_name = pytest.mark.parametrize("collection", DEBIAN_COLLECTIONS, ids=lambda collection: collection.name)


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of a written collection by source, and the cases over them."""

    texts: Mapping[str, str]
    cases: Sequence[Case]


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


@pytest.fixture(scope="module", params=WRITTEN_COLLECTIONS, ids=lambda collection: collection.name)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    collection: Collection = request.param
    shelf = Shelf(tmp_path_factory.mktemp(collection.name))
    embedder = HashEmbedder()
    ingest(
        (collection.texts,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1
    )
    texts = {one.source.id: one.text for one in LiveIndex(shelf, embedder.identity).documents()}
    return Written(texts, load_sets([collection.cases], texts))


def test_a_written_set_asks_about_each_of_its_sources(written: Written) -> None:
    assert len(written.texts) >= 14
    assert {gold.source for case in written.cases for gold in case.gold} == set(written.texts)
    assert {case.language.value for case in written.cases} == {"sv", "nb", "nn", "en"}
    assert sum(case.answerable for case in written.cases) >= 200
    assert sum(not case.answerable for case in written.cases) >= 70


def test_a_passage_is_asked_about_in_one_half_of_a_written_set_only(written: Written) -> None:
    quotes = {
        split: {
            (gold.source, gold.quote) for case in written.cases if case.split is split for gold in case.gold
        }
        for split in Split
    }

    assert not quotes[Split.TUNE] & quotes[Split.CHECK]


def test_an_unknown_collection_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workplaces"]) == 1

    assert "debian-handbook-nb" in capsys.readouterr().err
