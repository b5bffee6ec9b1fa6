"""What a question asks for in kind, and which texts lack it."""

from __future__ import annotations

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.lacking import lacks_value
from app.domain.passages import QuestionTerm
from app.domain.sources import Language
from app.text.words import content_words, stem
from tests.builders import document_of
from tests.weighed import weighed


def reading_of(question: str) -> Reading:
    """A reading in which capitals inside the question are names."""
    terms = [QuestionTerm(word, {stem(word, Language.SV): 1.0}, 3.0) for word in content_words(question)]
    names = tuple(term for term in terms if f" {term.word.capitalize()}" in question)
    return Reading(
        question, question_type(question), names, tuple(term for term in terms if term not in names)
    )


def said(text: str) -> Evidence:
    """The first sentence of a text as evidence."""
    (evidence, *_) = weighed(document_of(text), scores={text[:5]: 1.0})
    return evidence


@pytest.mark.parametrize(
    ("question", "without", "with_it"),
    [
        (
            "Hva koster et tilsyn?",
            "Kommunene bruker 85 timer på et tilsyn.",
            "Et tilsyn koster 90 000 kroner.",
        ),
        (
            "How much money does each unit get?",
            "Each unit has 12 staff.",
            "Hver enhet får inntil 1,2 millioner.",
        ),
        ("Hur länge pågår försöket?", "Försöket omfattar 8 grupper.", "Försöket pågår i två år."),
        ("Hvor ofte møtes de?", "De møtes i 2 rom.", "De møtes annenhver uke."),
        ("Hur gammal är hon?", "Hon har 40 medarbetare.", "Hon är född 1961."),
        ("Hvor stor andel svarte?", "812 svarte på undersøkelsen.", "Fire av ti svarte."),
        (
            "Hur stor andel vet det?",
            "6 120 medlemmar svarade på enkäten.",
            "Bara var fjärde av de 6 120 vet det.",
        ),
        ("How large a share stayed?", "At last 40 stayed.", "A third of them stayed."),
        ("Hvor langt bør brevet være?", "Brevet bør være kort.", "Brevet bør ikke være lengre enn to sider."),
        ("Hvor lenge varer det?", "Det varer til alle er enige.", "Det varer til og med juni."),
        ("Hur många slutade?", "Några slutade.", "Ingen slutade."),
        ("Vad tjänar direktören Anna Ek?", "Anna Ek är direktör.", "Anna Ek får 80 000 kronor."),
        ("Vad har ordföranden Karin Öberg för lön?", "Karin Öberg är ordförande.", "Lönen är 60 000 kronor."),
        ("Hur många har sökt tjänsten?", "Flera har sökt tjänsten.", "Sjutton personer har sökt tjänsten."),
        ("När börjar det?", "Det börjar när alla är där.", "Det börjar i oktober."),
        ("Når er det åpent?", "Det er åpent for alle.", "Fredag\t8–15"),
        ("Vem är chef för enheten?", "Enheten har en chef.", "Enheten leds av Lena Berg."),
        ("Vem var direktör före Anna Ek?", "Anna Ek är direktör.", "Då var Per Lind direktör."),
        ("Vad heter boken?", "Och så ska hon skriva en bok.", "Boken, Vägen hit, kom 2021."),
        (
            "What is the name of the programme?",
            "Alle går et program.",
            "Alle går programmet Leda med tillit.",
        ),
        ("Vilket telefonnummer har de?", "De nås på telefon klockan 9–11.", "De nås på 010-123 45 67."),
        ("Vad har enheten för adress?", "Enheten har bytt adress.", "Enheten ligger på Storgatan 4."),
        ("Hvilke 24 kommuner er med?", "24 kommuner er med i ordningen.", "Det er Voss, Ås og Bø."),
        ("Vilka myndigheter var med?", "Det prövades vid några myndigheter.", "Lantmäteriet var med."),
        ("Who succeeded Anna Ek as chair?", "Anna Ek har lämnat som ordförande.", "Per Lind tog över."),
        ("Vilka är de tre principerna?", "Det finns tre principer.", "De är tre: öppenhet, stöd och mod."),
    ],
)
def test_a_text_without_the_kind_of_value_asked_for_lacks_it(
    question: str, without: str, with_it: str
) -> None:
    assert lacks_value(reading_of(question), said(without))
    assert not lacks_value(reading_of(question), said(with_it))


def test_a_question_that_asks_for_nothing_but_a_name_is_answered_by_no_text() -> None:
    """All its other words are stop words; a name is near whatever is said of it."""
    assert lacks_value(reading_of("Hvor bor Anna Ek?"), said("Anna Ek leder enheten."))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Vem är Anna Ek?", "Anna Ek är forskare."),
        ("Vem beslutar om inköp?", "Enhetschefen beslutar om inköp."),
        ("Hva har de ikke rørt i Lønnavik?", "Brannvern har vi ikke rørt."),
        ("Vilka principer gäller?", "Öppenhet gäller."),
        ("Vem är ansvarig för matrisen?", "Utvecklingsledaren ansvarar för matrisen."),
        ("Hur långt har arbetet kommit?", "Det varierar mycket."),
        ("Hvem er håndboken ment for?", "Håndboken er til nytte for ledere."),
        ("När får enheten besluta själv?", "Enheten får besluta själv om rutiner."),
        ("Hva kreves når rapporten får ny form?", "Da kreves åpenhet."),
        ("Kan notatet brukes i lønnsforhandlinger?", "Notatet skal ikke brukes i lønnsforhandlinger."),
        ("How often are the figures followed up?", "Nyckeltalen följs upp regelbundet."),
        ("Får man mäta hur mycket var och en gör?", "Statistik på individer får inte tas fram."),
        ("Set lova ei grense for kor mange ein leiar kan ha?", "Lova set inga grense."),
        ("Vår chef mäter hur länge vi är inne. Vad säger policyn om det?", "Chefen följer upp resultat."),
    ],
)
def test_other_questions_lack_nothing(question: str, text: str) -> None:
    assert not lacks_value(reading_of(question), said(text))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vilken lön har chefen?", ("lön",)),
        ("How many documentation requirements were removed?", ("documentation", "requirements")),
        ("Vad tycker nämndens ordförande om modellen?", ("nämndens", "ordförande")),
        ("Hva sier Hartman om dialogen?", ("dialogen",)),
        ("Hur skapas tillit?", ()),
    ],
)
def test_the_subject_is_what_is_asked_for_or_who_said_it(question: str, expected: tuple[str, ...]) -> None:
    assert tuple(term.word for term in reading_of(question).subject) == expected
