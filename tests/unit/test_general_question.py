"""A question in general words about "it", or about what the sources name, is never about something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.asking.general_question import asks_in_general
from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.domain.passages import QuestionTerm
from app.text.words import content_words

_KNOWN = {"politikerna", "managers", "budsjettet"}


def reading_of(question: str) -> Reading:
    terms = (QuestionTerm(word, {word: 1.0}, 3.0) for word in content_words(question))
    known = tuple(replace(term, is_known=term.word in _KNOWN) for term in terms)
    return Reading(question, question_type(question), (), known)


@pytest.mark.parametrize(
    "question",
    [
        "hur mycket kostar det",
        "What does it cost?",
        "Vilken roll har politikerna?",
        "What role do managers have?",
        "Kven har ansvaret for budsjettet?",
        "Hvem bestemmer?",
    ],
)
def test_what_is_asked_of_it_or_of_a_known_matter_is_general(question: str) -> None:
    assert asks_in_general(reading_of(question))


@pytest.mark.parametrize(
    "question",
    [
        "hur mycket kostar en elcykel",
        "Vem bestämmer priset på bensin?",
        "Hva er dekk?",
        "Vad gör politikerna?",
    ],
)
def test_what_is_asked_of_something_unknown_is_not(question: str) -> None:
    assert not asks_in_general(reading_of(question))
