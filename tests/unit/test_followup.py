"""A follow-up is made self-contained; a question with a topic of its own is left alone."""

from __future__ import annotations

import pytest

from app.answering.following.followup import contextualise
from app.domain.answers import Turn

ADVICE = (Turn("Vilka råd ger Louise Bringselius?", "Louise Bringselius ger 14 råd."),)


@pytest.mark.parametrize(
    "question", ["och i Norge?", "vem sa det?", "gi meg hele listen", "ja", "and in Norway?", "kva med dei?"]
)
def test_an_elliptic_question_takes_the_topic_along(question: str) -> None:
    interpreted = contextualise(question, ADVICE)

    assert interpreted.startswith(question)
    assert "Bringselius" in interpreted


@pytest.mark.parametrize(
    "question",
    ["Hur definierar Tillitsdelegationen tillitsbaserad styrning?", "What are the risks of trust?"],
)
def test_a_new_topic_is_left_as_it_is(question: str) -> None:
    assert contextualise(question, ADVICE) == question


def test_without_history_nothing_is_carried_over() -> None:
    assert contextualise("och i Norge?", ()) == "och i Norge?"


def test_the_topic_is_found_behind_an_elliptic_turn() -> None:
    history = (*ADVICE, Turn("ja", "…"))

    assert "Bringselius" in contextualise("vem sa det?", history)


@pytest.mark.parametrize("text", ["Tack!", "Hej igen", "vem är du?"])
def test_small_talk_carries_no_topic(text: str) -> None:
    assert contextualise(text, (Turn("Vad är tillitsbaserad styrning?", "…"),)) == text


@pytest.mark.parametrize("question", ["Vad är en tjänsteman?", "hva betyr et løfte?", "What is a steward?"])
def test_a_definition_of_something_stands_by_itself(question: str) -> None:
    assert contextualise(question, ADVICE) == question


def test_how_often_and_how_many_are_not_carried_over() -> None:
    history = (Turn("Hvor ofte svarer vi på Tillitspulsen?", "Den første tirsdagen i hver måned."),)

    assert contextualise("Må jeg det?", history) == "Må jeg det? (Tillitspulsen)"


def test_why_is_no_name() -> None:
    history = (Turn("What mistakes did Sundnes make with its trust teams?", "…"),)

    assert "Sundnes" in contextualise("Why?", history)
