"""The server process, over a socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from app.cli.exits import Exit
from app.settings import load_settings
from app.web import serving
from app.web.request_edge import MAX_BODY
from tests.running import PROJECT, Running, running_server

QUESTION = {"question": "Vilka råd ger Louise?"}
POST = b"POST /api/v1/answers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server() as running:
        yield running


def exchange(server: Running, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        received = bytearray()
        while data := connection.recv(65_536):
            received += data
            if b"\r\n\r\n" in received and b"connection: close" not in received.lower():
                break
    return bytes(received)


def test_a_question_is_answered_over_a_socket(server: Running) -> None:
    response = httpx.post(f"{server.url}/api/v1/answers", json=QUESTION)

    assert response.json()["status"] == "answered"
    assert "server" not in response.headers


def test_events_arrive_over_a_socket(server: Running) -> None:
    with httpx.stream("POST", f"{server.url}/api/v1/answers", json=QUESTION, headers=EVENTS) as response:
        names = [line.removeprefix("event: ") for line in response.iter_lines() if line.startswith("event")]

    assert names == ["meta", "block", *["citation"] * 4, "block", "done"]


def test_headers_arrive_before_a_slow_answer(server: Running) -> None:
    began = time.monotonic()
    question = {"question": "Vad är ett långsamt svar?"}

    with httpx.stream("POST", f"{server.url}/api/v1/answers", json=question, headers=EVENTS) as response:
        opened = time.monotonic() - began
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        response.read()

    answered = time.monotonic() - began
    assert answered > 0.9  # and the headers did not wait for that, however slow the machine is
    assert answered - opened > 0.2


@pytest.mark.parametrize(
    "request_line",
    [b"GET /\xff HTTP/1.1", b"GET", b"\x16\x03\x01\x02", b"G\x00T / HTTP/1.1", b"GET  / HTTP/1.1"],
)
def test_what_is_no_http_gets_a_400(server: Running, request_line: bytes) -> None:
    assert exchange(server, request_line + b"\r\nHost: a\r\n\r\n").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("length", [20_000, 40_000])
def test_long_headers_are_refused(server: Running, length: int) -> None:
    request = b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * length

    assert exchange(server, request + b"\r\n\r\n").startswith(b"HTTP/1.1 4")


def test_a_declared_large_body_is_refused_unread(server: Running) -> None:
    answer = exchange(server, POST + f"Content-Length: {MAX_BODY + 1}\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.1 413")
    assert b"connection: close" in answer.lower()


def test_a_large_chunked_body_is_refused_while_it_arrives(server: Running) -> None:
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"1000\r\n" + b"k" * 4_096 + b"\r\n"

    assert exchange(server, head + chunk * 17).startswith(b"HTTP/1.1 413")


def test_an_unknown_upgrade_is_just_a_request(server: Running) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"

    assert exchange(server, request).startswith(b"HTTP/1.1 200")


def test_no_question_reaches_the_log() -> None:
    with running_server() as server:
        for word in ("Vilka råd för kanariefågel?", "krasch kanariefågel", "index kanariefågel"):
            httpx.post(f"{server.url}/api/v1/answers", json={"question": word})
            httpx.post(f"{server.url}/api/v1/answers", json={"question": word}, headers=EVENTS)
            httpx.post(f"{server.url}/", data={"question": word})
        httpx.get(f"{server.url}/api/v1/search", params={"q": "kanariefågel"})
        exchange(server, b"GET /kanarie HTTP/9.9\r\n\r\n")

        written = server.stop()

    assert "kanarie" not in written
    assert "RuntimeError at" in written


def test_it_stops_in_time_with_a_stream_open() -> None:
    with running_server() as server:
        question = {"question": "Vad är ett långsamt svar?"}
        with httpx.stream("POST", f"{server.url}/api/v1/answers", json=question, headers=EVENTS):
            began = time.monotonic()
            server.stop()

    assert time.monotonic() - began < 7


@pytest.mark.parametrize("command", [("serve",), ("mcp", "--http")])
def test_a_port_that_is_taken_is_told_before_anything_is_loaded(
    server: Running, command: tuple[str, ...]
) -> None:
    run = (sys.executable, "-X", "importtime", "-c", "from app.cli.main import main; main()")
    done = subprocess.run(
        (*run, *command, "--port", str(server.port)),
        cwd=PROJECT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )

    told = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert told == [
        f"cannot serve on 127.0.0.1 port {server.port}: address already in use; "
        "choose another with --host and --port, or stop what is there"
    ]
    assert (done.returncode, done.stdout) == (Exit.FAILED, "")
    assert "| torch" not in done.stderr


def test_threads_that_compute_let_the_event_loop_in(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    usual = sys.getswitchinterval()
    monkeypatch.setattr(serving._Server, "run", lambda self, sockets: seen.append(sys.getswitchinterval()))
    settings = load_settings(port=0)

    try:
        with serving.take_address(settings) as address:
            serving.serve(FastAPI(), settings, address)
    finally:
        sys.setswitchinterval(usual)

    assert seen == [pytest.approx(serving.SECONDS_A_TURN)]
