"""What is kept of a question, its answer and a comment: what was shown, without personal data that was typed."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.conversations import SHORTEST_ID, Conversations, Exchange
from app.text.personal_data import mask
from app.web.schemas import AnswerOut, BlockOut


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
        question=mask(question),
        answer=_kept(answer).model_dump_json(),
    )
    conversations.keep(conversation, exchange)


def _kept(answer: AnswerOut) -> AnswerOut:
    """Tilda's own words may repeat the question; quotations are the sources' and stay as they are."""
    changes = {
        "conversation": None,
        "interpreted_question": mask(answer.interpreted_question),
        "blocks": tuple(map(_without_personal_data, answer.blocks)),
    }
    return answer.model_copy(update=changes)


def _without_personal_data(block: BlockOut) -> BlockOut:
    items = tuple(
        item.model_copy(update={"text": mask(item.text)}) if item.own_words else item for item in block.items
    )
    return block.model_copy(update={"items": items})
