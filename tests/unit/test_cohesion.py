from __future__ import annotations

import pytest

from app.answering.weighing.cohesion import takes_up


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Den kom till på grund av en kritik som hade hörts länge.", "Kritiken gällde styrningen."),
        ("Kommunen fikk et nytt skjema.", "Skjemaet var kort."),
        ("They set up a new committee.", "The committee met twice."),
    ],
)
def test_a_sentence_takes_up_what_the_one_before_it_introduces(first: str, second: str) -> None:
    assert takes_up(first, second)


@pytest.mark.parametrize(
    "second", ["Kritik fanns också.", "Rektorn sa nej.", "Alla hörde kritiken.", "Kritikern var ny."]
)
def test_another_beginning_takes_up_nothing(second: str) -> None:
    assert not takes_up("Det fanns en kritik mot det.", second)
