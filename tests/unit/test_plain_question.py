from __future__ import annotations

import pytest

from app.answering.asking.plain_question import plain
from app.answering.following.followup import contextualise
from app.domain.answers import Turn


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("VAD ÄR TILLITSBASERAD STYRNING?", "Vad är tillitsbaserad styrning?"),
        ("Hej! Vad är tillit?", "Vad är tillit?"),
        ("hej vad är tillit", "vad är tillit"),
        ("God morgon Tilda, hur kommer man igång?", "hur kommer man igång?"),
        ("Hei, jeg lurer på hvem Louise Bringselius er", "hvem Louise Bringselius er"),
        ("Heisann! Eg har eit spørsmål: Kva er tillit? Tusen takk!", "Kva er tillit?"),
        ("Unnskyld, men hvor kommer ordet fra?", "hvor kommer ordet fra?"),
        ("Kan du vara snäll och förklara vad tillit betyder?", "vad tillit betyder?"),
        ("Could you please tell me who led the delegation? Thanks in advance.", "who led the delegation?"),
        ("I was wondering, what is trust?\n\nKind regards,\nKari Nordmann", "what is trust?"),
        ("Vilka är råden? Tack så mycket! MVH Anna", "Vilka är råden?"),
        ("HEJ! VAD ÄR TILLIT? TACK PÅ FÖRHAND!", "Vad är tillit?"),
    ],
)
def test_the_question_is_what_is_left(asked: str, expected: str) -> None:
    assert plain(asked) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Vad är tillit?",
        "Vad säger Laura Hartman om KPI?",
        "FHS?",
        "Tack!",
        "Hej!",
        "hei på deg",
        "Vad är en hejarklack?",
        "Hva betyr takk i ledelse?",
        "Hur tackar man sina medarbetare",
        "Kan du ge ett exempel?",
        "Jag undrar om chefer ska kontrollera",
        "Hi-fi eller tillit?",
        "",
    ],
)
def test_a_question_without_wrapping_stays_as_it_is(question: str) -> None:
    assert plain(question) == question


def test_a_polite_follow_up_takes_the_topic_over_as_a_plain_one_does() -> None:
    history = (Turn("Hur gick det i Sundsvall med sjukfrånvaron?", "Den minskade."),)

    assert contextualise("Hej! Och i Borlänge? Tack!", history) == contextualise("Och i Borlänge?", history)


def test_the_longest_question_there_can_be_is_read_at_once() -> None:
    for courtesy in ("hej! ", "tack ", "jag undrar, ", "kan du säga mig ", " ", "hej"):
        assert isinstance(plain(courtesy * (2_000 // len(courtesy))), str)
