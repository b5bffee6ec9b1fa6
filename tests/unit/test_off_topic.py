"""What is about something else: told by how near everyday life is, and by what the sources never name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.off_topic import EverydayLimit, is_off_topic
from app.answering.weighing.evidence import weigh_units
from app.domain.passages import QuestionTerm, UnitScore
from app.domain.sources import Language
from app.text.words import content_words, stems
from tests.builders import document_of
from tests.weighed import passages_of

TEXT = "# Råd\n\nBörja smått och starta med en enhet. Ledaren stödjer medarbetarna.\n"
LIMIT = EverydayLimit(words=0.036, furthest_lead=0.051, furthest_lead_of_unknown=0.027)
DENSE = 0.85


def is_off(question: str, lead: float) -> bool:
    """Whether a question is off topic over `TEXT`, when everyday life is nearer than its units by `lead`."""
    known = set(stems(TEXT, Language.SV))
    terms = tuple(
        QuestionTerm(word, {stem: 1.0}, 3.0, stem in known)
        for word in content_words(question)
        for stem in stems(word, Language.SV)
    )
    reading = Reading(question, question_type(question), (), terms)
    passages = [
        replace(one, units=tuple(UnitScore(unit, DENSE) for unit in one.chunk.units))
        for one in passages_of(document_of(TEXT))
    ]
    return is_off_topic(reading, weigh_units(reading, passages), DENSE + lead, LIMIT)


@pytest.mark.parametrize("question", ["hur startar man routern", "hur stödjer man ett äppelträd"])
def test_a_shared_verb_is_no_support_for_a_thing_that_the_sources_never_name(question: str) -> None:
    assert is_off(question, lead=0.03)
    assert not is_off(question, lead=0.01)


def test_a_thing_that_the_sources_name_is_asked_about_though_everyday_life_is_near() -> None:
    assert not is_off("hur stödjer ledaren medarbetarna", lead=0.03)


def test_what_lies_much_nearer_to_everyday_life_is_off_topic_whatever_its_words() -> None:
    assert is_off("hur stödjer ledaren medarbetarna", lead=0.1)
