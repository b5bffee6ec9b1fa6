"""What the documents say is so: settings, targets, command lines, routes, versions, promises."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from fastapi.routing import iter_route_contexts
from pydantic_core import PydanticUndefined

from app.cli.exits import Exit
from app.cli.main import app as cli
from app.domain.sources import Language
from app.messages import load_texts
from app.settings import PREFIX, Settings
from eval.measures import MEASURES
from tests.locks import ROOT, locked_versions
from tests.web import make_app

README = (ROOT / "README.md").read_text(encoding="utf-8")
INTEGRATIONS = (ROOT / "docs/integrations.md").read_text(encoding="utf-8")
GUIDES = {
    Language.EN: (ROOT / "docs/evaluating.md").read_text(encoding="utf-8"),
    Language.SV: (ROOT / "docs/evaluating.sv.md").read_text(encoding="utf-8"),
}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-dev.txt")
TARGETS = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
REQUIRED_TARGETS = {"help", "setup", "serve", "test", "check", "ingest", "bench", "eval"}
BINARY = {".png", ".ico", ".woff2"}


def section(title: str) -> str:
    """The README's text below a heading."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table_rows(text: str) -> list[tuple[str, ...]]:
    """The cells of all table rows below the header."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines[2:]]


def code_in(text: str) -> Iterator[str]:
    """Every line of a fenced block and every code span."""
    fenced = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    for block in fenced.findall(text):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", fenced.sub("", text))


def words_of(code: str) -> list[str]:
    """The words of a shell command before any redirection, or none when it is no command."""
    try:
        return shlex.split(code.partition(" > ")[0], comments=True)
    except ValueError:
        return []


def command_lines(program: str, *documents: str) -> list[tuple[str, ...]]:
    """The arguments of each call of `program` in these documents, or in all that show commands."""
    called = [
        words
        for document in documents or (README, INTEGRATIONS, *GUIDES.values())
        for code in code_in(document)
        if (words := words_of(code)) and words[0].removeprefix(".venv/bin/") == program
    ]
    return [tuple(words[1:]) for words in called]


def test_the_settings_table_is_what_the_settings_are() -> None:
    documented = table_rows(section("Settings"))
    fields = Settings.model_fields.items()

    assert [(row[0], row[2]) for row in documented] == [
        (f"`{PREFIX}{name.upper()}`", field.description) for name, field in fields
    ]
    for (_, default, _), (_, field) in zip(documented, fields, strict=True):
        if field.default is not PydanticUndefined:
            assert default == (
                "none"
                if str(field.default or "") == "" and field.default is not False
                else f"`{field.default}`"
            )


def test_the_exit_codes_are_those_of_the_command() -> None:
    assert [int(row[0]) for row in table_rows(section("Exit codes"))] == sorted(Exit)


def test_every_required_target_exists_with_its_line_of_help() -> None:
    assert TARGETS >= REQUIRED_TARGETS


def test_make_alone_prints_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")

    printed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [line.split()[1] for line in printed.splitlines()] == re.findall(
        r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE
    )


def test_every_make_target_in_the_readme_exists() -> None:
    named = {words[0] for words in command_lines("make") if words}

    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("words", sorted(set(command_lines("tilda"))), ids=" ".join)
def test_every_tilda_command_line_in_the_documents_parses(words: tuple[str, ...]) -> None:
    command = typer.main.get_command(cli)
    rest = list(words)
    while rest and (inner := getattr(command, "commands", {}).get(rest[0])):
        command = inner
        rest.pop(0)
    if not hasattr(command, "commands"):
        command.make_context("tilda", rest)
    else:
        assert not rest, f"no command {rest[0]}"


def test_the_guides_for_evaluators_show_the_same_commands() -> None:
    english, swedish = (command_lines("tilda", guide) for guide in GUIDES.values())

    assert english
    assert english == swedish


@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_for_evaluators_explains_every_metric_in_order(language: Language) -> None:
    named = re.findall(r"^\| `([\w@]+)` \|", GUIDES[language], re.MULTILINE)

    assert named == [measure.name for measure in MEASURES]


@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_for_evaluators_names_the_parts_of_the_report_as_it_does(language: Language) -> None:
    titles = re.findall(r"^- \*\*(.+?)\*\*", GUIDES[language], re.MULTILINE)
    written = set(load_texts("report").all(language).values())

    assert len(titles) >= 8
    for title in titles:
        assert any(text.startswith(title) for text in written), title


def test_every_route_in_the_readme_exists_and_every_route_is_there() -> None:
    documented = {
        f"{method} {path.split('?')[0]}"
        for cell, _ in table_rows(section("HTTP"))
        for method, path in re.findall(r"`(GET|POST|DELETE) (\S+?)`", cell)
    }
    served = {
        f"{method} {_as_documented(route.path or '')}"
        for route in iter_route_contexts(make_app().routes)
        for method in route.methods or ()
        if method != "HEAD" and route.path != "/favicon.ico"
    }

    assert documented == served


def _as_documented(path: str) -> str:
    return (
        path.replace("{source_id}", "{id}")
        .replace("{conversation_id}", "{id}")
        .replace("{reference}", "{id}@{sha}")
    )


def test_every_test_that_a_promise_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", section("What Tilda promises"))

    assert named
    for file, test in named:
        assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_test_that_a_statement_on_accessibility_names_exists() -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    rows = {cells[0]: cells[-1] for cells in (line.strip("| ").split(" | ") for line in text.splitlines())}
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    by_hand = {"A59", "A60"}

    assert {f"A{number:02}" for number in range(1, 62)} <= rows.keys()
    for statement in (f"A{number:02}" for number in range(1, 62)):
        named = re.findall(r"`(test_\w+)`", rows[statement])
        assert bool(named) != (statement in by_hand), statement
        for test in named:
            assert re.search(rf"^def {test}\(", tests, re.MULTILINE), test


def test_every_relative_link_in_the_documents_leads_to_a_file() -> None:
    for document in (
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / "corpus/README.md",
    ):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)

    assert newest is not None
    assert newest[1] == PROJECT["version"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_versions_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*-", text, re.MULTILINE), "an option"
    assert not re.search(r"(^|[\s=])\.*/", text), "a path"
    assert locked_versions(ROOT / name)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_pytorch_in_a_version_for_every_machine_and_no_cuda(name: str) -> None:
    versions = locked_versions(ROOT / name)

    assert versions["torch"] == "2.13.0"
    assert not [package for package in versions if re.match(r"nvidia|cuda|triton|pytorch-triton", package)]


def test_the_locks_agree_and_hold_what_the_project_needs() -> None:
    runtime, development = (locked_versions(ROOT / name) for name in LOCKS)

    assert runtime.items() <= development.items()
    for lock, needed in (
        (runtime, PROJECT["dependencies"]),
        (development, PROJECT["optional-dependencies"]["dev"]),
    ):
        names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in needed}
        assert names <= lock.keys()


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_package_registry_or_a_place_on_somebodys_machine() -> None:
    registry = re.compile(r"https?://[^\s/]*(pypi|pythonhosted|npmjs|debian|pytorch)[^\s/]*")
    place = re.compile(r"(?<![\w.~)}])/(root|home|work|Users)/\w")

    faults = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked_files()
        if path.is_file() and path.suffix not in BINARY
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if registry.search(line) or place.search(line)
    ]

    assert faults == []
