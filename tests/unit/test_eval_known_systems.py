"""Each system whose quality is known is caught by the metric that is meant to catch it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.answers import Answer, Question
from app.domain.errors import UnverifiedQuote
from eval.measures import MEASURES
from eval.scores import Layer
from eval.session import Evaluation
from tests.eval_systems import (
    LIBRARY,
    STYRNING,
    System,
    altered,
    evaluated,
    gold_or_correction,
    gold_passages,
    gold_quotes,
    nothing,
    values,
    write_set,
    wrong_quotes,
)

SHARES = [measure for measure in MEASURES if measure.name != "characters@5"]
PERFECT = System(gold_quotes, gold_passages)


def failed_layers(evaluation: Evaluation) -> dict[str, Layer | None]:
    return {result.case.id: result.score.failed for result in evaluation.results}


def test_a_perfect_system_scores_one_everywhere(tmp_path: Path) -> None:
    evaluation = evaluated(PERFECT, tmp_path)

    found = values(evaluation.results)
    for measure in SHARES:
        assert found[measure.name] == (0.0 if measure.less_is_better else 1.0), measure.name
    assert set(failed_layers(evaluation).values()) == {None}


def test_refuting_a_false_premise_is_as_good_as_refusing_it(tmp_path: Path) -> None:
    found = values(evaluated(System(gold_or_correction, gold_passages), tmp_path).results)

    assert (found["abstention_f1"], found["accepted"]) == (1.0, 1.0)


def test_a_system_that_refuses_everything_looks_bad(tmp_path: Path) -> None:
    evaluation = evaluated(System(nothing, gold_passages), tmp_path)

    found = values(evaluation.results)
    assert found["false_refusal_rate"] == 1.0
    assert found["abstention_recall"] == 1.0
    assert found["abstention_precision"] == pytest.approx(3 / 7)  # three of seven should be refused
    assert found["balanced_accuracy"] == 0.5  # all of the one sort, none of the other
    assert found["abstention_f1"] == pytest.approx(6 / 10)  # 2·3 / (2·3 + 0 missed + 4 false refusals)
    assert (found["must"], found["citation_recall"], found["citation_f1"]) == (0.0, 0.0, 0.0)
    assert (found["citation_precision"], found["verbatim"]) == (None, None)  # nothing was cited
    assert found["accepted"] == pytest.approx(3 / 7)
    assert failed_layers(evaluation)["same"] is Layer.ABSTENTION


def test_a_system_that_answers_everything_is_caught_by_abstention(tmp_path: Path) -> None:
    system = System(lambda case: gold_quotes(case) or wrong_quotes(case), gold_passages)

    evaluation = evaluated(system, tmp_path)

    found = values(evaluation.results)
    assert (found["abstention_recall"], found["false_answer_rate"]) == (0.0, 1.0)
    assert found["balanced_accuracy"] == 0.5
    assert (found["abstention_precision"], found["abstention_f1"]) == (None, 0.0)  # none was refused
    assert found["citation_f1"] == 1.0
    assert found["truth"] == pytest.approx((4 - 3) / 7)
    assert failed_layers(evaluation)["near"] is Layer.ABSTENTION


def test_a_system_that_quotes_the_wrong_passage_is_caught_by_the_citations(tmp_path: Path) -> None:
    evaluation = evaluated(System(wrong_quotes, gold_passages), tmp_path)

    found = values(evaluation.results)
    assert (found["hit@1"], found["verbatim"]) == (1.0, 1.0)
    assert (found["citation_precision"], found["citation_recall"]) == (0.0, 0.0)
    assert found["on_topic_precision"] == 0.0
    assert (found["truth"], found["accepted"]) == (-1.0, 0.0)
    assert failed_layers(evaluation)["same"] is Layer.READING


def test_a_system_that_finds_the_wrong_passages_is_caught_by_retrieval(tmp_path: Path) -> None:
    evaluation = evaluated(System(wrong_quotes, wrong_quotes), tmp_path)

    found = values(evaluation.results)
    assert {found[name] for name in ("hit@1", "hit@5", "MRR@10", "nDCG@10", "recall@k")} == {0.0}
    assert failed_layers(evaluation)["same"] is Layer.RETRIEVAL


def test_a_swapped_word_in_each_quote_is_caught_by_verbatim_and_accepted_nowhere(tmp_path: Path) -> None:
    evaluation = evaluated(System(altered, gold_passages), tmp_path)

    found = values([result for result in evaluation.results if result.case.answerable])
    assert found["verbatim"] == 0.0
    assert (found["truth"], found["accepted"]) == (-1.0, 0.0)


def test_a_system_that_drops_every_second_item_is_caught_by_citation_recall(tmp_path: Path) -> None:
    system = System(lambda case: gold_quotes(case)[::2], gold_passages)

    evaluation = evaluated(system, tmp_path)

    result = next(result for result in evaluation.results if result.case.id == "list")
    assert result.score.citation_precision == 1.0
    assert result.score.citation_recall == 0.5
    assert result.score.must == 0.5  # "overbærenhet" stands in the fourth item
    assert (result.score.truth, result.score.failed) == (0.5, Layer.COMPOSING)


def test_an_answer_that_the_core_refuses_to_build_fails_its_question_only(tmp_path: Path) -> None:
    class Refused(System):
        def answer(self, question: Question) -> Answer:
            if "cross" in question.text:
                raise UnverifiedQuote("the quote does not stand there")
            return super().answer(question)

    evaluation = evaluated(Refused(gold_quotes, gold_passages), tmp_path)

    failed = {result.case.id for result in evaluation.results if result.score.failed}
    assert failed == {"cross"}
    found = values(evaluation.results)
    assert (found["false_refusal_rate"], found["hit@1"]) == (0.25, 1.0)


def test_gaps_pair_the_same_fact_across_languages_and_typing_errors(tmp_path: Path) -> None:
    system = System(lambda case: gold_quotes(case) if case.id != "cross" else (), gold_passages)

    gaps = {gap.name: gap for gap in evaluated(system, tmp_path).run.summary.gaps}

    # "same" is answered and "cross" is not; "typo" is answered as well as "same".
    assert gaps.keys() == {"crosslingual", "nb→sv", "typo"}
    assert gaps["nb→sv"].facts == 1
    assert gaps["nb→sv"].differences["must"].value == 1.0
    assert gaps["nb→sv"].differences["hit@1"].value == 0.0
    assert gaps["typo"].differences["accepted"].value == 0.0


def test_two_runs_differ_in_nothing_but_the_time_they_took(tmp_path: Path) -> None:
    first, second = evaluated(PERFECT, tmp_path), evaluated(PERFECT, tmp_path)

    assert (first.results, first.run) == (second.results, second.run)
    assert write_set(tmp_path / "set.jsonl").name == first.run.sets[0].file
    assert first.run.generation == LIBRARY.generation()


def test_a_gap_is_the_difference_of_the_means_of_both_forms(tmp_path: Path) -> None:
    system = System(lambda case: () if case.id == "cross" else gold_or_correction(case), gold_passages)

    gaps = evaluated(system, tmp_path).run.summary.gaps

    assert gaps
    for gap in gaps:
        for name, difference in gap.differences.items():
            assert difference.value == pytest.approx(gap.easy[name] - gap.hard[name])


def test_the_confidence_of_a_system_that_knows_what_it_knows_tells_all_apart(tmp_path: Path) -> None:
    class Sure(System):
        def answer(self, question: Question) -> Answer:
            answer = super().answer(question)
            return replace(answer, confidence=0.9 if answer.citations else 0.1)

    knows = evaluated(Sure(gold_quotes, gold_passages), tmp_path).run.summary.confidence
    guesses = evaluated(PERFECT, tmp_path).run.summary.confidence  # .5 whatever the question

    assert knows.auroc is not None and guesses.auroc is not None
    assert (knows.auroc.value, guesses.auroc.value) == (1.0, 0.5)
    assert [(point.coverage, point.risk) for point in knows.risk_coverage] == [(4 / 7, 0.0)]


def test_more_to_read_for_the_same_gold_is_seen(tmp_path: Path) -> None:
    """The five first passages hold the same gold; one system pads them."""
    padded = System(gold_quotes, lambda case: (*gold_passages(case), (STYRNING, STYRNING.text)))

    found, lean = values(evaluated(padded, tmp_path).results), values(evaluated(PERFECT, tmp_path).results)

    assert found["hit@5"] == lean["hit@5"]
    assert (found["characters@5"] or 0) - (lean["characters@5"] or 0) == len(STYRNING.text)
