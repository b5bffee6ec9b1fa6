"""Feedback, deletion and export over HTTP, on a real store."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.domain.conversations import Exchange
from app.domain.sources import Language
from app.settings import load_settings
from app.store.conversations import StoredConversations
from app.store.database import Database
from app.web.conversation_schemas import ExchangeOut
from tests.fakes import HOSTILE, FakeConversations
from tests.locks import ROOT
from tests.web import Browser

MINE, OTHERS = "Mm" * 11, "o0_-" * 6
EXPORT = f"/api/v1/conversations/{MINE}/export"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    store = StoredConversations(Database(tmp_path / "store.sqlite"), retention_days=30)
    yield Browser(conversations=store)
    store.close()


def rate(browser: Browser, **body: object) -> httpx.Response:
    given = {"answer": "a-1", "rating": "down"} | body
    return browser.request("POST", "/api/v1/feedback", json=given)


def test_a_conversation_is_exported_with_its_answers_sources_and_feedback(browser: Browser) -> None:
    answer = browser.ask("Vilka råd ger Louise?", conversation=MINE).json()
    stored = rate(
        browser, conversation=MINE, reasons=["outdated", "wrong", "outdated"], comment=" Från 2018. "
    )
    assert (stored.status_code, stored.json()) == (201, {"status": "stored"})

    response = browser.get(EXPORT)

    [line] = response.text.splitlines()
    exported = json.loads(line)
    assert response.headers["content-type"].startswith("application/x-ndjson")
    assert re.fullmatch(
        r'attachment; filename="tilda-\d{4}-\d\d-\d\d\.jsonl"', response.headers["content-disposition"]
    )
    assert exported["question"] == "Vilka råd ger Louise?"
    assert exported["answer"] | {"conversation": MINE} == answer
    assert exported["feedback"]["reasons"] == ["outdated", "wrong"]
    assert exported["feedback"]["comment"] == "Från 2018."
    assert ExchangeOut.model_validate_json(line).model_dump_json() == line


def test_the_events_are_kept_like_the_answer(browser: Browser) -> None:
    browser.ask("Vilka råd ger Louise?", {"Accept": "text/event-stream"}, conversation=MINE)

    assert len(browser.get(EXPORT).text.splitlines()) == 1


def test_the_export_for_reading_names_every_source(browser: Browser) -> None:
    browser.ask("Vilka råd ger Louise?", conversation=MINE)
    browser.ask("Vad är skillnaden?", conversation=MINE)
    rate(browser, conversation=MINE, rating="up")

    text = browser.get(f"{EXPORT}?format=text&lang=sv").text
    markdown = browser.get(f"{EXPORT}?format=markdown&lang=nn").text
    page = browser.get(f"{EXPORT}?format=html&lang=en")

    assert text.startswith("Samtal med Tilda\nTilda är en AI-assistent.")
    assert "1. Rydd opp i mål og regelverk. [1]\n" in text
    assert "Mål | Många och detaljerade | Få och tydliga [3]\n" in text
    assert "[1] Det må være tillit mellom ledelse og ansatte, Tilda, 2022-12-12: “Rydd opp" in text
    assert "http://testserver/kilde/idebanken-rad@" in text
    assert "Omdöme: det hjälpte." in text
    assert "# Samtale med Tilda\n" in markdown
    assert "Spørsmål 2" in markdown
    assert "1. Rydd opp i mål og regelverk. [1]\n" in markdown
    assert "| Mål | Många och detaljerade | Få och tydliga [3] |" in markdown
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="en">' in page.text
    assert "<q>Rydd opp i mål og regelverk.</q>" in page.text


def test_hostile_text_stays_text_in_every_export(browser: Browser) -> None:
    browser.ask(f"fientlig {HOSTILE}", conversation=MINE)

    page = browser.get(f"{EXPORT}?format=html").text
    markdown = browser.get(f"{EXPORT}?format=markdown").text

    assert "<script" not in page
    assert "<img" not in page
    assert "<script" not in markdown.replace("\\<script", "")
    assert "[länk](" not in markdown
    assert "\\[länk\\](javascript:alert(1))" in markdown


def test_what_is_deleted_is_not_found_any_more(browser: Browser, tmp_path: Path) -> None:
    browser.ask("Vilka råd ger kanariefågeln?", conversation=MINE)
    browser.ask("Vilka råd ger Louise?", conversation=OTHERS)
    rate(browser, conversation=MINE)

    for _ in range(2):
        deleted = browser.request("DELETE", f"/api/v1/conversations/{MINE}")
        assert (deleted.status_code, deleted.content) == (204, b"")

    assert browser.get(EXPORT).status_code == 404
    assert browser.get(EXPORT.replace(MINE, OTHERS)).status_code == 200
    assert "kanariefågeln".encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("conversation", [None, "short", "a" * 21])
def test_a_conversation_that_could_be_guessed_is_not_kept(
    browser: Browser, tmp_path: Path, conversation: str | None
) -> None:
    answered = browser.ask("Vilka råd?", conversation=conversation)

    assert answered.json()["conversation"] == conversation
    assert list(tmp_path.iterdir()) == []
    assert browser.get(f"/api/v1/conversations/{conversation}/export").status_code == 404


@pytest.mark.parametrize(
    "name", ["x" * 22, "x" * 65, "..", "%2e%2e%2f", "a b", "å" * 22, "'; DROP TABLE exchanges; --"]
)
def test_an_unknown_id_and_what_is_no_id_are_answered_alike(browser: Browser, name: str) -> None:
    unknown = browser.get(f"/api/v1/conversations/{'y' * 22}/export")

    response = browser.get(f"/api/v1/conversations/{name}/export")

    assert response.status_code == 404
    if "/" not in name and "%2f" not in name and name != "..":
        assert response.content == unknown.content


def test_feedback_sent_twice_is_stored_once_and_a_later_one_counts(browser: Browser) -> None:
    browser.ask("Vilka råd?", conversation=MINE)
    for rating in ("down", "down", "up"):
        assert rate(browser, conversation=MINE, rating=rating).status_code == 201

    assert json.loads(browser.get(EXPORT).text)["feedback"]["rating"] == "up"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"rating": "up"}, "invalid-answer"),
        ({"answer": "", "rating": "up"}, "invalid-answer"),
        ({"answer": "a b", "rating": "up"}, "invalid-answer"),
        ({"answer": "a-1"}, "invalid-rating"),
        ({"answer": "a-1", "rating": "meh"}, "invalid-rating"),
        ({"answer": "a-1", "rating": True}, "invalid-rating"),
        ({"answer": "a-1", "rating": "up", "reasons": ["slow"]}, "invalid-reasons"),
        ({"answer": "a-1", "rating": "up", "reasons": "wrong"}, "invalid-reasons"),
        ({"answer": "a-1", "rating": "up", "reasons": ["wrong"] * 7}, "invalid-reasons"),
        ({"answer": "a-1", "rating": "up", "comment": "x" * 2_001}, "invalid-comment"),
        ({"answer": "a-1", "rating": "up", "comment": "a\x00b"}, "invalid-comment"),
        ({"answer": "a-1", "rating": "up", "comment": 7}, "invalid-comment"),
        ({"answer": "a-1", "rating": "up", "conversation": "short"}, "invalid-conversation"),
        ({"answer": "a-1", "rating": "up", "language": "no"}, "invalid-language"),
        ({"answer": "a-1", "rating": "up", "user": "Anna"}, "unexpected-fields"),
        ([], "unexpected-fields"),
    ],
)
def test_bad_feedback_is_told_what_was_expected(browser: Browser, body: object, problem: str) -> None:
    response = browser.request("POST", "/api/v1/feedback", json=body)

    assert response.status_code == 422
    assert response.json()["type"] == f"/problems/{problem}"
    assert len(response.content) < 1_024
    assert "Anna" not in response.text


def test_feedback_must_be_json(browser: Browser) -> None:
    response = browser.request("POST", "/api/v1/feedback", content=b"answer=a-1&rating=up")

    assert response.status_code == 415


def test_an_unknown_format_is_told(browser: Browser) -> None:
    assert browser.get(f"{EXPORT}?format=pdf").json()["type"] == "/problems/unknown-format"


def test_without_a_store_questions_are_answered_and_the_rest_says_when_to_try_again() -> None:
    conversations = FakeConversations()
    conversations.is_down = True
    browser = Browser(conversations=conversations)

    assert browser.ask("Vilka råd?", conversation=MINE).json()["status"] == "answered"
    for response in (
        rate(browser, conversation=MINE, language="nb"),
        browser.request("DELETE", f"/api/v1/conversations/{MINE}"),
        browser.get(EXPORT),
    ):
        assert response.status_code == 503
        assert response.headers["retry-after"] == "5"
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"] == "/problems/store-unavailable"


def test_a_store_that_cannot_be_opened_never_takes_the_answer_down(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    store = StoredConversations(Database(tmp_path / "data" / "store.sqlite"), retention_days=30)
    browser = Browser(conversations=store)

    assert browser.ask("Vilka råd?", conversation=MINE).status_code == 200
    assert rate(browser, conversation=MINE).status_code == 503
    store.close()


def test_where_nothing_is_kept_feedback_is_refused_and_says_why(tmp_path: Path) -> None:
    from app.wiring import build_conversations

    settings = load_settings(data=tmp_path, retention_days=0)
    store = build_conversations(settings)
    browser = Browser(conversations=store, settings=settings)

    assert browser.ask("Vilka råd?", conversation=MINE).status_code == 200
    assert rate(browser, conversation=MINE).json()["type"] == "/problems/nothing-kept"
    assert browser.request("DELETE", f"/api/v1/conversations/{MINE}").status_code == 204
    assert "Samtalet sparas inte." in browser.get("/").text
    assert list(tmp_path.iterdir()) == []
    store.close()


def test_the_page_says_for_how_long_a_conversation_is_kept() -> None:
    assert "Samtalet raderas efter 30 dagar." in Browser().get("/").text


def test_personal_data_that_was_typed_is_not_kept(browser: Browser, tmp_path: Path) -> None:
    question = "Vilka råd har Anna 811228-9874, anna@kommun.se?"
    shown = browser.ask(question, conversation=MINE).json()
    rate(browser, conversation=MINE, comment="ring mig på 070-123 45 67")

    kept = json.loads(browser.get(EXPORT).text)
    on_disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert shown["interpreted_question"] == question
    assert (
        kept["question"]
        == kept["answer"]["interpreted_question"]
        == "Vilka råd har Anna [id-number], [e-mail]?"
    )
    assert kept["feedback"]["comment"] == "ring mig på [phone]"
    for typed in (b"9874", b"anna@", b"123 45 67"):
        assert typed not in on_disk


def test_the_operator_reads_feedback_with_its_question(browser: Browser, tmp_path: Path) -> None:
    browser.ask("Vilka råd ger Louise?", conversation=MINE)
    rate(browser, conversation=MINE, reasons=["wrong"])
    rate(browser, answer="a-2", rating="up")

    run = "from app.cli import main; main()"
    command = [sys.executable, "-c", run, "feedback", "export", "--data", str(tmp_path)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    with_question, without = sorted(lines, key=lambda line: line["answer_id"])
    assert with_question["question"] == "Vilka råd ger Louise?"
    assert with_question["reasons"] == ["wrong"]
    assert with_question["answer"]["citations"][0]["quote"] == "Rydd opp i mål og regelverk."
    assert MINE not in printed.stdout
    assert (without["rating"], without["question"], without["conversation"]) == ("up", None, None)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "golden" / "stored").iterdir()), ids=lambda file: file.name
)
def test_an_answer_that_an_earlier_version_stored_is_exported(browser: Browser, file: Path) -> None:
    """Kept as they were written: when a version is released, those of its own are added."""
    stored = file.read_text(encoding="utf-8")
    asked_at = datetime(2026, 11, 22, tzinfo=UTC)
    browser.conversations.keep(MINE, Exchange("a-1", asked_at, Language.SV, "Vad är tillit?", stored))

    for form in ("jsonl", "html", "markdown", "text"):
        assert browser.get(f"{EXPORT}?format={form}").status_code == 200
    exported = json.loads(browser.get(EXPORT).text)["answer"]
    assert exported == exported | json.loads(stored)
