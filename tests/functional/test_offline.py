"""With networking cut, everything that the default promises still works."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import CORPUS, ROOT

pytestmark = pytest.mark.model

_TILDA = f"{sys.executable} -c 'from app.cli import main; main()'"
_SERVE_AND_ASK = """
import json, subprocess, sys, urllib.request
command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", "0", "--data", sys.argv[1]]
with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
    address = server.stdout.readline().split()[-1]
    body = json.dumps({"question": "Hvilke råd gir Louise Bringselius?"}).encode()
    request = urllib.request.Request(f"{address}/api/v1/answers", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        print(len(json.load(response)["citations"]))
    server.terminate()
"""


def has_namespaces() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not has_namespaces(), reason="this machine makes no network namespaces (unshare, ip)")
def test_ingest_ask_and_serve_need_no_network(tmp_path: Path, models_folder: Path) -> None:
    (tmp_path / "models").symlink_to(models_folder)
    script = tmp_path / "ask.py"
    script.write_text(_SERVE_AND_ASK, encoding="utf-8")
    steps = " && ".join(
        (
            "ip link set lo up",
            f"{_TILDA} ingest {CORPUS} --data {tmp_path}",
            f"{_TILDA} ask --data {tmp_path} 'Vad är tillit?'",
            f"{sys.executable} {script} {tmp_path}",
        )
    )

    done = subprocess.run(["unshare", "-rn", "sh", "-c", steps], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "gen-000001 published" in done.stdout
    assert int(done.stdout.splitlines()[-1]) >= 14
