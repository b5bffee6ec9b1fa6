"""`tilda eval` as its users run it: in a process of its own, in a pipe and on a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import app.wiring
from app.cli.main import main
from eval.scored_run import baseline_json, read_scored_run
from tests.builders import HashEmbedder, ingested, write_corpus
from tests.eval_systems import case_record, unanswerable_record, write_set
from tests.http_stub import Reply, stub_server
from tests.running import PROJECT

SENTENCE = "Tillit betyder att medarbetarna möts med förtroende och får fatta egna beslut i vardagen."
SLOW = {
    "torch",
    "sentence_transformers",
    "transformers",
    "faiss",
    "bm25s",
    "matplotlib",
    "langchain",
    "fastapi",
}
TILDA = (sys.executable, "-m", "tests.tilda_with_hash_embedder")
RECORDS = (
    case_record("right", question="Vad betyder tillit?", gold=[{"source": "tillit", "quote": SENTENCE}]),
    case_record(
        "wrong",
        question="Vad är ett råd?",
        kind="list",
        gold=[{"source": "tillit", "quote": SENTENCE}],
        must_include=["aldrig i livet"],
    ),
    unanswerable_record("far", "off_topic", question="Hur bakar man surdegsbröd?"),
)


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TILDA_", "NO_COLOR"))}
    return kept | {"COLUMNS": "80", "TERM": "xterm"} | more


def in_a_process(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TILDA, "eval", *map(str, arguments)],
        cwd=PROJECT,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=300,
    )


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


Tilda = Callable[..., Done]


@pytest.fixture
def tilda(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tilda:
    """The command with its own error handler and exit code, without the start of a process."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(
            app.wiring, "build_embedder", lambda settings: HashEmbedder(settings.embedding_model)
        )
        monkeypatch.setattr(sys, "argv", ["tilda", "eval", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "80")
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return Done(stopped.value.code, printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small index, a set over it, and a finished run in `run`."""
    made = tmp_path_factory.mktemp("eval")
    corpus = write_corpus(made / "corpus", tillit=f"# Tillit\n\n{SENTENCE}\n\nEn annan mening om råd.\n")
    ingested(corpus, made / "data" / "index", HashEmbedder("multilingual-e5-small"))
    write_set(made / "set.jsonl", RECORDS)
    done = in_a_process("run", made / "set.jsonl", "--data", made / "data", "--out", made / "run")
    assert done.returncode == 0, done.stderr
    (made / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return made


def test_in_a_pipe_the_table_is_plain_and_80_columns_wide(folder: Path) -> None:
    text = (folder / "printed.txt").read_text(encoding="utf-8")

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "All questions: 3, 1 of them unanswerable" in text
    assert f"tilda eval show {folder / 'run'}" in text.replace("\n", "")


def test_the_run_folder_holds_all_that_was_promised(folder: Path) -> None:
    names = {path.name for path in (folder / "run").iterdir()}
    config = json.loads((folder / "run" / "config.json").read_text(encoding="utf-8"))

    assert names >= {"results.jsonl", "summary.json", "config.json", "report.html", "junit.xml"}
    assert config.keys() >= {"version", "git_commit", "corpus_sha256", "sets", "asking", "host", "selection"}
    assert config["asking"]["settings"]["language"] == "sv"
    assert config["asking"]["models"]["embedding"].startswith("multilingual-e5-small ")
    assert len(config["sets"][0]["sha256"]) == 64


def on_a_terminal(*arguments: str | Path, **more: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            [*TILDA, "eval", *map(str, arguments)],
            cwd=PROJECT,
            env=environment(**more),
            stdout=theirs,
            stderr=theirs,
            stdin=subprocess.DEVNULL,
        ) as process:
            os.close(theirs)
            read = b""
            while chunk := _read(ours):
                read += chunk
            process.wait(timeout=60)
    finally:
        os.close(ours)
    return read.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end was closed
        return b""


def test_on_a_terminal_red_is_where_a_gate_fails_and_nowhere_else(folder: Path) -> None:
    command = ("run", folder / "set.jsonl", "--data", folder / "data", "--out", folder / "coloured")

    text = on_a_terminal(*command, "--gate", "must>=.9", "--gate", "failure_rate<=0")

    red = [line for line in text.splitlines() if re.search(r"\x1b\[(1;)?31m", line)]
    assert len(red) == 2
    assert red[0].startswith("must ")
    assert "FAIL" in red[1]
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    assert max(len(line.rstrip()) for line in plain.splitlines() if "Asking" not in line) <= 80


def test_no_color_leaves_no_colour(folder: Path) -> None:
    text = on_a_terminal("gate", folder / "run", "--gate", "must>=.9", NO_COLOR="1")

    assert "FAIL" in text
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", text)


def test_a_failed_gate_exits_with_two_and_a_passed_one_with_zero(tilda: Tilda, folder: Path) -> None:
    failed = tilda("gate", folder / "run", "--gate", "must>=.9")
    passed = tilda("gate", folder / "run", "--gate", "failure_rate<=0")

    assert (failed.returncode, passed.returncode) == (2, 0)
    assert failed.stdout.startswith("FAIL  must>=.9: the mean over 1 questions is 0.000")


def test_a_significant_regression_against_the_baseline_exits_with_two(
    tilda: Tilda, folder: Path, tmp_path: Path
) -> None:
    """Twelve questions that are not answered, compared with a baseline in which all of them were."""
    gold = [{"source": "tillit", "quote": SENTENCE}]
    records = [case_record(f"c{n}", question=f"Hur mår {n} katter?", gold=gold) for n in range(12)]
    path = write_set(tmp_path / "set.jsonl", records)
    command = ["run", path, "--data", folder / "data", "--out", tmp_path / "run", "--quiet"]
    assert tilda(*command).returncode == 0
    scored = read_scored_run(tmp_path / "run")
    accepted = [replace(case, score=replace(case.score, accepted=1.0)) for case in scored.cases]
    better = baseline_json(replace(scored, cases=tuple(accepted)))
    for name, content in (("same.json", baseline_json(scored)), ("better.json", better)):
        (tmp_path / name).write_text(content, encoding="utf-8")

    same = tilda(*command, "--baseline", tmp_path / "same.json", "--fail-on-regression")
    worse = tilda(*command, "--baseline", tmp_path / "better.json", "--fail-on-regression")
    told = tilda("compare", tmp_path / "better.json", tmp_path / "run", "--fail-on-regression")

    assert (same.returncode, same.stderr) == (0, "")
    assert (worse.returncode, told.returncode) == (2, 2)
    assert worse.stderr == "FAIL  significantly worse than the baseline: accepted\n"
    assert "accepted is significantly worse (p* = 0.0068)." in told.stdout


def test_quiet_prints_failed_gates_only(tilda: Tilda, folder: Path) -> None:
    command = ("run", folder / "set.jsonl", "--data", folder / "data", "--out", folder / "quiet", "--quiet")

    done = tilda(*command, "--gate", "must>=.9", "--gate", "failure_rate<=0")

    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "FAIL  must>=.9",
        "1 of 1 gates failed",
    ]


def test_the_summary_goes_to_stdout_alone_when_asked_for(tilda: Tilda, folder: Path) -> None:
    command = ("run", folder / "set.jsonl", "--data", folder / "data", "--out", folder / "again")

    done = tilda(*command, "--json", "-", "--csv", folder / "again.csv", "--html", folder / "again.html")

    assert json.loads(done.stdout) == json.loads(
        (folder / "run" / "summary.json").read_text(encoding="utf-8")
    )
    assert "All questions: 3" in done.stderr
    assert (folder / "again.csv").read_text(encoding="utf-8").startswith("id,language,kind,")
    assert (folder / "again.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    for name in ("results.jsonl", "summary.json", "sources.jsonl"):
        assert (folder / "run" / name).read_bytes() == (folder / "again" / name).read_bytes()


def test_all_faults_of_a_set_are_listed_with_line_and_mend(
    tilda: Tilda, folder: Path, tmp_path: Path
) -> None:
    gold = [{"source": "tillit", "quote": SENTENCE}]
    records = [case_record(f"c{number}", question=f"Vad är {number}?", gold=gold) for number in range(1, 17)]
    records[3]["gold"] = [{"source": "tillit", "quote": SENTENCE.replace("vardagen", "helgen")}]
    records[6]["id"] = "c1"
    records[9]["kind"] = "riddle"
    path = write_set(tmp_path / "set.jsonl", records)
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "c17",\n', encoding="utf-8")

    done = tilda("run", path, "--data", folder / "data", "--out", tmp_path / "run")

    assert (done.returncode, done.stdout) == (3, "")
    lines = done.stderr.splitlines()
    assert [line.removeprefix(f"{path}:").split(":")[0] for line in lines[:4]] == ["4", "7", "10", "17"]
    assert "expected an exact substring of tillit" in lines[0]
    assert lines[0].endswith("beslut i '")  # how far the quote agrees
    assert lines[1].endswith(f"c1: expected a new id, but it is taken at {path}:1")
    assert "'factoid'" in lines[2] and "found 'riddle'" in lines[2]
    assert "expected JSON" in lines[3]
    assert lines[4:] == ["4 faults in the set"]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("run", "--limit", "none"), "Invalid value for '--limit'"),
        (("run", "--resume"), "--resume needs the folder of the interrupted run"),
        (("run", "--fail-on-regression"), "--fail-on-regression needs the run to compare with"),
        (("run", "--in-process", "--base-url", "http://here"), "expected either --in-process or --base-url"),
        (("run", "--by", "colour"), "--by: expected any of lang, kind, direction, split, tag, found colour"),
        (("run", "--gate", "hit@5=>1"), "expected a gate such as hit@5[nn]>=.85, found 'hit@5=>1'"),
        (("compare", "nowhere", "nowhere"), "nowhere is no run folder"),
        (("compare", "nowhere", "nowhere", "--metric", "x"), "--metric: expected any of hit@1, "),
        (("gate", "nowhere", "--gate", "must>0"), "nowhere is no run folder"),
        (("export", "nowhere", "--format", "word"), "Invalid value for '--format'"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_exits_with_one(
    tilda: Tilda, arguments: tuple[str, ...], expected: str
) -> None:
    done = tilda(*arguments)

    assert (done.returncode, done.stdout) == (1, "")
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def answers(path: str, posted: Any) -> Mapping[str, Any]:
    source = {"id": "tillit", "title": "T", "language": "sv", "sha256": "0" * 64, "text": SENTENCE}
    if path == "/api/v1/sources":
        return {"generation": "gen-000001", "sources": [source]}
    if path.startswith("/api/v1/sources/"):
        return source
    if path.startswith("/api/v1/search"):
        return {"passages": []}
    return {
        "status": "no_support",
        "language": "sv",
        "interpreted_question": posted["question"],
        "confidence": 0.5,
        "spoken": "Det vet jag inte.",
        "citations": [],
    }


def test_ctrl_c_keeps_what_was_finished_and_resume_goes_on(
    tilda: Tilda, folder: Path, tmp_path: Path
) -> None:
    third_was_asked, go_on = threading.Event(), threading.Event()
    asked: list[str] = []

    def replies(path: str, posted: Any) -> Reply:
        if path == "/api/v1/answers":
            asked.append(posted["question"])
            if len(asked) == 3:
                third_was_asked.set()
                go_on.wait(60)
        return Reply(answers(path, posted))

    with stub_server(replies) as address:
        command = ["run", str(folder / "set.jsonl"), "--base-url", address, "--jobs", "1"]
        command += ["--out", str(tmp_path / "run")]
        with subprocess.Popen(
            [*TILDA, "eval", *command], cwd=PROJECT, env=environment(), stderr=subprocess.PIPE, text=True
        ) as process:
            assert third_was_asked.wait(60)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
        go_on.set()
        finished = (tmp_path / "run" / "results.jsonl").read_text(encoding="utf-8").splitlines()
        unfinished = tilda("compare", tmp_path / "run", folder / "run")
        resumed = tilda(*command, "--resume")

    assert process.returncode == 130
    assert f"--resume --out {tmp_path / 'run'}" in told
    assert [json.loads(line)["case"]["id"] for line in finished] == ["right", "wrong"]
    assert "is not finished; go on with" in unfinished.stderr
    assert resumed.returncode == 0, resumed.stderr
    assert len(asked) == 4  # the two that were finished were not asked again
    assert "All questions: 3" in resumed.stdout


@pytest.mark.parametrize(
    "command", [("show", "RUN", "right"), ("compare", "RUN", "RUN"), ("gate", "RUN", "--gate", "questions>0")]
)
def test_what_reads_stored_results_loads_no_model_and_no_plots(
    folder: Path, command: tuple[str, ...]
) -> None:
    """They answer at once only as long as the libraries that take seconds to import stay out."""
    arguments = [str(folder / "run") if word == "RUN" else word for word in command]
    code = (
        f"import sys; sys.argv = ['tilda', 'eval', *{arguments!r}]\n"
        "from app.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as stopped:\n    assert stopped.code == 0, stopped.code\n"
        f"slow = {SLOW}\n"
        "print('loaded:', sorted(slow & set(sys.modules)), file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.stderr.splitlines()[-1] == "loaded: []", done.stderr
