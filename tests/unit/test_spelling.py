"""Misspelt words of a question as the sources spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.retrieval.spelling import Spelling

VOCABULARY = (
    "försäkringskassan",
    "service",
    "kontroll",
    "tillit",
    "vågar",
    "boken",
    "bringselius",
    "medborgarfokus",
)
SPELLING = Spelling(VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("försäkringskasan", "försäkringskassan"),
        ("forsakringskassan", "försäkringskassan"),
        ("sevice", "service"),
        ("serivce", "service"),
        ("servvice", "service"),
        ("servixe", None),  # x is c's neighbour, yet the skeleton spells x as two letters
        ("servive", "service"),
        ("kontrol", "kontroll"),
        ("tilit", "tillit"),
        ("medborgerfokus", "medborgarfokus"),
        ("hvodan", "hvordan"),
        ("bokan", None),  # short words have too many neighbours
        ("ervice", None),  # the first letter stays
        ("zervice", None),
        ("vägrar", None),
        ("servkkce", None),
        ("", None),
    ],
)
def test_one_slip_is_mended_and_no_more(typed: str, meant: str | None) -> None:
    assert SPELLING.meant(typed) == meant


def test_only_unknown_words_are_mended_and_all_else_stays_as_typed() -> None:
    known = {"hur", "gjorde", "servicen"}

    mended = SPELLING.mended("Hur gjorde  Försäkringskasan – servicen, 14% (sevice)?", known.__contains__)

    assert mended == "Hur gjorde  Försäkringskassan – servicen, 14% (service)?"


def test_of_equally_near_words_the_first_in_the_alphabet_is_meant() -> None:
    assert Spelling(("betänkandet", "betänkanden")).meant("betänkande") == "betänkanden"


@given(st.text(max_size=60))
def test_a_text_that_is_known_is_never_touched(text: str) -> None:
    assert SPELLING.mended(text, lambda word: True) == text


@given(st.text(max_size=60))
def test_nothing_a_reader_can_type_breaks_it(text: str) -> None:
    mended = SPELLING.mended(text, lambda word: False)

    assert mended == SPELLING.mended(text, lambda word: False)
    assert Spelling(()).meant("service") is None
