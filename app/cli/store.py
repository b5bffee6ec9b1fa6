"""`tilda store`: what is kept of conversations."""

from __future__ import annotations

import json
from datetime import datetime

import typer
from pydantic import BaseModel, ConfigDict

from app.cli.console import out, talk
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.domain.conversations import KeptExchange
from app.domain.sources import Language
from app.settings import load_settings
from app.wiring import build_conversation_log, build_conversations

app = typer.Typer(help="What is kept of conversations.", no_args_is_help=True)


class ExchangeLine(BaseModel):
    """One line of the export. `conversation` tells conversations apart, but nobody can reach one by it."""

    model_config = ConfigDict(frozen=True)

    conversation: str
    asked_at: datetime
    answer_id: str
    language: Language
    question: str
    answer: object


@app.command()
def export(data: DataOption = None) -> int:
    """Print every question with its answer and sources as JSON lines, oldest first, for an archive."""
    settings = load_settings(data=data)
    count = 0
    for kept in build_conversation_log(settings).kept():
        print(_line(kept).model_dump_json())
        count += 1
    talk.print(f"{count} lines from {settings.store_file}", soft_wrap=True)
    return Exit.DONE


@app.command()
def purge(data: DataOption = None) -> int:
    """Delete for good what is older than TILDA_RETENTION_DAYS; a running service does so every hour."""
    conversations = build_conversations(load_settings(data=data))
    deleted = conversations.purge()
    conversations.close()
    out.print(f"{deleted} deleted")
    return Exit.DONE


def _line(kept: KeptExchange) -> ExchangeLine:
    exchange = kept.exchange
    return ExchangeLine(
        conversation=kept.conversation[:16],
        asked_at=exchange.asked_at,
        answer_id=exchange.answer_id,
        language=exchange.language,
        question=exchange.question,
        answer=json.loads(exchange.answer),
    )
