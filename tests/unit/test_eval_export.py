"""A run in other tools' formats says the same as here."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
from typer.testing import CliRunner

from app.domain.answers import Answer, Question
from app.domain.errors import UnverifiedQuote
from eval.cases import Case
from eval.cli import app
from eval.exporting import csv_of, ragas_of
from eval.gate_verdicts import Judged, judge_gates
from eval.gates import parse_gates
from eval.junit import junit, write_junit
from eval.measures import MEASURES
from eval.run_folder import StoredRun
from eval.scored_run import read_scored_run
from tests.eval_systems import (
    ADVICE,
    CASES,
    DEFINITION,
    FAR,
    NEIGHBOUR,
    RAAD,
    STYRNING,
    Quotes,
    System,
    evaluated,
    gold_passages,
    half_right,
)


def scattered(case: Case) -> Quotes:
    """Gold at several ranks, in halves, split over passages, and for one question not at all."""
    found: dict[str, Quotes] = {
        "same": ((STYRNING, FAR), (STYRNING, DEFINITION), (STYRNING, NEIGHBOUR)),
        "cross": (
            (STYRNING, DEFINITION[: len(DEFINITION) // 2 + 8]),
            (STYRNING, FAR),
            (STYRNING, DEFINITION),
        ),
        "list": ((RAAD, ADVICE[2]), (STYRNING, FAR), (RAAD, "\n".join(ADVICE[:2]))),
    }
    return found.get(case.id, ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    evaluated(System(half_right, scattered), made).write(made / "run")
    return made / "run"


def exported(folder: Path, format: str, out: Path) -> None:
    result = CliRunner().invoke(app, ["export", str(folder), "--format", format, "--out", str(out)])

    assert result.exit_code == 0, result.output


def test_ir_measures_reads_the_same_values_from_the_exported_files(tmp_path: Path, folder: Path) -> None:
    """By the command of the library, as an evaluator would run it."""
    exported(folder, "trec", tmp_path)
    files = [str(tmp_path / "qrels.txt"), str(tmp_path / "run.txt")]
    command = [
        sys.executable,
        "-m",
        "ir_measures",
        *files,
        "nDCG@10 RR@10 Success@1 Success@5",
        "--places",
        "6",
    ]

    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    theirs = {name: float(value) for name, value in (line.split("\t") for line in printed.splitlines())}
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    ours = {name: one["value"] for name, one in summary["summary"]["overall"]["estimates"].items()}
    assert 0 < ours["nDCG@10"] < 1
    assert theirs["nDCG@10"] == pytest.approx(ours["nDCG@10"], abs=5e-5)
    assert theirs["RR@10"] == pytest.approx(ours["MRR@10"], abs=5e-5)
    assert theirs["Success@1"] == pytest.approx(ours["hit@1"], abs=5e-5)
    assert theirs["Success@5"] == pytest.approx(ours["hit@5"], abs=5e-5)


def test_the_csv_has_a_row_a_question_and_a_column_a_metric(tmp_path: Path, folder: Path) -> None:
    exported(folder, "csv", tmp_path / "results.csv")

    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}

    assert list(rows) == [case.id for case in CASES]
    assert rows["list"].keys() >= {measure.name for measure in MEASURES}
    assert (rows["list"]["citation_recall"], rows["list"]["failed_in"]) == ("0.5", "composing")
    assert rows["near"]["hit@1"] == ""  # not defined where nothing is to be found
    assert float(rows["same"]["milliseconds"]) >= 0


def test_a_question_that_looks_like_a_formula_is_text_in_a_spreadsheet(folder: Path) -> None:
    stored = evaluated_with_question(folder.parent, "=1+1 vad är tillit?")

    assert "'=1+1 vad är tillit?" in csv_of(stored.results, stored.milliseconds)


def evaluated_with_question(folder: Path, question: str) -> StoredRun:
    from dataclasses import replace

    stored = evaluated(System(half_right, scattered), folder).stored
    first = stored.results[0]
    case = first.case.model_copy(update={"question": question})
    return replace(stored, results=(replace(first, case=case),))


def test_ragas_samples_have_question_answer_contexts_and_reference(folder: Path) -> None:
    stored = evaluated(System(half_right, scattered), folder.parent).stored

    samples = [json.loads(line) for line in ragas_of(stored.results).splitlines()]

    assert samples[0] == {
        "user_input": CASES[0].question,
        "response": DEFINITION,
        "retrieved_contexts": [FAR, DEFINITION, NEIGHBOUR],
        "reference_contexts": [DEFINITION],
        "reference": DEFINITION,
    }
    assert samples[4]["reference"] == ""


def test_an_exported_baseline_is_the_run_to_compare_with(tmp_path: Path, folder: Path) -> None:
    exported(folder, "baseline", tmp_path / "baseline.json")

    assert read_scored_run(tmp_path / "baseline.json") == read_scored_run(folder)
    compared = CliRunner().invoke(
        app, ["compare", str(tmp_path / "baseline.json"), str(folder), "--fail-on-regression"]
    )
    assert compared.exit_code == 0
    assert "no significant difference" in compared.stdout


def test_junit_has_a_suite_a_kind_and_the_gates(tmp_path: Path) -> None:
    run = evaluated(System(half_right, gold_passages), tmp_path).stored
    gates = judge_gates(parse_gates(["must>=.9", "verbatim>=1"]), Judged.of(run))
    write_junit(tmp_path / "out" / "junit.xml", run.results, run.milliseconds, gates)

    suites = {suite.name: list(suite) for suite in JUnitXml.fromfile(str(tmp_path / "out" / "junit.xml"))}

    assert list(suites) == ["definition", "factoid", "list", "gates"]
    [listed] = suites["list"]
    [failure] = listed.result
    assert isinstance(failure, Failure)
    assert failure.message == "failed in composing"
    assert "expected #2: [raad] Gi personalet løpende kunnskapsutvikling." in failure.text
    assert "expected to be said: overbærenhet" in failure.text
    assert [bool(case.result) for case in suites["gates"]] == [True, False]
    assert suites["gates"][0].result[0].message.startswith("the mean over 4 questions is 0.875")
    assert [bool(case.result) for case in suites["definition"]] == [False, False, False]


def test_junit_tells_no_usable_answer_from_a_wrong_one(tmp_path: Path) -> None:
    class Broken(System):
        def answer(self, question: Question) -> Answer:
            raise UnverifiedQuote("the quote \x07does not stand there")

    run = evaluated(Broken(half_right, gold_passages), tmp_path).stored

    report = junit(run.results, run.milliseconds, ())

    first: TestCase = next(iter(next(iter(report))))
    assert isinstance(next(iter(report)), TestSuite)
    assert isinstance(first.result[0], Error)
    assert first.result[0].message == "no usable answer: the quote does not stand there"
