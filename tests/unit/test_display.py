from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.display import cells, display
from app.text.normalise import matching_form


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("den ene linjen\nog den andre", "den ene linjen og den andre"),
        ("**Tillit** är *inte* _kontroll_", "Tillit är inte kontroll"),
        ("se [veilederen](https://example.org/a_b) her", "se veilederen her"),
        ('![bild](bild.png "Tillit")', "bild"),
        ("`kode` og `mer`", "kode og mer"),
        ("första raden\n> andra raden\n  > > tredje", "första raden andra raden tredje"),
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("snake_case_navn står", "snake_case_navn står"),
        ("a ** b ** c", "a ** b ** c"),
        ("  mange\t\tmellomrom ", "mange mellomrom"),
        ("SOU 2018:38 [1] och (se s. 4)", "SOU 2018:38 [1] och (se s. 4)"),
    ],
)
def test_markup_is_smoothed_and_words_stay(quote: str, shown: str) -> None:
    assert display(quote) == shown


@given(st.text(alphabet="åb1 *_`\n>[]!", max_size=60))
def test_no_letter_is_lost_or_added(quote: str) -> None:
    assert matching_form(display(quote)) == matching_form(quote)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Fokus | Kontroll | Behov", ("Fokus", "Kontroll", "Behov")),
        ("Fokus\tKontroll\t\tBehov", ("Fokus", "Kontroll", "Behov")),
        ("a \\| b | c", ("a | b", "c")),
        ("**Fet** | [länk](x)", ("Fet", "länk")),
        ("ensam", ("ensam",)),
    ],
)
def test_a_row_splits_into_its_cells(row: str, expected: tuple[str, ...]) -> None:
    assert cells(row) == expected


@pytest.mark.parametrize(
    "quote",
    ["*a", "[", "![](", "[a](b", "**a ", "**", "__a", "`a", "`a b", "\n", "\n>", '[a](b "'],
)
def test_hostile_markup_takes_no_time(quote: str) -> None:
    """A list item or a table row may be as long as a file."""
    began = time.process_time()

    display(quote * 20_001)

    assert time.process_time() - began < 5


def test_control_characters_do_not_reach_a_terminal() -> None:
    assert display("til\x1b[31mlit\x07 \x9b2J") == "til[31mlit 2J"
