"""Which questions ask for a change, and which sentences tell one."""

from __future__ import annotations

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.changes import asks_for_a_change, tells_a_change


def _reading(question: str) -> Reading:
    return Reading(question, question_type(question), names=(), attributes=())


@pytest.mark.parametrize(
    "question",
    [
        "Hur mycket mindre vatten gick det åt?",
        "Ble det dyrere med de nye kjøkkenene?",
        "Vart ventetida kortare?",
        "Did the number of visits rise?",
        "Har sjukfrånvaron minskat?",
        "Vattenförbrukningen före och efter försöket",
    ],
)
def test_a_question_for_more_or_less_than_before_asks_for_a_change(question: str) -> None:
    assert asks_for_a_change(_reading(question))


@pytest.mark.parametrize(
    "question",
    [
        "Får man arbeta mer än 40 timmar?",
        "Varför minskade förbrukningen?",
        "Hvordan lages planen, steg for steg?",
        "Vem var mer kritisk?",
        "Vad är en tillitsreform?",
    ],
)
def test_a_rule_a_reason_and_steps_are_no_change(question: str) -> None:
    assert not asks_for_a_change(_reading(question))


@pytest.mark.parametrize(
    "text",
    [
        "Förbrukningen gick från 9 till 6 liter.",
        "Kostnaden var oförändrad.",
        "Sykefraværet falt kraftig.",
        "Tallet var 221 og er nå 223.",
        "Den uppgick till 7,4 procent, jämfört med 7,9 procent året innan.",
        "Water use fell by a third.",
    ],
)
def test_what_rose_fell_or_stayed_is_told_as_a_change(text: str) -> None:
    assert tells_a_change(text)


def test_how_it_was_measured_tells_no_change() -> None:
    assert not tells_a_change("Vi mätte förbrukningen vid 40 tillfällen och frågade 20 hushåll.")
