"""Conversations and feedback in the database, for as many days as the operator keeps them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.conversations import Conversation, Exchange, Feedback
from app.domain.errors import StoreUnavailable
from app.store import rows
from app.store.database import Database
from app.store.deletions import RecentDeletions
from app.store.tables import exchanges, feedback
from app.store.writer import Writer

SECONDS_TO_WAIT = 5.0

Result = TypeVar("Result")


def utc_now() -> datetime:
    return datetime.now(UTC)


class StoredConversations:
    """`Conversations` over one writer. Ids are hashed, so that whoever reads the file can reach none."""

    keeps = True

    def __init__(
        self, database: Database, retention_days: int, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._writer = Writer(database)
        self._retention = timedelta(days=retention_days)
        self._now = now
        self._deletions = RecentDeletions()

    def keep(self, conversation: str, exchange: Exchange) -> None:
        try:
            self._writer.submit(lambda connection: self._keep(connection, _key(conversation), exchange))
        except StoreUnavailable:
            return  # the answer is worth more than its copy

    def rate(self, given: Feedback, conversation: str | None) -> None:
        _wait(self._writer.submit(lambda connection: _rate(connection, given, conversation)))

    def find(self, conversation: str) -> Conversation:
        if not self._holds_something():
            return Conversation()
        return _wait(self._writer.submit(lambda connection: _find(connection, _key(conversation))))

    def delete(self, conversation: str) -> None:
        key = _key(conversation)
        self._deletions.note(key, self._now())
        if self._holds_something():
            _wait(self._writer.submit(lambda connection: _delete(connection, key), erases=True))

    def purge(self) -> int:
        if not self._holds_something():
            return 0
        oldest = rows.seconds(self._now() - self._retention)
        return _wait(self._writer.submit(lambda connection: _purge(connection, oldest), erases=True))

    def close(self) -> None:
        self._writer.close()

    def _keep(self, connection: Connection, key: str, exchange: Exchange) -> None:
        if self._deletions.outlived_by(key, exchange.asked_at):
            _insert(connection, key, exchange)

    def _holds_something(self) -> bool:
        """Looking into a store that was never written to must not make one."""
        return self._writer.has_started or self._database.exists()


def _wait(done: Future[Result]) -> Result:
    """What is late may still be stored; giving the same again then changes nothing."""
    try:
        return done.result(SECONDS_TO_WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store is too slow") from None


def _key(conversation: str) -> str:
    return hashlib.sha256(conversation.encode()).hexdigest()


def _feedback_id(conversation: str | None, answer_id: str, given: Feedback) -> str:
    """The same for the same answer of a conversation; without one, the same for the same feedback."""
    parts = (
        [conversation, answer_id]
        if conversation
        else [answer_id, given.rating, *given.reasons, given.comment]
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _insert(connection: Connection, conversation: str, exchange: Exchange) -> None:
    asked = select(exchanges.c.answer_id, exchanges.c.question).where(
        exchanges.c.conversation == conversation
    )
    last = connection.execute(asked.order_by(exchanges.c.number.desc()).limit(1)).one_or_none()
    if last is None or tuple(last) != (exchange.answer_id, exchange.question):
        connection.execute(insert(exchanges).values(rows.of_exchange(conversation, exchange)))


def _rate(connection: Connection, given: Feedback, conversation: str | None) -> None:
    key = _key(conversation) if conversation else None
    row = rows.of_feedback(_feedback_id(conversation, given.answer_id, given), key, given)
    connection.execute(upsert(feedback).values(row).on_conflict_do_update(index_elements=["id"], set_=row))


def _find(connection: Connection, conversation: str) -> Conversation:
    asked = select(exchanges).where(exchanges.c.conversation == conversation).order_by(exchanges.c.number)
    of_conversation = select(feedback).where(feedback.c.conversation == conversation)
    rated = of_conversation.order_by(feedback.c.given_at, feedback.c.id)
    return Conversation(
        tuple(rows.to_exchange(row._asdict()) for row in connection.execute(asked)),
        tuple(rows.to_feedback(row._asdict()) for row in connection.execute(rated)),
    )


def _delete(connection: Connection, conversation: str) -> None:
    for table in (exchanges, feedback):
        connection.execute(delete(table).where(table.c.conversation == conversation))


def _purge(connection: Connection, oldest: int) -> int:
    asked = connection.execute(delete(exchanges).where(exchanges.c.asked_at < oldest))
    rated = connection.execute(delete(feedback).where(feedback.c.given_at < oldest))
    return asked.rowcount + rated.rowcount
