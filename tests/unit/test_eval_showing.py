"""One stored question is shown with all that decided its scores, on a terminal and in a pipe."""

from __future__ import annotations

import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from eval.cli import app
from eval.difference import difference
from eval.measures import MEASURES
from eval.reasons import explained_scores
from eval.run_folder import StoredRun, read_run
from eval.scores import Result
from eval.showing import print_lines, show
from tests.eval_systems import ADVICE, System, evaluated, gold_or_correction, gold_passages, stored_half_right


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    folder = tmp_path_factory.mktemp("showing")
    stored_half_right(folder / "run")
    return read_run(folder / "run")


def result_of(run: StoredRun, id: str) -> Result:
    return next(result for result in run.results if result.case.id == id)


def printed(run: StoredRun, result: Result, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), width=80, force_terminal=terminal, no_color=True, highlight=False)
    print_lines(console, show(result, run.sources))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_question_is_shown_with_all_that_decided_it(run: StoredRun) -> None:
    shown = printed(run, result_of(run, "list"))

    for expected in (
        "failed in: composing (gold is cited, but not all that is needed",
        "GOLD: #1 fully",
        "  #2 [raad] Gi personalet løpende kunnskapsutvikling.",
        "  DOES NOT SAY: overbærenhet",
        "  says: regelverk",
        "  [1] raad 0–44  gold\n",
        "citation_recall          0.50  2 of 4 gold groups cited; not #2, #4",
        "hit@1                    1.00  the first gold passage is number 1",
    ):
        assert expected in shown


def test_gold_stands_between_brackets_in_passages_and_citations(run: StoredRun) -> None:
    shown = printed(run, result_of(run, "list"))

    assert shown.count("⟦" + ADVICE[0] + "⟧") >= 2
    assert shown.count("⟦") == shown.count("⟧")


def test_every_score_has_its_reason(run: StoredRun) -> None:
    for result in run.results:
        scores = explained_scores(result)
        defined = [measure.name for measure in MEASURES if measure.value([result.score]) is not None]
        assert [name for name, _, _ in scores] == defined
        assert all(why for name, _, why in scores if name != "accepted")


def test_a_terminal_of_80_columns_is_enough_and_a_pipe_keeps_lines_whole(run: StoredRun) -> None:
    result = result_of(run, "list")

    terminal = re.sub(r"\x1b\[[0-9;]*m", "", printed(run, result, terminal=True))
    assert max(map(len, terminal.splitlines())) <= 80
    assert any(len(line) > 80 for line in printed(run, result).splitlines())
    assert "\x1b" not in printed(run, result)


def test_control_characters_never_reach_the_terminal(run: StoredRun) -> None:
    result = result_of(run, "list")
    hostile = replace(result, outcome=replace(result.outcome, text="grönt \x1b[2J\x9b ljus"))

    shown = printed(run, hostile)

    assert "grönt �[2J� ljus" in shown


def test_the_difference_of_two_runs_tells_only_what_changed(tmp_path: Path, run: StoredRun) -> None:
    better = evaluated(System(gold_or_correction, gold_passages), tmp_path).results
    after = next(result for result in better if result.case.id == "list")

    lines = [line.text.plain for line in difference(result_of(run, "list"), after)]

    assert "failed in            composing → nothing" in lines
    assert "+ [raad] Gi personalet løpende kunnskapsutvikling." in lines
    assert any(line.startswith("citation_recall        0.50 →   1.00  4 of 4") for line in lines)
    assert not any(line.startswith("hit@1") for line in lines)


def test_the_same_result_has_no_difference(run: StoredRun) -> None:
    result = result_of(run, "list")

    assert list(difference(result, result))[-1].text.plain.startswith("the same passages")


def test_show_and_its_difference_are_commands(tmp_path: Path) -> None:
    stored_half_right(tmp_path / "a")
    evaluated(System(gold_or_correction, gold_passages), tmp_path).write(tmp_path / "b")

    one = CliRunner().invoke(app, ["show", str(tmp_path / "a"), "near"])
    two = CliRunner().invoke(app, ["show", str(tmp_path / "a"), "near", "--diff", str(tmp_path / "b")])

    assert (one.exit_code, two.exit_code) == (0, 0)
    assert "answered; the sources have no answer" in one.stdout
    assert "status               answered → no_support" in two.stdout


def test_what_an_interrupted_run_has_finished_is_shown_without_its_texts(tmp_path: Path) -> None:
    stored_half_right(tmp_path / "run")
    for name in ("sources.jsonl", "summary.json"):
        (tmp_path / "run" / name).unlink()

    result = CliRunner().invoke(app, ["show", str(tmp_path / "run"), "list"])

    assert result.exit_code == 0
    assert "GOLD: #1 fully" in result.stdout
    assert "[1] raad 0–44  gold" in result.stdout


def test_a_question_among_a_thousand_is_shown_at_once(tmp_path: Path) -> None:
    """The promise is two seconds; reading is all that grows with the run."""
    stored_half_right(tmp_path / "run")
    path = tmp_path / "run" / "results.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    many = [
        row | {"case": row["case"] | {"id": f"{row['case']['id']}-{n}"}} for n in range(150) for row in rows
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in many), encoding="utf-8")

    started = time.process_time()
    result = CliRunner().invoke(app, ["show", str(tmp_path / "run"), "list-149"])

    assert result.exit_code == 0
    assert time.process_time() - started < 2
