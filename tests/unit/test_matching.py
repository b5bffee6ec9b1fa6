"""When a text holds a word of the question: by stem, part of a compound, consonants or spelling."""

from __future__ import annotations

import pytest

from app.answering.weighing.matching import COMPOUND_SHARE, LIKE_SPELLING_SHARE, MODIFIER_SHARE, match
from app.domain.passages import QuestionTerm
from app.domain.sources import Language


def _term(word: str, **alternatives: float) -> QuestionTerm:
    return QuestionTerm(word, {word: 1.0, **alternatives}, 1.0)


@pytest.mark.parametrize(
    ("term", "text", "language", "share"),
    [
        (_term("mal"), "Alla mål följs upp.", Language.SV, 1.0),
        (_term("principl", prinsipp=0.85), "Våre fem lederprinsipper", Language.NB, 0.85 * COMPOUND_SHARE),
        (_term("ledarprincip"), "Våre fem lederprinsipper", Language.NB, LIKE_SPELLING_SHARE),
        (
            _term("kindergarten", barnehag=0.85),
            "Barnehageprosjektet i byen",
            Language.NB,
            0.85 * MODIFIER_SHARE,
        ),
        (_term("budget"), "Våre fem lederprinsipper", Language.NB, 0.0),
        (_term("vakt"), "Bevakning dygnet runt", Language.SV, 0.0),
    ],
)
def test_how_surely_a_text_holds_a_word(
    term: QuestionTerm, text: str, language: Language, share: float
) -> None:
    assert match(term, text, language) == pytest.approx(share)
