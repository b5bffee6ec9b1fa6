"""`tilda eval new` at a real pseudo-terminal and through a pipe."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.settings import Settings
from eval.cases import Case, load_sets
from eval.indexed import indexed_texts
from tests.builders import ROOT, HashEmbedder, ingested, write_corpus

PATIENCE = 30  # seconds for one answer, on a busy machine
FIRST = "Tillit betyder att medarbetarna möts med förtroende."
SECOND = "Kontroll finns kvar men blir mindre."
COMMAND = (sys.executable, "-m", "tests.tilda_with_hash_embedder", "eval", "new")
# Language, passage, both sentences, all of them, one thing to say, no more, kind, tag, fact, split, id, save.
ANSWERS = ("sv", "1", "1-2", "y", "förtroende / tillitt", "", "definition", "own", "", "tune", "own-1", "y")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index holds one text with two sentences."""
    folder = tmp_path_factory.mktemp("new")
    corpus = write_corpus(folder / "corpus", tillit=f"# Tillit\n\n{FIRST} {SECOND}\n")
    ingested(corpus, folder / "data" / "index", HashEmbedder("multilingual-e5-small"))
    return folder / "data"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return tmp_path / "set.jsonl"


def arguments(data: Path, cases: Path, *more: str) -> list[str]:
    return [*COMMAND, "--data", str(data), "--to", str(cases), *more]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TILDA_")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb"}


def through_a_pipe(
    data: Path, cases: Path, lines: Sequence[str], *more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments(data, cases, *more),
        input="".join(f"{line}\n" for line in lines),
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@dataclass
class Typist:
    """A person at a pseudo-terminal: waits for what is asked, then types."""

    terminal: int
    process: subprocess.Popen[bytes]
    seen: str = ""

    def wait_for(self, text: str) -> None:
        """Reads until `text` has come, however it is folded, since something was last typed."""
        raw = self.seen.encode()
        while " ".join(text.split()) not in " ".join(self.seen.split()):
            came, _, _ = select.select([self.terminal], [], [], PATIENCE)
            try:
                read = os.read(self.terminal, 65536) if came else b""
            except OSError:  # the other end is closed
                read = b""
            assert read, f"the end came before {text!r}: {self.seen[-500:]}"
            raw += read
            self.seen = raw.decode("utf-8", errors="replace")

    def type(self, text: str) -> None:
        self.seen = ""
        os.write(self.terminal, text.encode())

    def answer(self, asked: str, text: str) -> None:
        self.wait_for(asked)
        self.type(f"{text}\n")

    def leave(self) -> int:
        """Reads what is left, so that the process can write it, and returns its exit code."""
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass
        return self.process.wait(timeout=30)


@contextmanager
def at_a_terminal(command: Sequence[str]) -> Iterator[Typist]:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=environment(),
        start_new_session=True,
        preexec_fn=_take_terminal,
    ) as process:
        os.close(theirs)
        try:
            yield Typist(ours, process)
        finally:
            process.kill()
            os.close(ours)


