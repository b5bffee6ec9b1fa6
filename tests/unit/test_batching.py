"""Texts share a forward pass only with texts of their own padded length."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.retrieval.batching import BATCH_TOKENS, LENGTH_STEP, batches, padded_length

LENGTHS = st.lists(st.integers(min_value=2, max_value=2 * BATCH_TOKENS), max_size=200)


@given(LENGTHS)
def test_every_text_is_in_exactly_one_batch(lengths: list[int]) -> None:
    places = [place for batch in batches(lengths) for place in batch]

    assert sorted(places) == list(range(len(lengths)))


@given(LENGTHS)
def test_a_batch_is_padded_to_one_length_and_bounded(lengths: list[int]) -> None:
    for batch in batches(lengths):
        (length,) = {padded_length(lengths[place]) for place in batch}

        assert len(batch) == 1 or len(batch) * length <= BATCH_TOKENS


@given(LENGTHS)
def test_padded_and_full_texts_are_kept_apart(lengths: list[int]) -> None:
    for batch in batches(lengths):
        assert len({lengths[place] % LENGTH_STEP == 0 for place in batch}) == 1
