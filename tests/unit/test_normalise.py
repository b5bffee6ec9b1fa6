from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.normalise import matching_form, normalise, plain_letters


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="\ufeff\r\n aåA\u030a\u0308"))
def test_normalising_twice_changes_nothing_among_marks_and_line_breaks(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\ufefftillit", "tillit"),
        ("a\u030a o\u0308 A\u030a", "å ö Å"),
        ("stavfel\u00a0initativ", "stavfel\u00a0initativ"),
        ("ﬁn ½", "ﬁn ½"),
    ],
)
def test_only_line_breaks_marks_and_composition_change(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_matching_form_sees_words_only() -> None:
    assert matching_form("– Tillit,  är \n”bra”!") == matching_form("tillit är BRA") == "tillitärbra"
    assert matching_form("ﬁn") == matching_form("fin")
    assert matching_form("inte bra") != matching_form("bra")


def test_dressed_up_letters_are_plain_and_as_many() -> None:
    assert plain_letters("Ｖａｄ　är 𝐭𝐢𝐥𝐥𝐢𝐭？") == "Vad är tillit?"
    long = "ﷺ" * 3
    assert plain_letters(long) == long
