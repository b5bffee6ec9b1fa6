"""The JSON of feedback and of conversations that are kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.domain.conversations import LONGEST_ID, SHORTEST_ID, Feedback, Rating, Reason
from app.domain.sources import Language
from app.text.personal_data import mask
from app.web.schemas import AnswerOut, Request, Shown, plain

MAX_COMMENT_LENGTH = 2_000
CONVERSATION_ID = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_ID},{LONGEST_ID}}}")
CommentText = Annotated[str, Field(max_length=MAX_COMMENT_LENGTH), AfterValidator(plain)]
ConversationId = Annotated[str, Field(pattern=f"^{CONVERSATION_ID.pattern}$")]
AnswerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class FeedbackRequest(Request):
    """`answer` is the id of the answer that is rated. Without a conversation nobody can delete it by hand."""

    answer: AnswerId
    rating: Rating
    reasons: Annotated[tuple[Reason, ...], Field(max_length=len(Reason))] = ()
    comment: CommentText = ""
    conversation: ConversationId | None = None
    language: Language | None = None

    def to_feedback(self) -> Feedback:
        """Given now; personal data in the comment is masked."""
        reasons = tuple(dict.fromkeys(self.reasons))
        return Feedback(self.answer, datetime.now(UTC), self.rating, reasons, mask(self.comment.strip()))


class StoredOut(Shown):
    status: Literal["stored"] = "stored"


class FeedbackOut(Shown):
    answer: str
    given_at: datetime
    rating: Rating
    reasons: tuple[Reason, ...]
    comment: str


class ExchangeOut(Shown):
    """One line of an export. `feedback` is the reader's own on this answer."""

    asked_at: datetime
    language: Language
    question: str
    answer: AnswerOut
    feedback: FeedbackOut | None
