"""A run is stored, shown again and printed so that it can be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from eval.cases import Kind, Split
from eval.latency import median_and_p95
from eval.measures import MEASURES
from eval.run_folder import UnreadableRun, read_result, read_run
from eval.run_report import report
from eval.selection import NothingSelected, Selection
from eval.session import Evaluation
from tests.eval_systems import CASES, System, evaluated, gold_passages, half_right

HALF_RIGHT = System(half_right, gold_passages)


def stored(folder: Path, name: str) -> Evaluation:
    evaluation = evaluated(HALF_RIGHT, folder)
    evaluation.write(folder / name)
    return evaluation


def printed(evaluation: Evaluation, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(report(evaluation.stored, Path("run"), evaluation.left_out))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_stored_result_is_read_again_as_it_was(tmp_path: Path) -> None:
    evaluation = stored(tmp_path, "run")

    for result in evaluation.results:
        assert read_result(tmp_path / "run", result.case.id) == result


def test_a_stored_run_is_read_again_as_it_was(tmp_path: Path) -> None:
    evaluation = stored(tmp_path, "run")

    run = read_run(tmp_path / "run")

    assert (run.results, run.run, run.milliseconds) == (
        evaluation.results,
        evaluation.run,
        evaluation.milliseconds,
    )


def test_a_stored_run_carries_the_texts_that_its_quotes_stand_in(tmp_path: Path) -> None:
    stored(tmp_path, "run")

    run = read_run(tmp_path / "run")

    assert sorted(run.sources) == ["raad", "styrning"]
    cited = [one for result in run.results for one in result.outcome.citations]
    assert cited
    assert all(run.sources[one.source].text[one.start : one.end] == one.quote for one in cited)


def test_two_runs_are_the_same_bytes_timings_apart(tmp_path: Path) -> None:
    stored(tmp_path, "first")
    stored(tmp_path, "second")

    for name in ("results.jsonl", "sources.jsonl", "summary.json"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert read_run(tmp_path / "first").milliseconds.keys() == {case.id for case in CASES}


def test_a_stored_result_tells_which_passages_are_gold_and_which_layer_failed(tmp_path: Path) -> None:
    stored(tmp_path, "run")

    lines = (tmp_path / "run" / "results.jsonl").read_text(encoding="utf-8").splitlines()

    record = next(one for one in map(json.loads, lines) if one["case"]["id"] == "list")
    assert record["outcome"]["passages"][0]["covers"] == {"#1": 2, "#2": 2, "#3": 2, "#4": 2}
    assert record["outcome"]["passages"][1]["covers"] == {}
    assert record["score"]["failed"] == "composing"


def test_a_question_that_was_not_asked_is_told_with_the_nearest_ones(tmp_path: Path) -> None:
    stored(tmp_path, "run")

    with pytest.raises(UnreadableRun, match="holds no question sam; it holds same, "):
        read_result(tmp_path / "run", "sam")


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRun, match=r"expected results\.jsonl in it"):
        read_result(tmp_path, "same")
    (tmp_path / "results.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(UnreadableRun, match="run the set again"):
        read_result(tmp_path, "same")


def test_the_report_fits_80_columns_without_cutting_a_metric(tmp_path: Path) -> None:
    text = printed(evaluated(HALF_RIGHT, tmp_path))

    assert max(map(len, text.splitlines())) <= 80
    assert "n h@1 h@5 MRR nDCG must ciP ciR abP abR abF fRf acc p50 p95" in text
    assert all(measure.name in text for measure in MEASURES)
    assert "tilda eval show run near" in text
    assert "\x1b" not in text


def test_the_report_says_what_was_filtered_out(tmp_path: Path) -> None:
    selection = Selection(tags=("typo",))

    text = printed(evaluated(HALF_RIGHT, tmp_path, selection))

    assert "All questions: 1, 0 of them unanswerable, 6 filtered out" in text


def test_a_metric_that_is_not_defined_has_no_value(tmp_path: Path) -> None:
    """Over answerable questions alone an abstention F1 of 0 would be a slander."""
    run = evaluated(HALF_RIGHT, tmp_path, Selection(ids=("same",))).run

    assert "abstention_f1" not in run.summary.overall.estimates
    assert "false_refusal_rate" in run.summary.overall.estimates


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(kinds=(Kind.LIST,)), ["list"]),
        (Selection(tags=("typo",)), ["typo"]),
        (Selection(tags=("typo", "off_topic")), []),
        (Selection(kinds=(Kind.FACTOID,), without_tags=("off_topic",)), ["near", "premise"]),
        (Selection(ids=("far", "same")), ["same", "far"]),
        (Selection(limit=2), ["same", "cross"]),
        (Selection(split=Split.CHECK), []),
    ],
)
def test_filters_hold_together(selection: Selection, expected: list[str]) -> None:
    assert [case.id for case in selection.of(CASES)] == expected


def test_filters_that_leave_nothing_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingSelected, match="none of the 7 cases passes"):
        evaluated(HALF_RIGHT, tmp_path, Selection(split=Split.CHECK))


def test_the_95th_percentile_is_reached_by_five_of_a_hundred() -> None:
    assert median_and_p95(list(range(1, 101))) == (50.5, 95)
    assert median_and_p95([3.0]) == (3.0, 3.0)
