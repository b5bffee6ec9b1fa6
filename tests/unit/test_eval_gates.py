"""A gate says what it is on, passes only on what is there, and fails on everything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.gate_verdicts import GateVerdict, Judged, judge_gates
from eval.gates import InvalidGates, Subject, parse_gates, read_gate_file
from eval.run_folder import StoredRun
from eval.scored_run import scored_run
from eval.selection import Selection
from tests.eval_systems import System, evaluated, gold_passages, gold_quotes, half_right, nothing


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    return evaluated(System(half_right, gold_passages), tmp_path_factory.mktemp("run")).stored


@pytest.fixture(scope="module")
def better(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    return evaluated(System(gold_quotes, gold_passages), tmp_path_factory.mktemp("better")).stored


def verdict(text: str, run: StoredRun, baseline: StoredRun | None = None) -> GateVerdict:
    judged = Judged.of(run, scored_run(baseline) if baseline else None)
    [found] = judge_gates(parse_gates([text]), judged)
    return found


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("hit@5>=.90", True),
        ("hit@5 >= 1", True),
        ("hit@5>1", False),
        ("hit@5==1.0", True),
        ("hit@5[nb]>=.85", True),
        ("citation_recall[kind:list]<=.5", True),
        ("citation_recall[list]>.5", False),
        ("accepted[nb→sv]>=1", True),
        ("abstention_recall[near_domain]<1", True),
        ("abstention_recall[tag:near_domain]>=1", False),
        ("gap.crosslingual.hit@5<=.08", True),
        ("gap.nb-sv.must<=0", True),
        ("gap.nb→sv.must<0", False),
        ("gap.typo.accepted<=0", True),
        ("questions>=7", True),
        ("questions[nb]>=3", False),
        ("latency.p95<=60000", True),
        ("latency.p50[list]<=60000", True),
        ("each(must)>=.5", True),
        ("each(must[list])>=.6", False),
        ("failure_rate<=0", True),
    ],
)
def test_a_gate_judges_what_it_names(run: StoredRun, text: str, passed: bool) -> None:
    found = verdict(text, run)

    assert found.passed is passed, found.why
    assert not found.why.startswith("missing")


@pytest.mark.parametrize(
    "text",
    [
        "hit@7>=0",
        "hit@5[en]>=0",
        "hit@5[tag:nb]>=0",
        "gap.sv-nb.hit@5<=1",
        "gap.crosslingual.hit@7<=1",
        "gap.crosslingual.verbatim<=1",
        "abstention_precision[list]>=0",
        "each(citation_recall[near_domain])>=0",
        "latency.p95[en]<=60000",
        "regression(must)<=1 vs baseline",
    ],
)
def test_what_is_missing_fails(run: StoredRun, text: str) -> None:
    found = verdict(text, run)

    assert not found.passed
    assert found.why.startswith("missing: ")


def test_what_is_not_a_number_fails_every_comparison() -> None:
    for comparison in (">=", "<=", ">", "<", "=="):
        [gate] = parse_gates([f"hit@5{comparison}0"])

        assert not gate.allows(float("nan"))


def test_without_a_timing_there_is_no_latency(run: StoredRun) -> None:
    assert not verdict("latency.p95<=60000", replace(run, milliseconds={})).passed


def test_a_regression_is_how_much_worse_the_common_questions_are(run: StoredRun, better: StoredRun) -> None:
    # The list is cited by half and answered with half of what must be said, the other three are right.
    assert verdict("regression(citation_recall)<=.125 vs baseline", run, better).passed
    assert not verdict("regression(citation_recall)<=.12 vs baseline", run, better).passed
    assert not verdict("regression(citation_recall[list])<=.4 vs baseline", run, better).passed
    assert verdict("regression(citation_recall)<=0 vs baseline", better, run).passed


def test_more_of_what_should_be_little_is_a_regression(tmp_path: Path, better: StoredRun) -> None:
    refuses = evaluated(System(nothing, gold_passages), tmp_path).stored

    assert not verdict("regression(false_refusal_rate)<=.5 vs baseline", refuses, better).passed
    assert verdict("regression(false_refusal_rate)<=0 vs baseline", better, refuses).passed


def test_a_baseline_without_a_common_question_fails(tmp_path: Path, better: StoredRun) -> None:
    system = System(gold_quotes, gold_passages)
    first = evaluated(system, tmp_path, Selection(ids=("same",))).stored
    second = evaluated(system, tmp_path, Selection(ids=("cross",))).stored

    assert verdict("regression(must)<=1 vs baseline", first, second).why.startswith("missing: ")


def test_the_reason_says_whether_the_mean_or_each_question_was_judged(run: StoredRun) -> None:
    # must: three questions say all, the list says half.
    assert verdict("must>=.9", run).why.startswith("the mean over 4 questions is 0.875 (95 %: ")
    assert verdict("each(must)>=.9", run).why == "1 of 4 questions do not meet it: list"
    assert verdict("each(must)>=.5", run).why == "each of 4 questions meets it"


def test_a_misspelt_metric_is_told_the_right_one(run: StoredRun) -> None:
    assert verdict("hits@5>=0", run).why == "missing: there is no metric hits@5; did you mean hit@5?"


def test_all_gates_that_cannot_be_understood_are_named_at_once() -> None:
    with pytest.raises(InvalidGates) as caught:
        parse_gates(["hit@5>=.9", "hit@5=>.9", "regression(must)<=.02", "must", "must>=much"])

    assert [line.rpartition(", found ")[2] for line in str(caught.value).splitlines()] == [
        "'hit@5=>.9'",
        "'regression(must)<=.02'",
        "'must'",
        "'must>=much'",
    ]


def test_a_gate_file_is_a_list_of_gates(tmp_path: Path) -> None:
    path = tmp_path / "gates.toml"
    path.write_text('gates = ["must>=.7", "hit@5>=.9"]\n', encoding="utf-8")

    assert [gate.metric for gate in parse_gates(read_gate_file(path))] == ["must", "hit@5"]


@pytest.mark.parametrize("content", ["", "gates = []", "gates = [1]", 'gate = ["must>=.7"]', "gates = ["])
def test_a_gate_file_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(InvalidGates):
        read_gate_file(path)
    with pytest.raises(InvalidGates, match="cannot be read"):
        read_gate_file(tmp_path / "none.toml")


def test_the_shipped_gates_can_be_understood() -> None:
    shipped = Path(__file__).parents[2] / "eval" / "gates.toml"

    gates = parse_gates(read_gate_file(shipped))

    assert "verbatim>=1" in [gate.text for gate in gates]
    assert Subject.GAP in [gate.subject for gate in gates]
