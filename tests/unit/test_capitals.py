"""What a collection writes as names."""

from __future__ import annotations

import pytest

from app.domain.sources import Language
from app.retrieval.capitals import Capitals

CAPITALS = Capitals.of(
    (
        (
            "Chefen i Lund litar på Lisa Ek. Också i Lunds skolor styr Rektorn, men rektorn lyssnar.",
            Language.SV,
        ),
        ("Kontroll är bra. Nämnden har kontrollen, och den nämnden. Så säger Nämnden.", Language.SV),
    )
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lund", True),
        ("lunds", True),
        ("ek", True),
        ("kontroller", False),
        ("lyssna", False),
        ("rektorn", None),
        ("malmö", None),
    ],
)
def test_a_name_has_a_capital_inside_sentences_and_is_never_written_small(
    word: str, expected: bool | None
) -> None:
    assert CAPITALS.is_name(word) is expected
