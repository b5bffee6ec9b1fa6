"""What is kept of a question, its answer and a comment: what was shown, without personal data that was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.conversations import SHORTEST_ID, Conversations, Exchange
from app.text.personal_data import mask
from app.web.schemas import AnswerOut, BlockOut


@dataclass(frozen=True, slots=True)
class Record:
    """A question as it arrived, to be kept with its answer.

    It is kept where the reader's conversation has an id that nobody can guess. A shorter id, or none, is a
    caller that wants nothing kept.
    """

    conversation: str | None
    question: str
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def keep(self, conversations: Conversations, answer: AnswerOut) -> None:
        if self.conversation is None or len(self.conversation) < SHORTEST_ID or not conversations.keeps:
            return
        exchange = Exchange(
            answer_id=answer.id,
            asked_at=self.asked_at,
            language=answer.language,
            question=mask(self.question),
            answer=_kept(answer).model_dump_json(),
        )
        conversations.keep(self.conversation, exchange)


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
