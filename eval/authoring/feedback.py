"""The questions in exported feedback (`tilda feedback export`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.domain.answers import fault_of_text
from app.domain.conversations import Rating
from app.domain.errors import TildaError
from app.domain.sources import Language
from app.text.normalise import normalise


class UnreadableFeedback(TildaError):
    """A file is not what `tilda feedback export` writes."""


class RatedQuestion(BaseModel):
    """A line of exported feedback, as far as a case needs it; the rest of the line is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str | None
    language: Language | None = None
    rating: Rating
    comment: str = ""


def read_feedback(path: Path) -> Sequence[RatedQuestion]:
    """The rated questions, those rated down first, each text once; feedback without its question is left out.

    Raises `UnreadableFeedback` with the line that is at fault.
    """
    found: dict[str, RatedQuestion] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UnreadableFeedback(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnreadableFeedback(f"{path} is not text in UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rated = RatedQuestion.model_validate_json(line)
        except ValidationError as error:
            [first, *_] = error.errors(include_url=False, include_input=False)
            where = ".".join(map(str, first["loc"])) or "the line"
            raise UnreadableFeedback(
                f"{path}:{number}: expected a line of `tilda feedback export`, but {where}: {first['msg']}"
            ) from None
        if rated.question and not fault_of_text(question := normalise(rated.question)):
            found.setdefault(question, rated.model_copy(update={"question": question}))
    if not found:
        raise UnreadableFeedback(f"{path} holds no feedback with its question")
    return sorted(found.values(), key=lambda rated: rated.rating is Rating.UP)
