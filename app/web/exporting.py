"""A conversation as a file to keep: every question, every answer, every source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.domain.answers import BlockType
from app.domain.conversations import Conversation, Feedback
from app.web.conversation_schemas import ExchangeOut, FeedbackOut
from app.web.markdown import escape
from app.web.prose import answer_pieces
from app.web.schemas import AnswerOut, BlockOut, CitationOut, ItemOut


class Say(Protocol):
    def __call__(self, key: str, **values: object) -> str: ...


def present_conversation(conversation: Conversation) -> tuple[ExchangeOut, ...]:
    """Each exchange with the feedback on its answer."""
    rated = {given.answer_id: _feedback(given) for given in conversation.feedback}
    return tuple(
        ExchangeOut(
            asked_at=exchange.asked_at,
            language=exchange.language,
            question=exchange.question,
            answer=AnswerOut.model_validate_json(exchange.answer),
            feedback=rated.get(exchange.answer_id),
        )
        for exchange in conversation.exchanges
    )


def _feedback(given: Feedback) -> FeedbackOut:
    return FeedbackOut(
        answer=given.answer_id,
        given_at=given.given_at,
        rating=given.rating,
        reasons=given.reasons,
        comment=given.comment,
    )


def as_jsonl(exchanges: Sequence[ExchangeOut]) -> str:
    return "".join(f"{exchange.model_dump_json()}\n" for exchange in exchanges)


def as_text(exchanges: Sequence[ExchangeOut], say: Say, base: str) -> str:
    lines = [say("title"), say("note"), ""]
    for number, exchange in enumerate(exchanges, start=1):
        lines += [f"{say('question', n=number)} ({exchange.asked_at:%Y-%m-%d %H:%M} UTC)"]
        lines += [exchange.question, "", say("answer"), *_answer_lines(exchange.answer), ""]
        lines += _source_lines(exchange.answer, say, base)
        lines += _feedback_lines(exchange.feedback, say)
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(exchanges: Sequence[ExchangeOut], say: Say, base: str) -> str:
    """What people and sources wrote is escaped, so that it stays text wherever the file is shown."""
    parts = [f"# {escape(say('title'))}", escape(say("note"))]
    for number, exchange in enumerate(exchanges, start=1):
        asked = f"{say('question', n=number)} ({exchange.asked_at:%Y-%m-%d %H:%M} UTC)"
        answer = "".join(piece.text for piece in answer_pieces(exchange.answer, base))
        parts += [
            f"## {escape(asked)}",
            _on_one_line(exchange.question),
            f"### {escape(say('answer'))}",
            answer,
        ]
        parts += [_on_one_line(line) for line in _feedback_lines(exchange.feedback, say)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _on_one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def source_line(citation: CitationOut, base: str) -> str:
    """[1] Title, publisher, year: “quote”. address"""
    source = citation.source
    by = ", ".join(part for part in (source.title, source.publisher, source.published) if part)
    return f"[{citation.number}] {by}: “{' '.join(citation.quote.split())}” {base}{citation.permalink}"


def _answer_lines(answer: AnswerOut) -> Iterator[str]:
    for block in answer.blocks:
        if block.type in (BlockType.LIST, BlockType.TABLE):
            yield from _item_lines(block)
        else:
            yield " ".join(map(_cited, block.items))


def _item_lines(block: BlockOut) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        mark = (
            ""
            if block.type is BlockType.TABLE
            else f"{number}. "
            if block.ordered and not item.depth
            else "– "
        )
        yield f"{'   ' * item.depth}{mark}{_cited(item)}"


def _cited(item: ItemOut) -> str:
    text = " | ".join(item.cells) if item.cells else item.text
    return " ".join((text, *(f"[{number}]" for number in item.citations)))


def _source_lines(answer: AnswerOut, say: Say, base: str) -> list[str]:
    if not answer.citations:
        return []
    return [say("sources"), *(source_line(citation, base) for citation in answer.citations), ""]


def _feedback_lines(feedback: FeedbackOut | None, say: Say) -> list[str]:
    if feedback is None:
        return []
    comment = f" {feedback.comment}" if feedback.comment else ""
    return [f"{say(f'rated_{feedback.rating}')}{comment}", ""]
