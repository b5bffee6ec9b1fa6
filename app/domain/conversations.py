"""What readers asked, what they got, and what they thought of it, for as long as it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.domain.sources import Language

# 22 characters of base64 carry 128 random bits. The id is all it takes to read or delete a conversation.
SHORTEST_ID, LONGEST_ID = 22, 64


class Rating(StrEnum):
    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    WRONG = "wrong"
    UNSUPPORTED = "unsupported"
    OFF_QUESTION = "off-question"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer; `answer` is the JSON that the reader was sent."""

    answer_id: str
    asked_at: datetime
    language: Language
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of one answer. A later one on the same answer takes its place."""

    answer_id: str
    given_at: datetime
    rating: Rating
    reasons: tuple[Reason, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges and feedback, each oldest first."""

    exchanges: tuple[Exchange, ...] = ()
    feedback: tuple[Feedback, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """`conversation` tells conversations apart; it is no id to reach one by."""

    conversation: str
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class RatedExchange:
    """Feedback with the exchange it is about, unless that is not kept. `conversation` is as above."""

    conversation: str | None
    feedback: Feedback
    exchange: Exchange | None


class Conversations(Protocol):
    """What is kept. Nothing is written before `keep` or `rate`.

    `rate`, `find`, `delete` and `purge` raise `StoreUnavailable` when the store cannot be used now.
    """

    @property
    def keeps(self) -> bool:
        """False where the operator keeps nothing; then `rate` raises `NothingKept` and the rest does nothing."""

    def keep(self, conversation: str, exchange: Exchange) -> None:
        """Returns at once and never fails; an exchange that repeats the conversation's last one is kept once."""

    def rate(self, feedback: Feedback, conversation: str | None) -> None:
        """Returns when the feedback is on disk."""

    def find(self, conversation: str) -> Conversation: ...

    def delete(self, conversation: str) -> None:
        """Afterwards nothing of the conversation is left, also not in the store's free space."""

    def purge(self) -> int:
        """Deletes what is older than the operator keeps it; the number of exchanges and feedback deleted."""

    def close(self) -> None:
        """Writes what is waiting. Nothing can be kept afterwards."""


class ConversationLog(Protocol):
    """For the operator. Both raise `StoreUnavailable`."""

    def kept(self) -> Iterator[KeptExchange]:
        """Every exchange, in the order of the questions."""

    def rated(self) -> Iterator[RatedExchange]:
        """All feedback, oldest first."""
