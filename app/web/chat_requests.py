"""From OpenAI's chat request to a question: the last thing the user said, with the turns before it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from starlette.requests import Request

from app.domain.answers import Question, Turn, is_plain_character
from app.web.chat_schemas import MODEL, ChatRequest, MessageIn
from app.web.json_body import parse_json
from app.web.languages import read_language
from app.web.problems import Problem
from app.web.requests import media_type
from app.web.schemas import MAX_TURN_LENGTH, MAX_TURNS


async def read_chat_request(request: Request) -> ChatRequest:
    """Raises `Problem` for what cannot be read, and for what is asked of the answer's form in vain."""
    if media_type(request) != "application/json":
        raise Problem("unsupported-media-type", 415, {"expected": "application/json"})
    asked = _validate(parse_json(await request.body()))
    if asked.model != MODEL:
        raise Problem("model-not-found", 404, {"model": MODEL}, language=asked.language)
    if refused := _refused_parameter(asked):
        raise Problem("unsupported-parameter", 400, {"param": refused}, language=asked.language)
    return asked


def to_question(asked: ChatRequest) -> Question:
    """System messages are not obeyed, and so not read. Raises `Problem` or `InvalidQuestion`."""
    said = [message for message in asked.messages if message.role in ("user", "assistant")]
    users = [position for position, message in enumerate(said) if message.role == "user"]
    if not users:
        raise Problem("invalid-messages", 400, language=asked.language)
    last = users[-1]
    return Question(_text(said[last]), _turns(said[:last]), asked.language)


def _turns(said: Sequence[MessageIn]) -> tuple[Turn, ...]:
    """The latest turns of the conversation, which front ends send whole, cut to the length that is read."""
    turns: list[Turn] = []
    for message in said:
        text = "".join(filter(is_plain_character, _text(message)))[:MAX_TURN_LENGTH]
        if message.role == "user":
            turns.append(Turn(text, ""))
        elif turns and not turns[-1].answer:
            turns[-1] = Turn(turns[-1].question, text)
    return tuple(turns[-MAX_TURNS:])


def _text(message: MessageIn) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    if any(part.type not in ("text", "refusal") for part in message.content):
        raise Problem("unsupported-content", 400)
    return "".join(part.text for part in message.content)


def _refused_parameter(asked: ChatRequest) -> str | None:
    is_call_forced = asked.tool_choice not in (None, "none", "auto")
    is_structured = asked.response_format is not None and asked.response_format.type != "text"
    refused = {
        "n": asked.n not in (None, 1),
        "logprobs": bool(asked.logprobs),
        "response_format": is_structured,
        "modalities": asked.modalities not in (None, ("text",)),
        "tool_choice": is_call_forced,
    }
    return next((name for name, is_refused in refused.items() if is_refused), None)


def _validate(value: object) -> ChatRequest:
    language = read_language(value.get("language")) if isinstance(value, dict) else None
    try:
        return ChatRequest.model_validate(value)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = str(fault["loc"][0]) if fault["loc"] else "messages"
    if field in ("messages", "language"):
        raise Problem(f"invalid-{field}", 400, language=language) from None
    raise Problem("invalid-parameter", 400, {"param": field}, language=language) from None
