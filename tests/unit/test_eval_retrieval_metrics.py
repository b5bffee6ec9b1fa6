"""Retrieval scores, with the numbers worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.outcomes import RankedPassage
from eval.retrieval_metrics import RetrievalScores, judge, retrieval_scores

SECOND, THIRD = 1 / math.log2(3), 1 / math.log2(4)


def passages(*covers: Mapping[str, int]) -> tuple[RankedPassage, ...]:
    return tuple(RankedPassage("s", 0, 4, (), 0.0, "text", one) for one in covers)


def scores(groups: list[str], *covers: Mapping[str, int]) -> RetrievalScores:
    return retrieval_scores({"q": judge(groups, passages(*covers))})["q"]


def test_the_whole_answer_first_scores_one() -> None:
    assert scores(["a"], {"a": 2}, {}, {}) == RetrievalScores(1, 1, 1, 1, 1, 3 * len("text"))


def test_a_list_in_one_passage_is_worth_all_its_items() -> None:
    assert scores(["a", "b", "c"], {"a": 2, "b": 2, "c": 2}, {}) == RetrievalScores(1, 1, 1, 1, 1, 8)


def test_the_third_rank_is_discounted() -> None:
    found = scores(["a"], {}, {}, {"a": 2})

    assert (found.hit_1, found.hit_5) == (0, 1)
    assert found.rr_10 == pytest.approx(1 / 3)
    assert found.ndcg_10 == pytest.approx(THIRD)


def test_half_a_quote_leaves_the_other_half_unfound() -> None:
    found = scores(["a"], {"a": 1})

    # Gained 1; the ideal gains 1 and then the other 1.
    assert found.ndcg_10 == pytest.approx(1 / (1 + SECOND))
    assert (found.hit_1, found.recall_k) == (1, 1)


def test_a_group_counts_once() -> None:
    assert judge(["a"], passages({"a": 2}, {"a": 2})).gains == (2, 0)
    assert judge(["a"], passages({"a": 1}, {"a": 1}, {"a": 2})).gains == (1, 0, 1)


def test_a_group_that_is_not_found_is_missed() -> None:
    found = scores(["a", "b"], {"a": 2})

    assert found.ndcg_10 == pytest.approx(2 / (2 + 2 * SECOND))
    assert found.recall_k == 0.5


def test_nothing_found_scores_zero() -> None:
    assert scores(["a"], {}, {}) == RetrievalScores(0, 0, 0, 0, 0, 8)
    assert scores(["a"]) == RetrievalScores(0, 0, 0, 0, 0, 0)


def test_rank_eleven_is_too_late_but_for_the_recall_of_all_passages() -> None:
    found = scores(["a"], *({} for _ in range(10)), {"a": 2})

    assert found == RetrievalScores(0, 0, 0, 0, recall_k=1, characters_5=20)


def test_questions_do_not_mix() -> None:
    judged = {"p": judge(["a"], passages({"a": 2})), "q": judge(["a"], passages({}))}

    found = retrieval_scores(judged)

    assert (found["p"].ndcg_10, found["q"].ndcg_10) == (1, 0)


covers = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from([1, 2]))


@given(st.lists(covers, max_size=12))
def test_every_group_is_worth_two_however_it_is_found(found: list[dict[str, int]]) -> None:
    judged = judge(["a", "b", "c"], passages(*found))

    assert sum(judged.gains) + sum(judged.unfound) == 6


@given(st.lists(covers, max_size=12))
def test_scores_are_shares_and_agree_with_each_other(found: list[dict[str, int]]) -> None:
    result = scores(["a", "b", "c"], *found)

    first = next((rank for rank, one in enumerate(found[:10], start=1) if one), None)
    assert result.rr_10 == pytest.approx(0 if first is None else 1 / first)
    assert (result.hit_1, result.hit_5) == (first == 1, first is not None and first <= 5)
    assert 0 <= result.ndcg_10 <= 1 + 1e-9
    assert result.recall_k == len({name for one in found for name in one}) / 3
