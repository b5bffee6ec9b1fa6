"""`tilda eval` parses, calls and exits as its users expect."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.domain.errors import IndexUnavailable
from eval.cases import DEV_SET
from eval.cli import app
from eval.commands.options import WrongOptions
from tests.builders import ingested, write_corpus
from tests.eval_systems import System, case_record, evaluated, gold_passages, gold_quotes, write_set

SENTENCE = "Tillit betyder att medarbetarna möts med förtroende."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose index holds one small text, `tillit`."""
    corpus = write_corpus(tmp_path / "corpus", tillit=f"# Tillit\n\n{SENTENCE}\n")
    ingested(corpus, tmp_path / "data" / "index")
    return tmp_path / "data"


def test_a_valid_set_is_counted(tmp_path: Path, data: Path) -> None:
    path = write_set(
        tmp_path / "set.jsonl", [case_record("a", gold=[{"source": "tillit", "quote": SENTENCE}])]
    )

    result = CliRunner().invoke(app, ["validate", str(path), "--data", str(data)])

    assert (result.exit_code, result.stdout) == (0, "valid: 1 cases, 1 answerable, 0 not\n")


@pytest.mark.parametrize("command", ["validate", "run"])
def test_an_invalid_set_exits_with_three_and_all_faults(tmp_path: Path, data: Path, command: str) -> None:
    gold = [{"source": "tillit", "quote": SENTENCE.replace("möts", "bemöts")}]
    path = write_set(tmp_path / "set.jsonl", [case_record("a", gold=gold), case_record("b", kind="riddle")])

    result = CliRunner().invoke(app, [command, str(path), "--data", str(data)])

    assert result.exit_code == 3
    assert result.stdout == ""
    assert [line.split(":")[1] for line in result.stderr.splitlines()[:2]] == ["1", "2"]
    assert result.stderr.endswith("2 faults in the set\n")


@pytest.mark.parametrize("given", ["set.jsonl", "=folder", "set.jsonl="])
def test_another_collection_to_calibrate_on_needs_its_index(given: str) -> None:
    with pytest.raises(WrongOptions, match="SET=DATA"):
        CliRunner().invoke(app, ["calibrate", "--with", given], catch_exceptions=False)


def test_a_missing_index_is_left_to_the_shared_handler(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["validate", str(DEV_SET), "--data", str(tmp_path)])

    assert isinstance(result.exception, IndexUnavailable)


def test_one_stored_question_is_shown(tmp_path: Path) -> None:
    evaluation = evaluated(System(gold_quotes, gold_passages), tmp_path)
    evaluation.write(tmp_path / "run")

    result = CliRunner().invoke(app, ["show", str(tmp_path / "run"), "list"])

    assert result.exit_code == 0
    assert "failed in: nothing, the answer was accepted" in result.stdout
