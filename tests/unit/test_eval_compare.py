"""What a comparison says about two runs, worked out by hand where that can be done."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from eval.comparing import COMPARED, Comparison, NotComparable, Verdict, compare
from eval.comparison_report import comparison_report
from eval.intervals import Numbers
from eval.measures import BY_NAME
from eval.run_folder import UnreadableRun
from eval.scored_run import ScoredCase, ScoredRun, baseline_json, read_scored_run, scored_run
from eval.selection import Selection
from eval.significance import holm, randomisation_p
from tests.eval_systems import System, evaluated, gold_passages, gold_quotes, half_right, nothing


def scored(system: System, folder: Path, selection: Selection | None = None) -> ScoredRun:
    return scored_run(evaluated(system, folder, selection).stored)


@pytest.fixture(scope="module")
def perfect(tmp_path_factory: pytest.TempPathFactory) -> ScoredRun:
    return scored(System(gold_quotes, gold_passages), tmp_path_factory.mktemp("perfect"))


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> ScoredRun:
    return scored(System(nothing, gold_passages), tmp_path_factory.mktemp("refusing"))


def many(run: ScoredRun, times: int) -> ScoredRun:
    """The same questions many times over under other ids, so that there is something to be sure of."""
    cases = [replace(case, id=f"{case.id}-{number}") for number in range(times) for case in run.cases]
    return replace(run, cases=tuple(cases))


def of(comparison: Comparison, name: str) -> dict[str, object]:
    found = next(one for one in comparison.overall if one.measure == name)
    return {"better": found.better, "worse": found.worse, "same": found.same, "verdict": found.verdict}


def means(values: list[float]) -> Numbers:
    """Of a mean: parts are the values, wholes are one; both ratios of the measure are the same."""
    ratio = np.stack([np.array(values), np.ones(len(values))])
    return np.stack([ratio, ratio])


def test_the_randomisation_test_tries_all_exchanges_of_few_questions() -> None:
    # Three questions went from 0 to 1: of the 8 exchanges, all and none are as far apart as what was seen.
    assert randomisation_p(means([0, 0, 0, 1]), means([1, 1, 1, 1])) == pytest.approx(2 / 8)
    # Two up and one down: a distance of 1 or more is reached by every one of the 8 exchanges.
    assert randomisation_p(means([0, 0, 1]), means([1, 1, 0])) == 1.0
    assert randomisation_p(means([1, 0]), means([1, 0])) == 1.0
    assert randomisation_p(means([0, 1]), means([1, 1])) == 1.0


def test_the_randomisation_test_of_many_questions_is_near_the_sign_test() -> None:
    """Twenty of twenty-four changed questions went up: the sign test gives 2 · P(X ≥ 20) = .00154."""
    before = means([0.0] * 20 + [1.0] * 4 + [1.0] * 50)
    after = means([1.0] * 20 + [0.0] * 4 + [1.0] * 50)

    p = randomisation_p(before, after)

    assert 0.0008 < p < 0.0025
    assert randomisation_p(before, after) == p


def test_holm_corrects_the_smallest_most() -> None:
    # Sorted .01 .02 .03 .04 are multiplied by 4 3 2 1, and may not fall.
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx((0.06, 0.04, 0.06, 0.06))
    assert holm([0.5, 0.9]) == (1.0, 1.0)
    assert holm([]) == ()


def test_a_run_does_not_differ_from_itself(perfect: ScoredRun) -> None:
    comparison = compare(perfect, perfect)

    assert comparison.worse == ()
    assert comparison.flips == ()
    assert {one.verdict for one in comparison.overall} == {Verdict.SAME}
    assert of(comparison, "must") == {"better": 0, "worse": 0, "same": 4, "verdict": Verdict.SAME}


def test_few_questions_are_no_proof(perfect: ScoredRun, refusing: ScoredRun) -> None:
    """All four answerable questions were lost, and that may still be chance."""
    comparison = compare(perfect, refusing)

    assert of(comparison, "must") == {"better": 0, "worse": 4, "same": 0, "verdict": Verdict.SAME}
    assert [flip.id for flip in comparison.flips] == ["same", "cross", "typo", "list"]
    assert not any(flip.gained for flip in comparison.flips)


def test_many_questions_are_proof(perfect: ScoredRun, refusing: ScoredRun) -> None:
    comparison = compare(many(perfect, 8), many(refusing, 8))

    assert {"must", "accepted"} <= set(comparison.worse)
    assert of(comparison, "must") == {"better": 0, "worse": 32, "same": 0, "verdict": Verdict.WORSE}
    assert of(comparison, "false_refusal_rate")["verdict"] is Verdict.WORSE
    assert of(comparison, "hit@1")["verdict"] is Verdict.SAME
    back = compare(many(refusing, 8), many(perfect, 8))
    assert back.worse == ()
    assert of(back, "must")["verdict"] is Verdict.BETTER


def test_the_difference_has_the_interval_of_paired_questions(perfect: ScoredRun, refusing: ScoredRun) -> None:
    comparison = compare(many(perfect, 8), many(refusing, 8))

    must = next(one for one in comparison.overall if one.measure == "must")
    assert (must.before, must.after) == (1.0, 0.0)
    assert must.difference is not None
    assert (must.difference.value, must.difference.low, must.difference.high) == (-1.0, -1.0, -1.0)


def test_a_metric_that_one_side_lacks_is_no_proof(perfect: ScoredRun, refusing: ScoredRun) -> None:
    """Nothing was cited after, so there is no citation precision to compare."""
    comparison = compare(many(perfect, 8), many(refusing, 8))

    precision = next(one for one in comparison.overall if one.measure == "citation_precision")
    assert (precision.after, precision.difference, precision.verdict) == (None, None, Verdict.SAME)


def test_groups_are_compared_apart(perfect: ScoredRun, refusing: ScoredRun) -> None:
    comparison = compare(many(perfect, 8), many(refusing, 8), measures=["must"], by=("lang", "kind", "tag"))

    assert list(comparison.by_group) == [
        "lang nb",
        "lang sv",
        "kind definition",
        "kind factoid",
        "kind list",
        "tag false_premise",
        "tag near_domain",
        "tag off_topic",
        "tag typo",
    ]
    [in_lists] = comparison.by_group["kind list"]
    assert (in_lists.worse, in_lists.verdict) == (8, Verdict.WORSE)
    [unanswerable] = comparison.by_group["kind factoid"]
    assert (unanswerable.before, unanswerable.verdict) == (None, Verdict.SAME)


def other_sets(run: ScoredRun) -> ScoredRun:
    return replace(run, sets=(replace(run.sets[0], sha256="0" * 64),))


def test_runs_over_different_sets_are_refused_unless_common(perfect: ScoredRun) -> None:
    other = other_sets(replace(perfect, cases=perfect.cases[:3]))

    with pytest.raises(NotComparable, match="different sets; --common compares the 3 questions"):
        compare(perfect, other)

    comparison = compare(perfect, other, common=True)
    assert (comparison.common, comparison.left_out) == (3, 4)


def test_a_question_whose_gold_changed_is_not_common(perfect: ScoredRun) -> None:
    def changed(case: ScoredCase) -> ScoredCase:
        return replace(case, sha256="0" * 64) if case.id == "list" else case

    other = other_sets(replace(perfect, cases=tuple(map(changed, perfect.cases))))

    assert compare(perfect, other, common=True).common == 6


def test_runs_of_different_parts_of_a_set_are_refused_unless_common(
    tmp_path: Path, perfect: ScoredRun
) -> None:
    part = scored(System(gold_quotes, gold_passages), tmp_path, Selection(limit=2))

    with pytest.raises(NotComparable, match="asked 7 questions of the set and the other 2"):
        compare(perfect, part)
    assert compare(perfect, part, common=True).common == 2


def test_nothing_in_common_cannot_be_compared(perfect: ScoredRun) -> None:
    with pytest.raises(NotComparable, match="no question in common"):
        compare(perfect, many(perfect, 2), common=True)
    with pytest.raises(NotComparable, match="kept 10 passages of each question, the other 5"):
        compare(perfect, replace(perfect, k=5), common=True)


def test_a_baseline_is_read_again_as_it_was(tmp_path: Path, perfect: ScoredRun) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_json(perfect), encoding="utf-8")

    assert read_scored_run(path) == perfect
    assert sum('{"id": ' in line for line in path.read_text(encoding="utf-8").splitlines()) == 7


def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, perfect: ScoredRun) -> None:
    path = tmp_path / "baseline.json"
    for content in ("{}", "broken", baseline_json(replace(perfect, schema_version=99))):
        path.write_text(content, encoding="utf-8")

        with pytest.raises(UnreadableRun, match="is no baseline of this version"):
            read_scored_run(path)


def printed(comparison: Comparison) -> str:
    console = Console(file=io.StringIO(), width=80)
    console.print(comparison_report(comparison))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_comparison_says_in_words_that_nothing_differs(perfect: ScoredRun) -> None:
    text = printed(compare(perfect, perfect))

    assert "There is no significant difference in any metric." in text
    assert "No question is accepted in one run only." in text


def test_the_comparison_fits_80_columns_and_names_what_flipped(tmp_path: Path, perfect: ScoredRun) -> None:
    worse = scored(System(half_right, gold_passages), tmp_path)

    text = printed(compare(many(perfect, 8), many(worse, 8), by=("kind",)))

    assert max(map(len, text.splitlines())) <= 80
    assert all(name in text for name in COMPARED)
    assert "accepted is significantly worse (p* = 0.0" in text
    assert "Flipped questions: 0 newly accepted, 24 no longer" in text
    assert "In the other metrics there is no significant difference." in text


def test_every_compared_metric_exists() -> None:
    assert set(COMPARED) <= set(BY_NAME)
