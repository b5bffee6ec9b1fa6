"""What is kept of an answer: what the reader was shown, without personal data that the question may hold."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.conversations import SHORTEST_ID, Conversations, Exchange
from app.web.schemas import AnswerOut


def keep_answer(conversations: Conversations, question: str, answer: AnswerOut) -> None:
    """Keeps the exchange where the reader's conversation has an id that nobody can guess.

    A shorter id, or none, is a caller that wants nothing kept.
    """
    conversation = answer.conversation
    if conversation is None or len(conversation) < SHORTEST_ID or not conversations.keeps:
        return
    exchange = Exchange(
        answer_id=answer.id,
        asked_at=datetime.now(UTC),
        language=answer.language,
        question=question,
        answer=answer.model_copy(update={"conversation": None}).model_dump_json(),
    )
    conversations.keep(conversation, exchange)
