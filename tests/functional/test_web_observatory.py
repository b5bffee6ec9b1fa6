"""The headers as MDN HTTP Observatory scores them, over TLS on localhost.

The tool is npm's; without it the test is skipped. To install it where the test looks:
npm install --ignore-scripts --prefix var/observatory @mdn/mdn-http-observatory
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from app.settings import load_settings
from tests.locks import ROOT
from tests.web import make_app

OBSERVATORY = ROOT / "var" / "observatory" / "node_modules" / "@mdn" / "mdn-http-observatory"
ORIGINS = "https://intranet.kommun.se,https://kommun.sharepoint.com"


@pytest.fixture
def tool() -> Path:
    for program in ("node", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    if not OBSERVATORY.is_dir():
        pytest.skip("MDN HTTP Observatory is not installed; the top of this file says how")
    preloaded = OBSERVATORY / "conf" / "hsts-preload.json"
    if not preloaded.exists():  # its install script fetches the list; localhost is not on it
        preloaded.write_text("{}")
    return OBSERVATORY


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A key and a certificate of its own for localhost."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = "openssl req -x509 -newkey rsa:2048 -nodes -days 2"
    name = "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command = [*request.split(), *name.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return key, certificate


@contextmanager
def served(key: Path, certificate: Path) -> Iterator[int]:
    """The port on which the application answers over TLS."""
    app = make_app(settings=load_settings(embed_allowed_origins=ORIGINS))
    config = uvicorn.Config(
        app,
        host="localhost",
        port=0,
        ssl_keyfile=str(key),
        ssl_certfile=str(certificate),
        log_level="error",
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def test_the_page_and_the_frame_score_what_was_promised(tool: Path, certificate: tuple[Path, Path]) -> None:
    with served(*certificate) as port:
        scanned = subprocess.run(
            [
                "node",
                str(ROOT / "tests" / "observatory.mjs"),
                str(tool),
                str(port),
                "/",
                "/embed",
                "/tillganglighet",
            ],
            env=os.environ | {"NODE_EXTRA_CA_CERTS": str(certificate[1])},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    scores = json.loads(scanned.stdout)
    assert scores["/"] >= 125
    assert scores["/embed"] >= 120
    assert scores["/tillganglighet"] >= 125
