"""The sets over the two Debian collections; they need the collections only to be asked."""

from __future__ import annotations

from collections import Counter

import pytest

from app.settings import load_settings
from eval.cases import load_sets, read_sets
from eval.collections import COLLECTIONS, Collection
from eval.indexed import indexed_texts

MOST_WORDS_OF_A_QUOTE = 12
by_name = pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)


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
