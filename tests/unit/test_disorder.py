"""Questions whose words stand in no order are told apart, and are asked in several."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.text.disorder import ORDERS, is_disordered, orders

CASES = Path(__file__).parents[2] / "eval" / "cases"


@pytest.mark.parametrize(
    "question",
    [
        "i på vi stöd får teamet?",
        "råd ger direktören Hvilke?",
        "teamet kan har vad ansvar",
        "the decide group may what a",
        "ska teamet möten ett",
        "tillitsreform Norge når",
    ],
)
def test_words_that_never_stand_so_tell_a_question_in_no_order(question: str) -> None:
    assert is_disordered(question)


def test_questions_as_people_write_them_are_in_order() -> None:
    lines = [line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    told = [question for line in lines if is_disordered(question := json.loads(line)["question"])]

    assert len(told) <= len(lines) / 100


def test_a_question_in_order_is_asked_as_it_is() -> None:
    assert orders("Vad är tillit?") == ("Vad är tillit?",)


def test_one_in_no_order_is_asked_in_several_with_the_same_words() -> None:
    asked = orders("ledarna Vad göra ska och i kommunen?")

    assert len(set(asked)) == ORDERS
    assert {tuple(sorted(one.lower().strip("?").split())) for one in asked} == {
        tuple(sorted("vad ska ledarna göra och i kommunen".split()))
    }
    assert all(one.startswith("Vad") and one.endswith("?") for one in asked)


def test_all_orders_but_the_typed_one_are_those_of_the_words() -> None:
    one, other = (
        orders("ledarna Vad göra ska och i kommunen?"),
        orders("kommunen och ska i göra Vad ledarna?"),
    )

    assert one[0] != other[0]
    assert one[1:] == other[1:]
