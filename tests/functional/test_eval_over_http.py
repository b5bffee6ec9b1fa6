"""A service is measured over HTTP as it is in process, and what goes wrong there is counted, not raised."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.http_client import HttpClient, NoUsableReply
from eval.http_shapes import SourcesShape
from eval.in_process import InProcess
from eval.over_http import service_at
from eval.run_folder import read_run
from eval.scores import Layer
from eval.session import Plan, evaluate
from tests.builders import ingested, write_corpus
from tests.eval_systems import case_record, unanswerable_record, write_set
from tests.fakes import DEFINITION, FakeRetriever, fake_answerer, fake_library
from tests.http_stub import Reply, stub_server
from tests.running import running_server

RECORDS = (
    case_record(
        "list",
        question="Hvilke råd gir hun?",
        kind="list",
        gold=[{"source": "idebanken-rad", "quote": "Gi løpende kunnskapsutvikling."}],
    ),
    case_record(
        "compare",
        question="Vad är skillnaden?",
        kind="compare",
        gold=[{"source": "styrning-jamforelse", "quote": DEFINITION}],
    ),
    case_record(
        "history",
        question="Hur många turer var det?",
        kind="follow-up",
        history=[{"question": "Vad är tillit?", "answer": "Förtroende."}],
        gold=[{"source": "styrning-jamforelse", "quote": DEFINITION}],
    ),
    unanswerable_record("weather", "off_topic", question="Vad blir det för väder?"),
)


def at(address: str) -> HttpClient:
    return HttpClient(address, sleep=lambda seconds: None)


def test_over_http_the_results_are_those_of_the_same_service_in_process(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", RECORDS)
    library = fake_library()
    here = InProcess(fake_answerer(), FakeRetriever(library.documents()), library)
    with running_server() as running, at(running.url) as client:
        there, fault = service_at(client, tuple)
        over_http = evaluate(Plan((path,), jobs=4), there)

    in_process = evaluate(Plan((path,)), here)

    assert fault is None
    assert over_http.results == in_process.results
    assert over_http.sources == in_process.sources
    assert over_http.run == replace(in_process.run, sets=over_http.run.sets)
    assert over_http.config.asking.where == running.url
    assert any(result.score.accepted for result in over_http.results)


ANSWER: dict[str, Any] = {
    "status": "no_support",
    "language": "sv",
    "interpreted_question": "",
    "confidence": 0.1,
    "spoken": "Det vet jag inte.",
    "citations": [],
}
TEXT = f"{DEFINITION}\n"
SOURCE = {"id": "s", "title": "S", "language": "sv", "sha256": "0" * 64, "text": TEXT}
FAULTS: dict[str, Reply | None] = {
    "felet": Reply({"title": "broken"}, status=500),
    "tomt": Reply(b""),
    "nonsens": Reply(b"<html>"),
    "halvt": Reply({key: value for key, value in ANSWER.items() if key != "confidence"}),
    "omöjligt": Reply(
        ANSWER
        | {"citations": [{"number": 1, "source": {"id": "s"}, "span": {"start": 5, "end": 1}, "quote": "x"}]}
    ),
    "tyst": None,
    "stopp": Reply({}, status=503),
}


def replies(path: str, posted: Any) -> Reply | None:
    """Some questions break the service; the others are refused."""
    if path == "/api/v1/sources":
        return Reply({"generation": "gen-000001", "sources": [{"id": "s"}]})
    if path.startswith("/api/v1/sources/"):
        return Reply(SOURCE)
    if path.startswith("/api/v1/search"):
        return Reply({"passages": []})
    return next((reply for word, reply in FAULTS.items() if word in posted["question"]), Reply(ANSWER))


def faulty_set(folder: Path) -> Path:
    gold = [{"source": "s", "quote": DEFINITION}]
    broken = [case_record(f"c{n}", question=f"Vad är {word}?", gold=gold) for n, word in enumerate(FAULTS)]
    return write_set(
        folder / "set.jsonl", [*broken, unanswerable_record("fine", "off_topic", question="Vad blir det?")]
    )


def test_what_goes_wrong_with_a_question_is_its_failure_and_the_run_finishes(tmp_path: Path) -> None:
    path = faulty_set(tmp_path)
    with stub_server(replies) as address:
        result = CliRunner().invoke(
            app,
            [
                "run",
                str(path),
                "--base-url",
                address,
                "--out",
                str(tmp_path / "run"),
                "--gate",
                "failure_rate<=0",
            ],
            env={"COLUMNS": "80"},
        )

    assert result.exit_code == 2, result.output
    stored = read_run(tmp_path / "run")
    assert stored.results[-1].outcome.fault is None
    faults = {one.case.id: one.outcome.fault or "" for one in stored.results}
    assert faults["c0"] == "the service replied with status 500"
    assert faults["c1"].startswith("the reply is not what the API describes: the reply: Invalid JSON")
    assert faults["c3"] == "the reply is not what the API describes: confidence: Field required"
    assert faults["c4"].startswith("a span needs 0 <= start < end")
    assert faults["c5"].startswith("the service cannot be reached: ")
    failed = [one.case.id for one in stored.results if one.score.failed is Layer.SERVICE]
    assert failed == [f"c{number}" for number in range(len(FAULTS))]
    assert stored.run.summary.overall.estimates["failure_rate"].value == pytest.approx(7 / 8)
    assert "No usable answer to 1 of 8 questions (c0): the service replied with status 500" in result.output
    assert "FAIL  failure_rate<=0" in result.output


def test_a_quote_that_is_not_the_services_own_text_is_not_verbatim(tmp_path: Path) -> None:
    quote = DEFINITION.replace("förtroende", "kontroll")
    cited = [{"number": 1, "source": {"id": "s"}, "span": {"start": 0, "end": len(quote)}, "quote": quote}]

    def forging(path: str, posted: Any) -> Reply | None:
        is_answer = path.endswith("/answers")
        return (
            Reply(ANSWER | {"status": "answered", "citations": cited}) if is_answer else replies(path, posted)
        )

    path = write_set(tmp_path / "set.jsonl", [case_record("a", gold=[{"source": "s", "quote": DEFINITION}])])
    with stub_server(forging) as address, at(address) as client:
        system, _ = service_at(client, tuple)
        [result] = evaluate(Plan((path,)), system).results

    assert (result.score.verbatim, result.score.truth) == (0.0, -1.0)


def test_a_busy_service_is_asked_again_when_it_says(tmp_path: Path) -> None:
    waits: list[float] = []
    left = [Reply({}, 429, {"Retry-After": "2"}), Reply({}, 503, {"Retry-After": "1"})]

    def busy(path: str, posted: Any) -> Reply | None:
        return left.pop(0) if left else Reply({"generation": "g", "sources": []})

    with stub_server(busy) as address, HttpClient(address, sleep=waits.append) as client:
        found = client.get(SourcesShape, "/api/v1/sources")

    assert found.generation == "g"
    assert waits == [2.0, 1.0]


def test_a_service_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    waits: list[float] = []
    with (
        stub_server(lambda path, posted: Reply({}, 429, {"Retry-After": "1"})) as address,
        HttpClient(address, sleep=waits.append) as client,
        pytest.raises(NoUsableReply, match="status 429"),
    ):
        client.get(SourcesShape, "/api/v1/sources")

    assert len(waits) == 5


def closed_address() -> str:
    with stub_server(lambda path, posted: None) as address:
        return address


def test_a_service_that_cannot_be_reached_fails_every_question_and_the_run_finishes(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", s=f"# S\n\n{DEFINITION}\n")
    ingested(corpus, tmp_path / "data" / "index")
    path = write_set(tmp_path / "set.jsonl", [case_record("a", gold=[{"source": "s", "quote": DEFINITION}])])
    command = ["run", str(path), "--base-url", closed_address(), "--data", str(tmp_path / "data")]

    result = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "run")])

    assert result.exit_code == 1
    assert "the set is checked against the index here" in result.stderr
    assert "No usable answer to 1 of 1 questions (a): the service cannot be reached" in result.stdout
    assert json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))


def test_without_a_service_and_without_an_index_nothing_can_be_checked(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", RECORDS)
    command = ["run", str(path), "--base-url", closed_address(), "--data", str(tmp_path / "none")]

    result = CliRunner().invoke(app, command)

    assert result.exit_code == 1
    assert not isinstance(result.exception, SystemExit)
    assert "there is no index" in str(result.exception)


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "ftp://here", "http://", "http://here:port"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    result = CliRunner().invoke(app, ["run", "--base-url", address])

    assert "expected an address such as http://127.0.0.1:8000" in str(result.exception)


def test_a_password_in_the_address_is_not_kept() -> None:
    with HttpClient("http://me:secret@127.0.0.1:1") as client:
        assert client.address == "http://127.0.0.1:1"
