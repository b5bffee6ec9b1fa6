"""`tilda feedback`: what readers thought of the answers."""

from __future__ import annotations

import json
from datetime import datetime

import typer
from pydantic import BaseModel, ConfigDict

from app.cli.console import talk
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.domain.conversations import RatedExchange, Rating, Reason
from app.domain.sources import Language
from app.settings import load_settings
from app.wiring import build_conversation_log

app = typer.Typer(help="What readers thought of the answers.", no_args_is_help=True)


class FeedbackLine(BaseModel):
    """One line of the log. Question, language and answer are null where the exchange is not kept."""

    model_config = ConfigDict(frozen=True)

    answer_id: str
    conversation: str | None
    given_at: datetime
    rating: Rating
    reasons: tuple[Reason, ...]
    comment: str
    question: str | None
    language: Language | None
    answer: object


@app.callback()
def _group() -> None:
    """Keeps `export` a command of its own."""


@app.command()
def export(data: DataOption = None) -> int:
    """Print all feedback as JSON lines, oldest first, each with its question and answer."""
    settings = load_settings(data=data)
    count = 0
    for rated in build_conversation_log(settings).rated():
        print(_line(rated).model_dump_json())
        count += 1
    talk.print(f"{count} lines from {settings.store_file}", soft_wrap=True)
    return Exit.DONE


def _line(rated: RatedExchange) -> FeedbackLine:
    given, exchange = rated.feedback, rated.exchange
    return FeedbackLine(
        answer_id=given.answer_id,
        conversation=rated.conversation[:16] if rated.conversation else None,
        given_at=given.given_at,
        rating=given.rating,
        reasons=given.reasons,
        comment=given.comment,
        question=exchange.question if exchange else None,
        language=exchange.language if exchange else None,
        answer=json.loads(exchange.answer) if exchange else None,
    )
