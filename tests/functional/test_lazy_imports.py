"""What a command does not need it does not load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ROOT, write_corpus

_DOORS = ("mcp", "mcp_types", "openai", "langchain", "langchain_core", "langchain_openai", "httpx", "httpx2")
_RUN = f"""
import runpy, sys
module, sys.argv = "tests.tilda_with_hash_embedder", ["tilda", *sys.argv[1:]]
try:
    runpy.run_module(module, run_name="__main__")
except SystemExit as stop:
    assert not stop.code, stop.code
print("loaded", *(name for name in {_DOORS} if name in sys.modules))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lazy")
    write_corpus(folder / "corpus", tillit="# Om tillit\n\nTillit är en form av styrning.\n")
    run(folder, "ingest", str(folder / "corpus"))
    return folder


def run(data: Path, *arguments: str) -> str:
    """The last line that the command prints, with what was loaded when it ended."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("TILDA_")}
    command = (sys.executable, "-c", _RUN, *arguments, "--data", str(data))
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("arguments", [("ask", "Vad är tillit?"), ("index", "list"), ("config", "show")])
def test_a_command_that_speaks_to_nobody_loads_no_client_and_no_protocol(
    data: Path, arguments: tuple[str, ...]
) -> None:
    assert run(data, *arguments) == "loaded"
