"""What is kept outlives the service that kept it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import httpx
import pytest

from app.cli.store import export, purge
from app.domain.conversations import Exchange
from app.domain.sources import Language
from app.store.conversations import StoredConversations
from app.store.database import Database
from app.store.log import StoredLog
from tests.running import running_server
from tests.web import make_app

MINE = "Mm" * 11


def ask(url: str, question: str) -> str:
    answer = httpx.post(f"{url}/api/v1/answers", json={"question": question, "conversation": MINE})
    return str(answer.json()["id"])


def test_stopping_the_service_writes_what_is_waiting(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    with running_server(store_url=f"sqlite:///{file}") as running:
        for number in range(20):
            ask(running.url, f"Vilka råd ger Louise {number}?")
        log = running.stop()
        left = list(tmp_path.iterdir())

    assert left == [file], "no write-ahead log"
    assert [kept.exchange.question for kept in StoredLog(file).kept()] == [
        f"Vilka råd ger Louise {number}?" for number in range(20)
    ]
    assert "Louise" not in log


def test_a_conversation_goes_on_after_the_service_was_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with running_server(store_url=url) as first:
        answer = ask(first.url, "Vilka råd ger Louise?")
        given = {"answer": answer, "rating": "up", "conversation": MINE}
        assert httpx.post(f"{first.url}/api/v1/feedback", json=given).status_code == 201
        first.process.kill()
        first.process.communicate()

    with running_server(store_url=url) as second:
        ask(second.url, "Vad är skillnaden?")
        exported = httpx.get(f"{second.url}/api/v1/conversations/{MINE}/export").text.splitlines()
        httpx.delete(f"{second.url}/api/v1/conversations/{MINE}")

    assert [json.loads(line)["question"] for line in exported] == [
        "Vilka råd ger Louise?",
        "Vad är skillnaden?",
    ]
    assert json.loads(exported[0])["feedback"]["rating"] == "up"
    assert list(StoredLog(tmp_path / "store.sqlite").kept()) == []


def old_store(file: Path) -> StoredConversations:
    """Holds one question of five weeks ago and one of now."""
    store = StoredConversations(Database(file), retention_days=30)
    for days, name in ((35, "old"), (0, "new")):
        asked_at = datetime.now(UTC) - timedelta(days=days)
        store.keep(MINE, Exchange(name, asked_at, Language.SV, f"Vad är {name}?", "{}"))
    return store


def test_the_service_deletes_what_is_too_old_when_it_starts(tmp_path: Path) -> None:
    store = old_store(tmp_path / "store.sqlite")
    app = make_app(conversations=store)

    async def start_and_stop() -> None:
        async with app.router.lifespan_context(app):
            with anyio.fail_after(10):
                while len(store.find(MINE).exchanges) == 2:
                    await anyio.sleep(0.01)

    anyio.run(start_and_stop)

    assert [kept.exchange.answer_id for kept in StoredLog(tmp_path / "store.sqlite").kept()] == ["new"]


def test_the_operator_deletes_and_exports_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old_store(tmp_path / "store.sqlite").close()

    export(tmp_path)
    purge(tmp_path)
    export(tmp_path)

    old, new, deleted, still = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["question"] for line in (old, new, still)] == [
        "Vad är old?",
        "Vad är new?",
        "Vad är new?",
    ]
    assert json.loads(old)["conversation"] not in (MINE, "")
    assert deleted == "1 deleted"
    assert "Vad är old?".encode() not in (tmp_path / "store.sqlite").read_bytes()
