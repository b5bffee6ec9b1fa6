"""What is kept, found and deleted, on real SQLite files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

import app.store.database
from app.domain.conversations import Conversation, Exchange, Feedback, Rating, Reason
from app.domain.errors import NothingKept, StoreUnavailable
from app.domain.sources import Language
from app.settings import load_settings
from app.store.conversations import StoredConversations
from app.store.database import Database
from app.store.deletions import RecentDeletions
from app.store.log import StoredLog
from app.store.tables import metadata
from app.store.writer import Writer
from app.wiring import build_conversations, store_failure
from tests.locks import ROOT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINE, OTHERS = "m" * 22, "o" * 22
CANARY = "kanariefågel-7f3a"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[StoredConversations]:
    made = StoredConversations(Database(file), retention_days=30, now=lambda: NOW)
    yield made
    made.close()


def exchange(answer_id: str, question: str = "Vad är tillit?", asked_at: datetime = NOW) -> Exchange:
    return Exchange(
        answer_id, asked_at, Language.SV, question, f'{{"id":"{answer_id}","spoken":"{question}"}}'
    )


def rating(answer_id: str, comment: str = "", given_at: datetime = NOW) -> Feedback:
    return Feedback(answer_id, given_at, Rating.DOWN, (Reason.WRONG, Reason.OTHER), comment)


def bytes_on_disk(file: Path) -> bytes:
    return b"".join(found.read_bytes() for found in file.parent.iterdir())


def test_what_was_asked_and_rated_is_found_in_its_order(store: StoredConversations) -> None:
    first, second = exchange("a-1"), exchange("a-2", "Och i Norge?", NOW + timedelta(minutes=1))
    store.keep(MINE, first)
    store.keep(OTHERS, exchange("a-9"))
    store.keep(MINE, second)
    store.rate(rating("a-1", "Källan säger något annat."), MINE)

    assert store.find(MINE) == Conversation((first, second), (rating("a-1", "Källan säger något annat."),))
    assert store.find("x" * 22) == Conversation()


def test_nothing_is_on_disk_before_the_first_question(store: StoredConversations, file: Path) -> None:
    assert store.find(MINE) == Conversation()
    store.delete(MINE)
    assert store.purge() == 0

    assert not file.parent.exists()


def test_a_question_sent_twice_is_kept_once(store: StoredConversations) -> None:
    for answer_id in ("a-1", "a-1", "a-2", "a-1"):
        store.keep(MINE, exchange(answer_id))

    assert [kept.answer_id for kept in store.find(MINE).exchanges] == ["a-1", "a-2", "a-1"]


def test_a_later_rating_of_the_same_answer_takes_the_place_of_the_first(store: StoredConversations) -> None:
    store.rate(rating("a-1", "fel"), MINE)
    changed = Feedback("a-1", NOW, Rating.UP)
    store.rate(changed, MINE)
    store.rate(rating("a-1"), OTHERS)

    assert store.find(MINE).feedback == (changed,)
    assert store.find(OTHERS).feedback == (rating("a-1"),)


def test_feedback_without_a_conversation_is_kept_once(store: StoredConversations, file: Path) -> None:
    for _ in range(3):
        store.rate(rating("a-1"), None)

    [rated] = StoredLog(file).rated()
    assert (rated.conversation, rated.feedback, rated.exchange) == (None, rating("a-1"), None)


def test_the_log_puts_feedback_and_exchange_together(store: StoredConversations, file: Path) -> None:
    store.keep(MINE, exchange("a-1"))
    store.keep(MINE, exchange("a-2"))
    store.keep(MINE, exchange("a-1"))
    store.rate(rating("a-1"), MINE)

    [rated] = StoredLog(file).rated()
    assert rated.exchange == exchange("a-1")
    assert rated.conversation not in (None, MINE)
    assert list(StoredLog(file.parent / "none.sqlite").rated()) == []


def test_the_file_holds_no_id_that_reaches_a_conversation(store: StoredConversations, file: Path) -> None:
    store.keep(MINE, exchange("a-1", CANARY))
    store.rate(rating("a-1"), MINE)

    on_disk = bytes_on_disk(file)
    assert CANARY.encode() in on_disk
    assert MINE.encode() not in on_disk
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_deleted_is_gone_from_every_byte_on_disk(store: StoredConversations, file: Path) -> None:
    """Long texts spill onto pages of their own, short ones lie between those of others."""
    for number in range(60):
        length = 20_000 if number % 5 == 0 else 1
        store.keep(
            MINE if number % 2 else OTHERS,
            exchange(f"a-{number}", f"{number} {CANARY if number % 2 else 'kvar'} " * length),
        )
    store.rate(rating("a-1", CANARY), MINE)
    assert CANARY.encode() in bytes_on_disk(file)

    store.delete(MINE)

    assert CANARY.encode() not in bytes_on_disk(file)
    assert store.find(MINE) == Conversation()
    assert len(store.find(OTHERS).exchanges) == 30


@pytest.mark.parametrize("is_first", [True, False])
def test_an_answer_under_way_does_not_come_back_after_its_deletion(
    store: StoredConversations, is_first: bool
) -> None:
    if not is_first:
        store.keep(MINE, exchange("a-1"))
    store.delete(MINE)

    store.keep(MINE, exchange("a-2", asked_at=NOW - timedelta(seconds=1)))
    assert store.find(MINE) == Conversation()

    store.keep(MINE, exchange("a-3", asked_at=NOW + timedelta(seconds=1)))
    assert [kept.answer_id for kept in store.find(MINE).exchanges] == ["a-3"]


def test_a_deletion_is_remembered_no_longer_than_an_answer_takes() -> None:
    deletions = RecentDeletions()
    for minute in range(30):
        deletions.note(f"key-{minute}", NOW + timedelta(minutes=minute))

    assert deletions.outlived_by("key-18", NOW)
    assert not deletions.outlived_by("key-19", NOW)
    assert deletions.outlived_by("key-19", NOW + timedelta(minutes=20))


def test_what_a_reader_held_back_is_gone_once_it_has_finished(store: StoredConversations, file: Path) -> None:
    store.keep(MINE, exchange("a-1", CANARY))
    store.find(MINE)
    with sqlite3.connect(file) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM exchanges").fetchone()
        store.delete(MINE)
    reader.close()

    assert store.find(MINE) == Conversation()  # any further use tries again, and so does the clock
    store.close()
    assert CANARY.encode() not in bytes_on_disk(file)


def test_purging_deletes_what_is_older_and_nothing_else(store: StoredConversations, file: Path) -> None:
    limit = NOW - timedelta(days=30)
    store.keep(MINE, exchange("a-1", CANARY, limit - timedelta(seconds=1)))
    store.keep(MINE, exchange("a-2", "kvar", limit))
    store.rate(rating("a-1", CANARY, limit - timedelta(days=9)), MINE)
    store.rate(rating("a-2"), MINE)

    assert store.purge() == 2

    assert [kept.answer_id for kept in store.find(MINE).exchanges] == ["a-2"]
    assert [kept.answer_id for kept in store.find(MINE).feedback] == ["a-2"]
    assert CANARY.encode() not in bytes_on_disk(file)


def test_many_at_once_lose_nothing(store: StoredConversations) -> None:
    def rate(number: int) -> None:
        store.keep(f"{number % 8}" * 22, exchange(f"a-{number}"))
        store.rate(rating(f"a-{number}"), f"{number % 8}" * 22)

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(rate, range(400)))

    found = [store.find(f"{number}" * 22) for number in range(8)]
    assert sum(len(conversation.exchanges) for conversation in found) == 400
    assert sum(len(conversation.feedback) for conversation in found) == 400


def test_two_services_on_one_file_lose_nothing(file: Path) -> None:
    stores = [StoredConversations(Database(file), retention_days=30, now=lambda: NOW) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: stores[n % 2].rate(rating(f"a-{n}"), MINE), range(100)))

    assert len(stores[0].find(MINE).feedback) == 100
    for store in stores:
        store.close()


def test_a_locked_file_is_told_and_then_used_again(
    store: StoredConversations, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        app.store.database, "_PRAGMAS", ("PRAGMA busy_timeout = 20", "PRAGMA journal_mode = WAL")
    )
    store.rate(rating("a-1"), MINE)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailable, match=r"store\.sqlite cannot be used: SQLITE_BUSY"):
        store.rate(rating("a-2"), MINE)

    other.execute("ROLLBACK")
    other.close()
    store.rate(rating("a-2"), MINE)
    assert len(store.find(MINE).feedback) == 2


def test_a_full_disk_acknowledges_nothing(
    store: StoredConversations, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pragmas = (*app.store.database._PRAGMAS, "PRAGMA max_page_count = 40")
    monkeypatch.setattr(app.store.database, "_PRAGMAS", pragmas)
    acknowledged = []
    with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
        for number in range(1_000):
            store.rate(rating(f"a-{number}", "å" * 2_000), MINE)
            acknowledged.append(f"a-{number}")

    assert acknowledged
    assert {kept.answer_id for kept in store.find(MINE).feedback} == set(acknowledged)


def test_a_removed_file_is_made_anew(store: StoredConversations, file: Path) -> None:
    store.rate(rating("a-1"), MINE)
    for found in file.parent.iterdir():
        found.unlink()
    store.rate(rating("a-2"), MINE)

    with sqlite3.connect(file) as reader:
        assert reader.execute("SELECT answer_id FROM feedback").fetchall() == [("a-2",)]
    reader.close()


def test_a_file_of_another_version_is_refused_and_left_as_it_is(
    store: StoredConversations, file: Path
) -> None:
    store.rate(rating("a-1"), MINE)
    store.close()
    with sqlite3.connect(file) as other:
        other.execute("UPDATE schema SET version = 99")
    other.close()

    newer = StoredConversations(Database(file), retention_days=30)
    with pytest.raises(StoreUnavailable, match="schema 99, expected 1"):
        newer.rate(rating("a-2"), MINE)
    newer.close()
    assert [rated.feedback.answer_id for rated in StoredLog(file).rated()] == ["a-1"]


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4_000])
def test_a_damaged_file_is_told_without_repeating_what_was_to_be_written(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    store = StoredConversations(Database(file), retention_days=30)

    with pytest.raises(StoreUnavailable) as told:
        store.rate(rating("a-1", CANARY), MINE)

    assert CANARY not in str(told.value)
    assert file.read_bytes() == content
    store.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    store = StoredConversations(Database(tmp_path / "data" / "store.sqlite"), retention_days=30)

    with pytest.raises(StoreUnavailable):
        store.rate(rating("a-1"), MINE)
    store.keep(MINE, exchange("a-1"))
    store.close()


def test_when_too_much_waits_it_is_told_at_once(file: Path) -> None:
    writer = Writer(Database(file), capacity=2)
    release = Event()
    started = Event()

    def hold(_: object) -> None:
        started.set()
        release.wait(10)

    first = writer.submit(hold)
    started.wait(10)
    waiting = [writer.submit(lambda _: None) for _ in range(2)]
    with pytest.raises(StoreUnavailable, match="too much is waiting"):
        writer.submit(lambda _: None)

    release.set()
    for done in (first, *waiting):
        done.result(10)
    writer.close()


def test_closing_writes_what_is_waiting(file: Path) -> None:
    store = StoredConversations(Database(file), retention_days=30, now=lambda: NOW)
    for number in range(500):
        store.keep(MINE, exchange(f"a-{number}"))
    store.close()

    again = StoredConversations(Database(file), retention_days=30, now=lambda: NOW)
    assert len(again.find(MINE).exchanges) == 500
    again.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.rate(rating("a-1"), MINE)


def test_an_operator_who_keeps_nothing_has_nothing_kept(tmp_path: Path) -> None:
    before = build_conversations(load_settings(data=tmp_path))
    before.keep(MINE, exchange("a-1", CANARY, NOW - timedelta(days=1)))
    before.close()

    store = build_conversations(load_settings(data=tmp_path, retention_days=0))
    store.keep(MINE, exchange("a-2"))
    with pytest.raises(NothingKept):
        store.rate(rating("a-2"), MINE)
    assert store.purge() == 1
    store.close()
    assert CANARY.encode() not in bytes_on_disk(tmp_path / "store.sqlite")


def test_every_column_is_described_in_the_privacy_document() -> None:
    described = re.findall(
        r"^\| `(\w+\.\w+)` \|", (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8"), re.M
    )

    assert described == [
        f"{table}.{column.name}" for table, columns in metadata.tables.items() for column in columns.c
    ]


def test_the_doctor_sees_a_damaged_store_and_makes_none(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)

    assert store_failure(settings) is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "store.sqlite").write_bytes(b"no database at all" * 100)
    assert store_failure(settings) == "store.sqlite cannot be used: SQLITE_NOTADB"
