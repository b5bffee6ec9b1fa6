"""Between the domain's types and the tables' columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.domain.conversations import Exchange, Feedback, Rating, Reason
from app.domain.sources import Language

Row = Mapping[str, Any]  # as SQLAlchemy gives it


def of_exchange(conversation: str, exchange: Exchange) -> dict[str, str | int]:
    return {
        "conversation": conversation,
        "asked_at": seconds(exchange.asked_at),
        "answer_id": exchange.answer_id,
        "language": exchange.language.value,
        "question": exchange.question,
        "answer": exchange.answer,
    }


def to_exchange(row: Row) -> Exchange:
    return Exchange(
        answer_id=row["answer_id"],
        asked_at=moment(row["asked_at"]),
        language=Language(row["language"]),
        question=row["question"],
        answer=row["answer"],
    )


def of_feedback(identity: str, conversation: str | None, given: Feedback) -> dict[str, str | int | None]:
    return {
        "id": identity,
        "conversation": conversation,
        "answer_id": given.answer_id,
        "given_at": seconds(given.given_at),
        "rating": given.rating.value,
        "reasons": json.dumps(given.reasons),
        "comment": given.comment,
    }


def to_feedback(row: Row) -> Feedback:
    return Feedback(
        answer_id=row["answer_id"],
        given_at=moment(row["given_at"]),
        rating=Rating(row["rating"]),
        reasons=tuple(map(Reason, json.loads(row["reasons"]))),
        comment=row["comment"],
    )


def seconds(time: datetime) -> int:
    return int(time.timestamp())


def moment(stored: int) -> datetime:
    return datetime.fromtimestamp(stored, UTC)
