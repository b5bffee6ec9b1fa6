"""A question reads alike whatever order its words were typed in."""

from __future__ import annotations

import pytest

from app.text.question_order import asking_first


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tillitsreform Norge når", "når tillitsreform Norge"),
        ("invånare Gislaved hur många?", "hur många invånare Gislaved?"),
        ("många Gislaved hur invånare har", "hur många Gislaved invånare har"),
        ("er Kva styring tillitsbasert?", "Kva er styring tillitsbasert?"),
        ("the podcast host who is", "who is the podcast host"),
        (
            "när Vad hände med sjukfrånvaron gruppen styrde?",
            "Vad när hände med sjukfrånvaron gruppen styrde?",
        ),
        ("Kva tillitsbasert leiing inneber?", "Kva inneber tillitsbasert leiing?"),
        ("belastningen i grupperna Har ökat?", "Har belastningen i grupperna ökat?"),
        ("råd gir Hvilke direktøren?", "Hvilke råd gir direktøren?"),
        ("Når dialogbasert hele dagen passer tilsyn?", "Når passer dialogbasert hele dagen tilsyn?"),
    ],
)
def test_the_words_that_ask_come_first(typed: str, expected: str) -> None:
    assert asking_first(typed) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Hur gammal är Laura Hartman?",
        "Kva relasjon er særskilt framheva?",
        "What advice does she give?",
        "Försvinner all kontroll när vi leder med tillit?",
        "Vad kan man göra med tiden som frigörs när byråkratin minskar",
        "Får chefen logga vad jag skriver på datorn?",
        "Kan du si hvem som leder arbeidet?",
        "Vi är en liten kommun. Hur kommer vi igång?",
        "öppenhet i praktiken, hur gör man",
        "Hur kan vi spara mycket tid?",
        "hur tungt blir det för gamla stötar som alltid bestämt",
        "Når ble det vedtatt og hvem vedtok det?",
        "när och varför infördes modellen",
        "Hvilke spørsmål må man svare på når noen legger kortet?",
        "og hvem sitt ansvar er det?",
        "tillit",
        "",
    ],
)
def test_a_question_in_the_order_of_a_sentence_stays_as_it_is(question: str) -> None:
    assert asking_first(question) == question
