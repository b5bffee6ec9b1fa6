"""`Conversations` where the operator keeps none."""

from __future__ import annotations

from app.domain.conversations import Conversation, Conversations, Exchange, Feedback
from app.domain.errors import NothingKept


class NoConversations:
    """`earlier` holds what was kept under another setting; purging empties it."""

    keeps = False

    def __init__(self, earlier: Conversations) -> None:
        self._earlier = earlier

    def keep(self, conversation: str, exchange: Exchange) -> None:
        return

    def rate(self, given: Feedback, conversation: str | None) -> None:
        raise NothingKept("feedback is not kept here: TILDA_RETENTION_DAYS is 0")

    def find(self, conversation: str) -> Conversation:
        return Conversation()

    def delete(self, conversation: str) -> None:
        return

    def purge(self) -> int:
        return self._earlier.purge()

    def close(self) -> None:
        self._earlier.close()