def _take_terminal() -> None:
    """Makes the pseudo-terminal the process's own, so that a typed Ctrl-C interrupts it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def saved(cases: Path) -> list[Case]:
    return [Case.model_validate_json(line) for line in cases.read_text(encoding="utf-8").splitlines()]


def test_a_case_is_written_through_a_pipe(data: Path, cases: Path) -> None:
    done = through_a_pipe(data, cases, ("Vad betyder tillit?", *ANSWERS))

    assert (done.returncode, done.stdout) == (0, f"{cases}:1: own-1\n"), done.stderr
    [case] = load_sets([cases], indexed_texts(Settings(data=data)))
    assert [gold.quote for gold in case.gold] == [FIRST, SECOND]
    assert (case.all_of, case.must_include_any) == (True, (("förtroende", "tillitt"),))
    assert "expected: all of these quotes" in done.stderr
    assert "must say: förtroende / tillitt" in done.stderr
    assert not cases.with_name(cases.name + ".draft").exists()


def test_a_case_is_written_at_a_terminal_with_mistakes_mended(data: Path, cases: Path) -> None:
    with at_a_terminal(arguments(data, cases)) as typist:
        typist.answer("Question: ", "   ")
        typist.answer("expected a question, found nothing", "Vad betyder tillitt\x7f?")
        typist.answer("Its language", "")
        typist.answer("Passages:", "7")
        typist.answer("expected numbers from 1 to 1, found 7", "kontroll mindre")
        typist.answer("Passages:", "1")
        typist.answer("Which of these", "2")
        typist.answer("Must say", "finns inte i citatet")
        typist.answer("not added", "kvar")
        typist.answer("Must say", "")
        typist.answer("Kind [", "gåta")
        typist.answer("expected one of factoid", "how")
        typist.answer("Tags [", "")
        typist.answer("Fact [", "")
        typist.answer("Split (", "")
        typist.answer("Id [sv-", "")
        typist.answer("Save it?", "")
        assert typist.leave() == 0

    [case] = saved(cases)
    assert case.question == "Vad betyder tillit?"
    assert [gold.quote for gold in case.gold] == [SECOND]
    assert (case.kind, case.must_include, case.split) == ("how", ("kvar",), "check")
    assert re.fullmatch(r"sv-\d+", case.id)


def test_ctrl_c_loses_nothing_and_the_next_session_goes_on(data: Path, cases: Path) -> None:
    before = json.dumps({"id": "a", "note": "a line that is no case is left alone"}) + "\n"
    cases.write_text(before, encoding="utf-8")
    with at_a_terminal(arguments(data, cases)) as typist:
        typist.answer("Question: ", "Vad betyder tillit?")
        typist.answer("Its language", "sv")
        typist.wait_for("Passages:")
        typist.type("\x03")
        typist.wait_for("your answers are kept")
        assert typist.leave() == 130
    assert cases.read_text(encoding="utf-8") == before

    with at_a_terminal(arguments(data, cases)) as typist:
        typist.wait_for("Going on where you were interrupted")
        typist.answer("Passages:", "0")
        for asked in ("Kind [", "Tags [", "Fact [", "Split (", "Id ["):
            typist.answer(asked, "")
        typist.answer("Save it?", "y")
        assert typist.leave() == 0

    first, second = cases.read_text(encoding="utf-8").splitlines(keepends=True)
    assert first == before
    assert Case.model_validate_json(second).answerable is False


def test_a_pipe_that_ends_early_saves_nothing(data: Path, cases: Path) -> None:
    done = through_a_pipe(data, cases, ("Vad betyder tillit?", "sv"))

    assert (done.returncode, done.stdout) == (1, "")
    assert "your answers are kept" in done.stderr
    assert not cases.exists()


def test_a_question_comes_from_exported_feedback(data: Path, cases: Path, tmp_path: Path) -> None:
    log = tmp_path / "feedback.jsonl"
    lines = [
        {"rating": "up", "question": "Hva er tillit?", "language": "nb", "comment": "", "answer_id": "1"},
        {"rating": "down", "question": "Vad är kontroll?", "language": "sv", "comment": "fel \x1b[2J svar"},
        {"rating": "down", "question": None, "language": None, "comment": ""},
    ]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    done = through_a_pipe(data, cases, ("2", "", "0", "", "", "", "", "own-2", ""), "--from-log", str(log))

    assert done.returncode == 0, done.stderr
    [case] = saved(cases)
    assert (case.question, case.language) == ("Hva er tillit?", "nb")
    assert "   1  down  Vad är kontroll? – fel �[2J svar" in done.stderr


def test_feedback_that_is_none_is_refused_with_its_line(data: Path, cases: Path, tmp_path: Path) -> None:
    log = tmp_path / "feedback.jsonl"
    log.write_text('{"rating": "up", "question": "Hva?"}\n{"rating": "sideways"}\n', encoding="utf-8")

    done = through_a_pipe(data, cases, (), "--from-log", str(log))

    assert done.returncode == 1
    assert f"{log}:2: expected a line of" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_declined_is_not_saved(data: Path, cases: Path) -> None:
    done = through_a_pipe(data, cases, ("Vad betyder tillit?", *ANSWERS[:-1], "n"))

    assert (done.returncode, done.stdout) == (0, "")
    assert not cases.exists()
    assert not cases.with_name(cases.name + ".draft").exists()
