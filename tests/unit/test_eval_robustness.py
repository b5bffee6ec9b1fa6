"""The same question in another form, and what became of its sources."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.domain.answers import Answer, Question
from eval.robustness import FORMS, compare, same_by_form, shuffled
from tests.eval_systems import CASES, System, gold_passages, gold_quotes, nothing

CASE = next(case for case in CASES if case.answerable and not case.history)


@dataclass(frozen=True)
class Literal:
    """Answers the questions of the set as they are written, and nothing else."""

    def answer(self, question: Question) -> Answer:
        is_known = question.text in {case.question for case in CASES}
        asked = question if is_known else Question(CASE.question)
        return System(gold_quotes if is_known else nothing, gold_passages).answer(asked)


def test_a_form_has_the_same_words_and_is_the_same_every_time() -> None:
    assert sorted(shuffled(CASE).strip("?").split()) == sorted(CASE.question.strip("?").split())
    assert shuffled(CASE) == shuffled(CASE)


@pytest.mark.parametrize("form", FORMS)
def test_a_system_that_knows_questions_by_heart_only_is_found_out(form: str) -> None:
    changed = [
        one for one in compare(CASES, Literal()) if one.form == form and one.question != one.case.question
    ]

    assert changed
    assert {one.cause for one in changed} == {"refused in this form"}


def test_the_share_is_that_of_the_cases_with_the_same_sources() -> None:
    comparisons = tuple(compare(CASES, Literal()))

    for form, share in same_by_form(comparisons).items():
        of_form = [one for one in comparisons if one.form == form]
        assert share == sum(one.question == one.case.question for one in of_form) / len(of_form)
