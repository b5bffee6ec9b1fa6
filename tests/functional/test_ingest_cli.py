"""The `tilda` command as an operator meets it: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.lock import ingest_lock
from tests.builders import CORPUS, ROOT, write_corpus

TILLIT = """# Om tillit

Dela

## Råd till chefer

Forskaren Maja Lind ger dessa råd till chefer:

1. Lyssna på medarbetarna varje dag.
2. Ta bort mål som ingen använder.
"""
KONTROLL = "# Om kontroll\n\nRevisorn Olle Berg räknar fakturorna i kommunen.\n"
_ESCAPE = "\x1b"


@dataclass(frozen=True)
class Tilda:
    """Runs `tilda` with the cheap embedder in a folder of its own."""

    folder: Path

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "data" / "index"

    def __call__(
        self, *arguments: str, module: str = "tests.tilda_with_hash_embedder", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Arguments as on the command line; the data folder and the corpus are set in the environment."""
        given = {name: value for name, value in os.environ.items() if not name.startswith("TILDA_")}
        given |= {"TILDA_DATA": str(self.folder / "data"), "TILDA_CORPUS": str(self.corpus), "COLUMNS": "80"}
        return subprocess.run(
            (sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            env=given | environment,
            text=True,
            capture_output=True,
            timeout=120,
        )


@pytest.fixture
def tilda(tmp_path: Path) -> Tilda:
    write_corpus(tmp_path / "corpus", tillit=TILLIT, kontroll=KONTROLL)
    return Tilda(tmp_path)


@pytest.fixture(scope="module")
def two_generations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two generations; the second one is live and lacks the text on control."""
    tilda = Tilda(tmp_path_factory.mktemp("two"))
    write_corpus(tilda.corpus, tillit=TILLIT, kontroll=KONTROLL)
    assert tilda("ingest").returncode == 0
    (tilda.corpus / "kontroll.md").unlink()
    assert tilda("ingest").returncode == 0
    return tilda.folder


@pytest.fixture
def ingested(two_generations: Path, tmp_path: Path) -> Tilda:
    """A copy of the two generations that a test may change."""
    shutil.copytree(two_generations, tmp_path / "copy")
    return Tilda(tmp_path / "copy")


def test_the_report_says_what_became_of_each_text(tilda: Tilda) -> None:
    result = tilda("ingest")

    assert result.returncode == 0
    assert re.search(r"│ tillit\s+│ Om tillit\s+│ sv\s+│\s+5 │\s+2 │\s+1 │", result.stdout)
    assert re.search(r"│ kontroll\s+│ Om kontroll\s+│ sv\s+│\s+2 │\s+1 │\s+0 │", result.stdout)
    last = result.stdout.splitlines()[-1]
    assert re.fullmatch(r"gen-000001 published: 2 sources \(2 sv\), 3 chunks, \d+ texts embedded", last)


def test_it_is_quiet_in_a_pipe(tilda: Tilda) -> None:
    result = tilda("ingest")

    assert result.stderr == ""
    assert _ESCAPE not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_no_color_is_obeyed_even_when_colour_is_forced(tilda: Tilda) -> None:
    tilda("ingest")

    coloured = tilda("doctor", FORCE_COLOR="1")
    plain = tilda("doctor", FORCE_COLOR="1", NO_COLOR="1")

    assert "\x1b[32m" in coloured.stdout
    assert not re.search(r"\x1b\[3\d", plain.stdout)


def test_a_second_run_embeds_nothing(ingested: Tilda) -> None:
    result = ingested("ingest")

    assert result.returncode == 0
    assert (
        result.stdout.splitlines()[-1] == "gen-000002 unchanged: 1 sources (1 sv), 2 chunks, 0 texts embedded"
    )


def test_a_removed_file_disappears_from_answers(ingested: Tilda) -> None:
    question = ("ask", "--json", "Vem räknar fakturorna i kommunen?")

    after = ingested(*question)
    assert ingested("index", "rollback").returncode == 0
    before = ingested(*question)

    assert after.returncode == before.returncode == 0
    assert _sources(before.stdout) >= {"kontroll"}
    assert _sources(after.stdout) <= {"tillit"}


def _sources(answer: str) -> set[str]:
    """The sources that an answer cites or recommends."""
    content = json.loads(answer)
    return {entry["source"]["id"] for entry in (*content["citations"], *content["nearest"])}


def test_an_answer_cites_the_list_verbatim(ingested: Tilda) -> None:
    result = ingested("ask", "Vilka råd till chefer ger Maja Lind?")

    assert result.returncode == 0
    assert "Lyssna på medarbetarna varje dag." in result.stdout
    assert "Ta bort mål som ingen använder." in result.stdout
    assert "[1]" in result.stdout
    assert "Dela" not in result.stdout.split()


def test_bad_files_are_named_and_the_others_ingested(tilda: Tilda) -> None:
    (tilda.corpus / "tom.md").write_text("")
    (tilda.corpus / "binär.txt").write_bytes(b"\x00\x01\x02")
    (tilda.corpus / "gammal.txt").write_bytes("Det är på svenska.".encode("cp1252"))
    (tilda.corpus / "länk.md").symlink_to(tilda.corpus / "tillit.md")
    (tilda.corpus / "stor.txt").write_bytes(b"ord " * 5_250_000)
    (tilda.corpus / "front.md").write_text("---\nlanguage: klingon\n---\nText.\n")
    os.mkfifo(tilda.corpus / "rör.md")

    result = tilda("ingest", str(tilda.corpus), "finns-inte.md")

    assert result.returncode == 3
    for name, reason in {
        "tom.md": "is empty",
        "binär.txt": "is binary",
        "länk.md": "is a symbolic link",
        "stor.txt": "is larger than 20 MB",
        "front.md": "front matter: language",
        "rör.md": "is not a regular file",
        "finns-inte.md": "does not exist",
    }.items():
        assert re.search(rf"left out .*{re.escape(name)} {reason}", result.stderr), name
    assert re.search(r"warning gammal is not UTF-8; it was read as windows-1252", result.stderr)
    assert "3 sources" in result.stdout


@pytest.mark.parametrize("content", [None, "", "---\n---\n"])
def test_an_empty_corpus_is_refused(tilda: Tilda, content: str | None) -> None:
    shutil.rmtree(tilda.corpus)
    tilda.corpus.mkdir()
    if content is not None:
        (tilda.corpus / "a.md").write_text(content)

    result = tilda("ingest")

    assert result.returncode == 1
    assert "there is no text to ingest; expected .md, .txt or .html files" in result.stderr
    assert result.stdout == ""


def test_an_empty_corpus_leaves_the_live_index_alone(ingested: Tilda) -> None:
    shutil.rmtree(ingested.corpus)

    assert ingested("ingest").returncode == 1
    assert "gen-000002" in ingested("index", "list").stdout


def test_a_broken_manifest_lists_all_its_faults(tilda: Tilda) -> None:
    (tilda.corpus / "sources.toml").write_text(
        '[[source]]\nfile = "tillit.md"\nlanguage = "no"\n[[source]]\nid = "B B"\nfile = "../x.md"\ntitle = "X"\n'
    )

    result = tilda("ingest")

    assert result.returncode == 1
    for fault in ("id is missing", "title is missing", "language", "source 2 (B B): id", "outside"):
        assert fault in result.stderr, fault
    assert len(result.stderr.splitlines()) == 5
    assert not tilda.index.exists()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "TILDA_EMBEDING_MODEL",
            "x",
            "TILDA_EMBEDING_MODEL is no setting; did you mean TILDA_EMBEDDING_MODEL?",
        ),
        ("TILDA_PROT", "1", "did you mean TILDA_PORT?"),
        ("TILDA_XYZZY", "1", "the settings are TILDA_DATA"),
        ("TILDA_PORT", "många", "TILDA_PORT: input should be a valid integer"),
        ("TILDA_KEEP_GENERATIONS", "0", "TILDA_KEEP_GENERATIONS: input should be greater than or equal to 1"),
        ("TILDA_LANGUAGE", "no", "TILDA_LANGUAGE: input should be 'sv', 'nb', 'nn' or 'en'"),
    ],
)
def test_a_wrong_setting_stops_with_the_nearest_right_one(
    tilda: Tilda, name: str, value: str, expected: str
) -> None:
    result = tilda("ingest", **{name: value})

    assert result.returncode == 2
    assert expected in result.stderr


def test_unknown_options_and_commands_are_usage_errors(tilda: Tilda) -> None:
    assert tilda("ingest", "--finns-inte").returncode == 2
    assert tilda("finns-inte").returncode == 2
    assert tilda("ask").returncode == 2


def test_a_second_ingest_at_the_same_time_is_refused(tilda: Tilda) -> None:
    with ingest_lock(tilda.index):
        result = tilda("ingest")

    assert result.returncode == 5
    assert f"another ingest is at work: process {os.getpid()} on" in result.stderr
    assert tilda("ingest").returncode == 0


def test_index_list_marks_the_live_generation(ingested: Tilda) -> None:
    result = ingested("index", "list", COLUMNS="160")

    assert result.returncode == 0
    assert re.search(r"live │ gen-000002", result.stdout)
    assert re.search(r"     │ gen-000001", result.stdout)


def test_index_verify_finds_damage_and_names_the_mend(ingested: Tilda) -> None:
    whole = ingested("index", "verify")
    damaged_file = ingested.index / "gen-000002" / "dense.faiss"
    content = bytearray(damaged_file.read_bytes())
    content[random.Random(1).randrange(len(content))] ^= 4
    damaged_file.write_bytes(content)

    damaged = ingested("index", "verify")

    assert whole.returncode == 0
    assert re.search(r"gen-000002: \d+ files are whole", whole.stdout)
    assert damaged.returncode == 3
    assert "gen-000002: dense.faiss does not match its checksum" in damaged.stderr
    assert "tilda index rollback" in damaged.stderr
    assert "gen-000001" in damaged.stdout
    assert "damaged" in ingested("index", "list", COLUMNS="160").stdout
    ailing = ingested("doctor")
    assert ailing.returncode == 1
    assert re.search(r"ailing +index: gen-000002: dense\.faiss .* → run: tilda", ailing.stdout)


def test_a_damaged_generation_is_named_while_the_previous_one_answers(ingested: Tilda) -> None:
    (ingested.index / "gen-000002" / "passages.sqlite").unlink()

    result = ingested("ask", "--json", "Vem räknar fakturorna i kommunen?")

    assert result.returncode == 0
    assert json.loads(result.stdout)["generation"] == "gen-000001"
    assert "gen-000002: passages.sqlite is missing" in result.stderr


def test_rollback_makes_the_earlier_generation_live(ingested: Tilda) -> None:
    result = ingested("index", "rollback")

    assert (result.returncode, result.stdout) == (0, "gen-000001 is live\n")
    assert re.search(r"live │ gen-000001", ingested("index", "list", COLUMNS="160").stdout)
    assert ingested("index", "rollback", "gen-000002").stdout == "gen-000002 is live\n"


def test_rollback_never_goes_forward(ingested: Tilda) -> None:
    ingested("index", "rollback")

    result = ingested("index", "rollback")

    assert result.returncode == 1
    assert "there is no earlier generation" in result.stderr


@pytest.mark.parametrize("name", ["gen-000009", "nonsens", "../data"])
def test_rollback_to_what_is_not_there_is_refused(ingested: Tilda, name: str) -> None:
    result = ingested("index", "rollback", name)

    assert result.returncode == 1
    assert "tilda index list" in result.stderr


def test_rollback_to_a_damaged_generation_is_refused(ingested: Tilda) -> None:
    (ingested.index / "gen-000001" / "units.faiss").unlink()

    result = ingested("index", "rollback")

    assert result.returncode == 1
    assert "units.faiss is missing" in result.stderr
    assert (ingested.index / "CURRENT").read_text() == "gen-000002\n"


@pytest.mark.parametrize(
    "command", [("index", "list"), ("index", "verify"), ("index", "rollback"), ("ask", "Vad?")]
)
def test_without_an_index_the_mend_is_named(tilda: Tilda, command: tuple[str, ...]) -> None:
    result = tilda(*command)

    assert result.returncode == 1
    assert "run: tilda ingest" in result.stderr
    assert result.stdout == ""


def test_doctor_names_what_is_wrong_and_what_mends_it(tilda: Tilda) -> None:
    result = tilda("doctor")

    assert result.returncode == 1
    assert "index: there is no index yet → run: tilda ingest" in result.stdout
    assert tilda("ingest").returncode == 0
    well = tilda("doctor")
    assert well.returncode == 0
    assert {line.split()[0] for line in well.stdout.splitlines()} == {"well"}


def test_doctor_finds_an_index_of_another_model(ingested: Tilda) -> None:
    result = ingested("doctor", TILDA_EMBEDDING_MODEL="another")

    assert result.returncode == 1
    assert re.search(r"index: gen-000002 was built with .* but another .* → run: tilda ingest", result.stdout)


def test_explain_shows_what_a_text_becomes(tilda: Tilda) -> None:
    result = tilda("ingest", "--explain", str(tilda.corpus / "tillit.md"))

    assert result.returncode == 0
    assert "Om tillit (tillit, sv)" in result.stdout
    assert "not citable (share bar): Dela" in result.stdout
    assert "list, introduced by the text above" in result.stdout
    assert "Ta bort mål som ingen använder." in result.stdout
    assert re.search(r"2 chunks of \d+, \d+ characters", result.stdout)
    assert not tilda.index.exists()


@pytest.mark.parametrize("name", ["finns-inte.md", "tom.txt", "rör.txt", "bild.png", "."])
def test_explain_says_why_a_file_cannot_be_read(tilda: Tilda, name: str) -> None:
    (tilda.corpus / "tom.txt").write_text(" \n")
    (tilda.corpus / "bild.png").write_bytes(b"\x89PNG")
    os.mkfifo(tilda.corpus / "rör.txt")

    result = tilda("ingest", "--explain", str(tilda.corpus / name))

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) <= 3
    assert "Traceback" not in result.stderr


def test_a_full_disk_keeps_what_is_live(ingested: Tilda) -> None:
    """In a mount namespace of its own, on file systems that have room for a little more each time."""
    command = 'mount -t tmpfs -o size="$0"k none "$1/data" && cp -r "$1/whole/index" "$1/data/" && shift && exec "$@"'
    if subprocess.run(("unshare", "-rm", "true"), capture_output=True).returncode:
        pytest.skip("this machine does not let a test mount a file system")
    write_corpus(ingested.corpus, ny=TILLIT.replace("Maja", "Kari") * 40)
    (ingested.folder / "data").rename(ingested.folder / "whole")
    (ingested.folder / "data").mkdir()
    taken = sum(
        -(-path.stat().st_size // 4096) * 4
        for path in (ingested.folder / "whole").rglob("*")
        if path.is_file()
    )

    codes = []
    for spare in (0, 8, 60, 140, 200, 240, 280, 4_000):
        result = subprocess.run(
            ("unshare", "-rm", "sh", "-c", command, str(taken + spare), str(ingested.folder), "sh", "-c",
             f"{sys.executable} -m tests.tilda_with_hash_embedder ingest; echo code $?;"
             f"{sys.executable} -m tests.tilda_with_hash_embedder index list"),
            cwd=ROOT,
            env=os.environ | {"TILDA_DATA": str(ingested.folder / "data"), "TILDA_CORPUS": str(ingested.corpus)},
            text=True,
            capture_output=True,
        )  # fmt: skip
        code = int(re.search(r"code (\d+)", result.stdout).group(1))  # type: ignore[union-attr]
        codes.append(code)
        if code:
            assert "the disk is full" in result.stderr
            assert "Traceback" not in result.stderr
        assert re.search(r"live │ gen-00000[23]" if not code else r"live │ gen-000002", result.stdout), spare

    assert codes[0] == 4
    assert codes[-1] == 0
    assert set(codes) == {0, 4}


@pytest.mark.model
def test_the_shipped_corpus_through_the_real_command(tmp_path: Path, models_folder: Path) -> None:
    """The console script and the bundled model, nothing in between."""
    script = Path(sys.executable).with_name("tilda")
    if not script.is_file():
        pytest.skip(f"the console script is not installed at {script}")
    (tmp_path / "models").symlink_to(models_folder)
    environment = os.environ | {"TILDA_DATA": str(tmp_path), "TILDA_CORPUS": str(CORPUS)}

    ingest = subprocess.run((script, "ingest"), env=environment, text=True, capture_output=True)
    answer = subprocess.run(
        (script, "ask", "--json", "Vilka råd ger Louise Bringselius?"),
        env=environment,
        text=True,
        capture_output=True,
    )

    assert (ingest.returncode, ingest.stderr) == (0, "")
    assert "5 sources (1 nb, 4 sv)" in ingest.stdout
    assert answer.returncode == 0
    cited = [citation["quote"] for citation in json.loads(answer.stdout)["citations"]]
    assert len([quote for quote in cited if not quote.endswith(":")]) >= 14
