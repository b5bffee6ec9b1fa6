"""The widget's modules under node's own test runner."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.locks import ROOT

NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="needs node 18 or newer: apt-get install nodejs")
def test_the_pure_modules_pass_their_unit_tests() -> None:
    command = [str(NODE), "--test", str(ROOT / "tests" / "widget" / "pure_modules.test.js")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)

    assert done.returncode == 0, done.stdout
