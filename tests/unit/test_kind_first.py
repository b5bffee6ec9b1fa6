"""The sentence that holds what is asked for in kind answers, where one beside it is nearer to the question."""

from __future__ import annotations

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.kind_first import kind_first
from tests.builders import document_of
from tests.weighed import published_by, weighed

QUESTION = "Hur länge har badet öppet?"
READING = Reading(QUESTION, question_type(QUESTION), (), ())
ASKED = "Många har frågat hur sent badet har öppet."
TOLD = "Vi stänger efter tre timmar."


def test_the_sentence_that_holds_the_kind_of_value_leads() -> None:
    found = weighed(document_of(f"{ASKED} {TOLD}"), scores={"Många": 2.0, "Vi": 1.5})
    assert [one.text for one in kind_first(READING, found)] == [TOLD, ASKED]


def test_one_far_behind_or_of_another_document_does_not() -> None:
    far = weighed(document_of(f"{ASKED} {TOLD}"), scores={"Många": 2.0, "Vi": 0.5})
    other = weighed(published_by("Ett", ASKED), published_by("Annat", TOLD), scores={"Många": 2.0, "Vi": 1.5})
    assert kind_first(READING, far) == far
    assert kind_first(READING, other) == other


def test_nothing_is_moved_where_the_best_one_holds_it() -> None:
    found = weighed(document_of(f"{TOLD} Det gäller alla dagar."), scores={"Vi": 2.0, "Det": 1.5})
    assert kind_first(READING, found) == found
