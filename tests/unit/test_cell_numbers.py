"""Numbers of table cells, with what stands before and behind them."""

from __future__ import annotations

import pytest

from app.text.cell_numbers import cell_number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12.0),
        ("1 200,5", 1200.5),
        ("12\u00a0400 kr", 12400.0),
        ("–12 %", -12.0),
        ("- 4", -4.0),
        ("−0,3", -0.3),
        ("ca 4", 4.0),
        ("10–12", 10.0),
        ("A-4", 4.0),
        ("–", None),
        ("", None),
    ],
)
def test_the_first_number_of_a_cell_with_its_sign(cell: str, number: float | None) -> None:
    assert cell_number(cell) == number
