from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sources import Language
from app.text.words import (
    consonants,
    content_words,
    fold,
    grams,
    is_stop_word,
    skeleton,
    stem,
    stems,
    text_grams,
    words,
)

SV, NB, NN, EN = Language.SV, Language.NB, Language.NN, Language.EN


def test_words_are_lower_case_and_keep_inner_hyphens() -> None:
    assert words("Ned-perspektiv, TILLIT2 – ”bra” 12/3") == (
        "ned-perspektiv",
        "tillit2",
        "bra",
        "12",
        "3",
    )


def test_composed_and_decomposed_letters_are_the_same_word() -> None:
    assert words(unicodedata.normalize("NFD", "Rådgivning för Øvre")) == words("Rådgivning för Øvre")


@pytest.mark.parametrize("word", "vad hva kva what är er is och og and hur hvordan korleis".split())
def test_question_words_are_stop_words(word: str) -> None:
    assert is_stop_word(word)


@pytest.mark.parametrize("word", "inte ikke ikkje not inga ingen aldrig aldri never tillit råd".split())
def test_negations_and_topic_words_are_content(word: str) -> None:
    """A dropped negation would make a claim and its opposite the same."""
    assert content_words(word) == (word,)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        (SV, ("medarbetare", "medarbetaren", "medarbetarna", "medarbetarnas")),
        (SV, ("styrning", "styrningen", "styrningens")),
        (SV, ("kommun", "kommunen", "kommuner", "kommunerna")),
        (NB, ("ledelse", "ledelsen", "ledelsens")),
        (NB, ("risiko", "risikoen", "risikoer")),
        (EN, ("leader", "leaders")),
    ],
)
def test_forms_of_a_word_share_a_stem(language: Language, forms: tuple[str, ...]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    ("swedish", "norwegian"),
    [("nyckel", "nøkkel"), ("risker", "risiker"), ("ledning", "ledning"), ("vad", "hvad"), ("sex", "seks")],
)
def test_the_sister_languages_spellings_share_grams(swedish: str, norwegian: str) -> None:
    shared = set(grams(swedish)) & set(grams(norwegian))

    assert shared


def test_folding_is_for_matching_only() -> None:
    assert fold("ändå") == "anda"
    assert fold("øæ") == "oa"
    assert fold("é") == "e"
    assert skeleton("nyckeln") == "nykeln"


@given(st.text(max_size=30))
def test_every_text_has_words_stems_and_grams_without_an_error(text: str) -> None:
    for language in Language:
        assert len(stems(text, language)) == len(content_words(text))
    assert all(gram for gram in text_grams(text))


@given(st.from_regex(r"[a-zåäöæø]{1,20}", fullmatch=True))
def test_grams_cover_the_whole_word(word: str) -> None:
    joined = grams(word)
    marked = f"_{skeleton(word)}_"

    assert "".join(gram[0] for gram in joined[:-1]) + joined[-1] == marked


@pytest.mark.parametrize(
    ("swedish", "norwegian"),
    [
        ("ledarprincip", "lederprinsipp"),
        ("dokumentationskrav", "dokumentasjonskrav"),
        ("reservation", "reservasjon"),
        ("kvalitetsmål", "kvalitetsmål"),
    ],
)
def test_sister_words_have_the_same_consonants(swedish: str, norwegian: str) -> None:
    assert consonants(swedish) == consonants(norwegian)
    assert consonants(swedish) != consonants("handläggning")
