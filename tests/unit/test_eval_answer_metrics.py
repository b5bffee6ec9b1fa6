"""Scores of single answers at the edges that the known systems do not touch."""

from __future__ import annotations

import pytest

from app.domain.answers import AnswerStatus
from app.domain.sources import Language
from eval.abstention_metrics import Abstention, abstention, abstention_f1
from eval.answer_metrics import (
    NEAR,
    citation_precision,
    citation_recall,
    must,
    must_all,
    on_topic_precision,
    refutes,
    truth,
)
from eval.cases import Case
from eval.outcomes import CitedQuote, Outcome
from tests.eval_systems import ADVICE, CORRECTION, DEFINITION, FAR, NEIGHBOUR, TEXTS, case_record
from tests.eval_systems import unanswerable_record as unanswerable


def case(**keys: object) -> Case:
    return Case.model_validate(case_record("a", **keys))


def cited(quote: str, source: str = "styrning", verbatim: bool = True) -> CitedQuote:
    start = TEXTS[source].find(quote)
    return CitedQuote(1, source, start, start + len(quote), quote, verbatim)


def outcome(*citations: CitedQuote, text: str = "", status: AnswerStatus = AnswerStatus.ANSWERED) -> Outcome:
    return Outcome(status, Language.SV, "q", text, 0.5, citations, ())


def test_a_part_of_a_gold_quote_is_a_right_citation_and_no_recall() -> None:
    part = "en ledningsfilosofi"

    assert citation_precision(case(), outcome(cited(part))) == 1.0
    assert citation_recall(case(), outcome(cited(part))) == 0.0


def test_sentences_cited_one_by_one_cover_a_longer_quote_together() -> None:
    gold = [{"source": "raad", "quote": "\n".join(ADVICE)}]
    answer = outcome(*(cited(item, "raad") for item in ADVICE))

    assert citation_precision(case(gold=gold), answer) == 1.0
    assert citation_recall(case(gold=gold), answer) == 1.0


def test_the_same_words_in_another_source_are_not_the_gold_quote() -> None:
    answer = outcome(CitedQuote(1, "raad", 0, len(DEFINITION), DEFINITION, False))

    assert citation_precision(case(), answer) == 0.0
    assert citation_recall(case(), answer) == 0.0


def test_a_neighbouring_sentence_is_on_topic_and_a_distant_one_is_not() -> None:
    answer = outcome(cited(NEIGHBOUR), cited(FAR))

    assert TEXTS["styrning"].index(FAR) - len(DEFINITION) > NEAR
    assert on_topic_precision(case(), answer, TEXTS) == 0.5
    assert citation_precision(case(), answer) == 0.0


def test_must_is_met_by_any_alternative_of_each_list() -> None:
    asked = case(must_include=["2019"], must_include_any=[["dialog", "samtale"], ["mål", "goals"]])
    answer = outcome(text="Samtalen förs 2019.")

    assert must(asked, answer) == pytest.approx(2 / 3)
    assert must_all(asked, answer) == 0.0


def test_must_is_not_defined_where_nothing_is_asked_for() -> None:
    assert must(case(), outcome(text="vad som helst")) is None


def test_a_refusal_meets_nothing_even_when_its_words_do() -> None:
    asked = case(must_include=["tillit"])

    assert must(asked, outcome(text="Om tillit vet jag inget.", status=AnswerStatus.NO_SUPPORT)) == 0.0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (outcome(cited(DEFINITION), text="en filosofi"), 1.0),
        (outcome(cited(DEFINITION), cited(FAR), text="en filosofi"), 1.0),
        (outcome(cited(DEFINITION), cited(FAR), cited(NEIGHBOUR), text="en filosofi"), 0.5),
        (outcome(cited(DEFINITION), text="något annat"), 0.5),
        (outcome(cited(FAR), text="en filosofi"), 0.5),
        (outcome(cited(FAR), text="något annat"), -1.0),
        (outcome(cited(DEFINITION, verbatim=False), text="en filosofi"), -1.0),
        (outcome(status=AnswerStatus.NO_SUPPORT), 0.0),
        (outcome(status=AnswerStatus.FAILED), 0.0),
    ],
)
def test_truth_of_an_answerable_question(answer: Outcome, expected: float) -> None:
    assert truth(case(must_include=["filosofi"]), answer) == expected


def test_all_of_asks_for_every_group_and_otherwise_one_is_enough() -> None:
    gold = [{"source": "raad", "quote": item} for item in ADVICE]
    answer = outcome(cited(ADVICE[0], "raad"))

    assert truth(case(gold=gold), answer) == 1.0
    assert truth(case(gold=gold, all_of=True), answer) == 0.5


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (outcome(status=AnswerStatus.OUT_OF_SCOPE), 1.0),
        (outcome(status=AnswerStatus.NEEDS_CLARIFICATION), 1.0),
        (outcome(cited(CORRECTION)), 1.0),
        (outcome(cited(CORRECTION, verbatim=False)), -1.0),
        (outcome(cited(FAR)), -1.0),
        (outcome(status=AnswerStatus.FAILED), 0.0),
    ],
)
def test_truth_of_a_false_premise(answer: Outcome, expected: float) -> None:
    record = unanswerable("a", "false_premise", correction={"source": "styrning", "quote": CORRECTION})

    assert truth(Case.model_validate(record), answer) == expected


def test_an_unanswerable_question_without_a_correction_cannot_be_refuted() -> None:
    asked = Case.model_validate(unanswerable("a", "near_domain"))

    assert not refutes(asked, outcome(cited(CORRECTION)))
    assert abstention(asked, outcome(cited(CORRECTION))) == Abstention(missed=1)


def test_a_failure_is_neither_an_answer_nor_a_refusal() -> None:
    failure = outcome(status=AnswerStatus.FAILED)

    assert abstention(case(), failure) == Abstention(false_refusals=1)
    assert abstention(Case.model_validate(unanswerable("a", "off_topic")), failure) == Abstention(missed=1)


def test_abstention_f1_is_the_harmonic_mean() -> None:
    counts = Abstention(declined=6, missed=2, false_refusals=4, given=8)  # precision .6, recall .75

    assert abstention_f1(counts).value == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))
