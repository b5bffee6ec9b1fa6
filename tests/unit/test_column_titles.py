"""Which first row is the titles of its columns, and which columns are each other's opposite."""

from __future__ import annotations

import pytest

from app.domain.sources import BlockKind
from app.text.column_titles import are_opposites, are_titles
from ingest.extract.html import extract as extract_html
from ingest.extract.text import extract as extract_text


@pytest.mark.parametrize(
    "titles",
    [
        ("Tillåtet", "Förbjudet"),
        ("Lov", "Ikke lov"),
        ("Do", "Don't"),
        ("Rum", "Ja", "Nej"),
        ("Før", "Etter"),
        ("Fordelar", "Ulemper"),
    ],
)
def test_opposite_columns(titles: tuple[str, ...]) -> None:
    assert are_opposites(titles)


@pytest.mark.parametrize(
    "titles", [("Begrepp", "Betydelse"), ("Tid", "Plats", "Ledare"), ("Båt", "Mannskap")]
)
def test_columns_that_are_none(titles: tuple[str, ...]) -> None:
    assert not are_opposites(titles)


def test_words_over_numbers_are_titles() -> None:
    assert are_titles([("Båt", "Torsk", "Sei"), ("Havella", "12", "4"), ("Måken", "9", "6")])


@pytest.mark.parametrize(
    "rows",
    [
        [("Kontakt", "Kari Berg"), ("Telefon", "12 34 56"), ("Pris", "300 kr")],
        [("Anna Ek", "rektor", "Skolan"), ("Bo Lund", "kock", "Köket"), ("Siv Ås", "lärare", "Skolan")],
        [("Tillåtet", "Förbjudet")],
    ],
)
def test_rows_that_are_no_titles(rows: list[tuple[str, ...]]) -> None:
    assert not are_titles(rows)


def test_nothing_but_the_words_marks_the_header() -> None:
    html = extract_html(
        "<table><tr><td>Gör</td><td>Gör inte</td></tr><tr><td>Bada</td><td>Dyka</td></tr></table>"
    )
    text = extract_text("Regler i parken\n\nLov               Ikke lov\nSykle på stien    Sykle på gresset\n")

    for found in (html, text):
        table = next(block for block in found.blocks if block.kind is BlockKind.TABLE)
        assert [part.is_header for part in table.parts] == [True, False]
