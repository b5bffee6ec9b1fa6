"""Who has most or least is the row with that number, and below zero is less than nothing."""

from __future__ import annotations

import pytest

from app.answering.lists.superlatives import superlative_row
from tests.asked import read
from tests.builders import document_of
from tests.weighed import weighed

TABLE = """# Sjukfrånvaro

| Förvaltning | Förändring i procent |
|---|---|
| Skolan | –12 |
| Omsorgen | 3 |
| Biblioteken | –2 |
"""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Vilken förvaltning har störst förändring?", "Omsorgen"),
        ("Vilken förvaltning har lägst förändring?", "Skolan"),
    ],
)
def test_a_number_below_zero_is_the_least(question: str, row: str) -> None:
    found = superlative_row(read(question), weighed(document_of(TABLE), scores={}))

    assert found is not None
    assert row in found.text
