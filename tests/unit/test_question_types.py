"""What a question asks for, in four languages."""

from __future__ import annotations

import pytest

from app.answering.asking.question_types import QuestionType, numbers_in, question_type
from app.answering.weighing.values import holds_value


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vem är Laura Hartman?", QuestionType.WHO),
        ("Hvem leder arbeidet?", QuestionType.WHO),
        ("Kven skreiv det?", QuestionType.WHO),
        ("Who chaired the delegation?", QuestionType.WHO),
        ("När kommer slutbetänkandet?", QuestionType.WHEN),
        ("Når kommer sluttrapporten?", QuestionType.WHEN),
        ("Vilket år startade det?", QuestionType.WHEN),
        ("Hur många forskare deltog?", QuestionType.HOW_MANY),
        ("Hvor mange ansatte har etaten?", QuestionType.HOW_MANY),
        ("How old is Laura Hartman?", QuestionType.HOW_MANY),
        ("Varför behövs tillit?", QuestionType.WHY),
        ("Kvifor treng vi tillit?", QuestionType.WHY),
        ("Vilka råd ger hon?", QuestionType.LIST),
        ("Kva risikoar finst det med tillit?", QuestionType.LIST),
        ("Kva for risikoar finst?", QuestionType.LIST),
        ("Kva verkstader kan ein velje mellom?", QuestionType.LIST),
        ("Kva krav har dei?", QuestionType.LIST),
        ("Kva meiner kommunen?", QuestionType.OTHER),
        ("Hva er de fire løftene i planen?", QuestionType.LIST),
        ("Vad är de vanligaste felen?", QuestionType.LIST),
        ("What three things does the nurse ask for?", QuestionType.LIST),
        ("What mistakes did they make?", QuestionType.LIST),
        ("What process does the agency use?", QuestionType.OTHER),
        ("Hur lång tid tar det att införa tillit?", QuestionType.HOW_MANY),
        ("fördelar med tillit", QuestionType.LIST),
        ("What are the benefits?", QuestionType.LIST),
        ("Vad är tillit?", QuestionType.DEFINITION),
        ("Hva innebærer helhetssyn?", QuestionType.DEFINITION),
        ("definition av tillit", QuestionType.DEFINITION),
        ("What does trust mean?", QuestionType.DEFINITION),
        ("What does the union say about trust?", QuestionType.OTHER),
        ("Hva vil det si å stole på noen?", QuestionType.DEFINITION),
        ("Kva vil det seie å stole på nokon?", QuestionType.DEFINITION),
        ("Hva vil fagforeningen?", QuestionType.OTHER),
        ("Vad skiljer kontroll från tillit?", QuestionType.COMPARISON),
        ("forskjellen på kontroll og tillit", QuestionType.COMPARISON),
        ("Hur övervinner man utmaningarna?", QuestionType.HOW),
        ("Är tillit samma sak som naivitet?", QuestionType.YES_NO),
        ("Vad är hennes lön?", QuestionType.HOW_MANY),
        ("Hvilke kriterier gjelder for lønn?", QuestionType.LIST),
        ("Hva er ikke tema i lønnssamtalen?", QuestionType.DEFINITION),
        ("tillit", QuestionType.OTHER),
        ("tillitsreform Norge når", QuestionType.WHEN),
        ("forskare antologin hur många", QuestionType.HOW_MANY),
        ("många anställda hur har Idébanken?", QuestionType.HOW_MANY),
        ("rektor på skolen hvem", QuestionType.WHO),
        ("er Kva styring tillitsbasert?", QuestionType.DEFINITION),
        ("När får en enhet bestämma själv?", QuestionType.CONDITION),
        ("Når passer et dialogmøte?", QuestionType.CONDITION),
        ("When should one not use it?", QuestionType.CONDITION),
        ("När ska planen vara beslutad?", QuestionType.WHEN),
        ("ungefär när börjar det", QuestionType.WHEN),
        ("Tillitsreformen når kom den", QuestionType.WHEN),
        ("stannar folk när chefen lyssnar?", QuestionType.OTHER),
        ("Hva skjer hvis fristen ikke blir holdt?", QuestionType.CONSEQUENCE),
        ("presterar folk mer när chefen litar på en?", QuestionType.OTHER),
    ],
)
def test_question_type(question: str, expected: QuestionType) -> None:
    assert question_type(question) is expected


def test_to_is_two_only_in_norwegian() -> None:
    assert numbers_in("what are the steps to introduce trust") == frozenset()
    assert numbers_in("hvilke to ting gjorde de") == {2}


def test_numbers_are_read_in_digits_and_words() -> None:
    assert numbers_in("de 14 råden, tre kommuner og sju kjennetegn") == {14, 3, 7}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (QuestionType.WHEN, "Slutbetänkandet kommer hösten 2019.", True),
        (QuestionType.WHEN, "Slutbetänkandet kommer senare.", False),
        (QuestionType.HOW_MANY, "De 23 forskarna skriver.", True),
        (QuestionType.HOW_MANY, "Forskarna skriver.", False),
        (QuestionType.HOW, "Forskarna skriver.", None),
    ],
)
def test_values_leave_their_trace(kind: QuestionType, text: str, expected: bool | None) -> None:
    assert holds_value(kind, text) is expected
