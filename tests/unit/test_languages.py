from __future__ import annotations

import pytest

from app.domain.sources import Language
from app.text.languages import detect_language, language_of_block

SV, NB, NN, EN = Language.SV, Language.NB, Language.NN, Language.EN

_QUESTIONS: dict[Language, tuple[str, ...]] = {
    SV: (
        "Vad är tillit?",
        "Vad är tillitsbaserad styrning?",
        "Vilka råd ger Louise Bringselius?",
        "Hur skapas tillit på arbetsplatsen?",
        "När kommer slutbetänkandet?",
        "Vad svarar Laura Hartman om kritiken?",
        "Vad innebär helhetssyn?",
        "vad kännetecknar tillitsbaserad styrning",
        "Vem leder Tillitsdelegationen?",
        "Vilka är riskerna?",
        "Berätta om medledarskap",
        "Varför behövs mindre detaljstyrning?",
        "Vad menas med handlingsutrymme?",
        "Vad säger förarbetena om kommunernas ansvar?",
    ),
    NB: (
        "Hva er tillit?",
        "Hvilke råd gir Louise Bringselius?",
        "Hva innebærer helhetssyn?",
        "Hvordan bygger man tillit?",
        "Hvor mange ansatte har Försäkringskassan?",
        "Hva kjennetegner tillitsbasert styring?",
        "Hvem leder Tillitsdelegationen?",
        "Hvorfor trenger vi mindre detaljstyring?",
        "Nevn risikoene ved tillitsbasert ledelse",
        "Når kommer sluttrapporten?",
        "Hva menes med medlederskap?",
        "hva er forskjellen mellom kontroll og tillit",
    ),
    NN: (
        "Kva er tillit?",
        "Kva råd gir Louise Bringselius?",
        "Korleis byggjer ein tillit?",
        "Kven leier Tillitsdelegationen?",
        "Kvifor treng vi mindre detaljstyring?",
        "Kva kjenneteiknar tillitsbasert styring?",
        "Når kjem sluttrapporten, og kva seier han?",
        "Kva meiner ein med medleiarskap?",
    ),
    EN: (
        "What is trust?",
        "What advice does Louise Bringselius give?",
        "Who is the prime minister of Norway?",
        "How do you build trust?",
        "Why is less control needed?",
        "List the risks of trust-based governance",
        "When will the final report be published?",
        "What does Laura Hartman say about the criticism of Tillitsdelegationen?",
    ),
}
_PAIRS = [(question, language) for language, questions in _QUESTIONS.items() for question in questions]


@pytest.mark.parametrize(("question", "language"), _PAIRS)
@pytest.mark.parametrize("default", [SV, NB])
def test_a_short_question_shows_its_language(question: str, language: Language, default: Language) -> None:
    assert detect_language(question, default) is language


@pytest.mark.parametrize("default", [SV, NB])
@pytest.mark.parametrize(
    "question",
    [
        "Hvad er tillid?",
        "Hvilke råd giver Louise Bringselius?",
        "Hvordan skaber man tillid på arbejdspladsen?",
    ],
)
def test_danish_counts_as_bokmal(question: str, default: Language) -> None:
    assert detect_language(question, default) is NB


@pytest.mark.parametrize("default", [SV, NB, NN])
@pytest.mark.parametrize(
    "question", ["???", "12345", "Louise Bringselius", "Laura Hartman", "tillit", "2018:38"]
)
def test_a_question_without_a_clue_takes_the_default(question: str, default: Language) -> None:
    assert detect_language(question, default) is default


@pytest.mark.parametrize(
    ("word", "language"),
    [("slutbetänkande", SV), ("medarbeidere", NB), ("medleiarskap", NN), ("co-leadership", EN)],
)
@pytest.mark.parametrize("default", [SV, EN])
def test_an_unmistakable_word_is_clue_enough(word: str, language: Language, default: Language) -> None:
    assert detect_language(word, default) is language


def test_a_quotation_inside_a_document_is_recognised() -> None:
    norwegian = "Hva er det ledere ikke gjør når de ikke har tillit, og hvorfor gjør de noe annet?"

    assert language_of_block(norwegian, SV) is NB


@pytest.mark.parametrize(
    "name", ["Innovasjon Norge og Arbeids- og velferdsetaten", "Trust in Government 2022"]
)
def test_a_name_in_another_language_does_not_change_a_blocks_language(name: str) -> None:
    assert language_of_block(f"Rapporten från {name} är en bra källa för den som vill veta mer.", SV) is SV


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello", Language.EN),
        ("Thanks!", Language.EN),
        ("Hej", Language.SV),
        ("Tack", Language.SV),
        ("Hei", Language.NB),
        ("tusen takk", Language.NB),
        ("Kollegaen min slår meg", Language.NB),
        ("takk for hjelpa, eg forstår", Language.NN),
    ],
)
def test_small_talk_has_a_language(text: str, language: Language) -> None:
    for default in (Language.SV, Language.NB):
        assert detect_language(text, default) is language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ('Vad sägs om föredraget "How to build (and rebuild) trust"?', SV),
        ("Hva betyr «the right to be wrong» i teksten?", NB),
        ("What is said about ”styrning och ledning och inte kontroll”?", EN),
        ('"Hva menes med tillit?"', NB),
    ],
)
def test_a_quotation_in_another_language_does_not_change_the_questions(
    question: str, language: Language
) -> None:
    assert detect_language(question, SV) is language
