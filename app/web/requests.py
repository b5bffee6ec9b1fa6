"""From a raw request to a typed one, or to the `Problem` that says what was expected."""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from app.domain.conversations import Reason
from app.domain.sources import Language
from app.web.conversation_schemas import MAX_COMMENT_LENGTH, FeedbackRequest
from app.web.json_body import parse_json
from app.web.languages import accepted_language, read_language
from app.web.problems import Problem
from app.web.schemas import MAX_PASSAGES, MAX_TURN_LENGTH, MAX_TURNS, AnswerRequest, SearchRequest
from app.web.schemas import Request as Asked

Wanted = TypeVar("Wanted", bound=Asked)

_CHARSET = re.compile(r"\bcharset=\"?(?P<name>[^\s;\"]*)")
_LIMITS = {
    "turns": MAX_TURNS,
    "characters": MAX_TURN_LENGTH,
    "passages": MAX_PASSAGES,
    "comment": MAX_COMMENT_LENGTH,
    "reasons": ", ".join(Reason),
}


async def read_answer_request(request: Request) -> AnswerRequest:
    """Raises `Problem` in the language that the request names, as far as one can be read."""
    return validate(AnswerRequest, await _json(request))


async def read_feedback_request(request: Request) -> FeedbackRequest:
    """Raises `Problem`, as above."""
    return validate(FeedbackRequest, await _json(request))


async def _json(request: Request) -> object:
    """Only JSON: a browser asks us first before it lets another site send that."""
    if media_type(request) != "application/json":
        raise Problem("unsupported-media-type", 415, {"expected": "application/json"})
    return parse_json(await request.body())


def read_search_request(request: Request) -> SearchRequest:
    pairs = request.query_params.multi_items()
    if len(pairs) != len(dict(pairs)):
        raise Problem("repeated-parameter", 422)
    return validate(SearchRequest, dict(pairs))


def caller_language(request: Request, default: Language) -> Language:
    """For what is not an answer: the query's `language` or `lang`, else Accept-Language, else the default."""
    query = request.query_params
    named = read_language(query.get("language")) or read_language(query.get("lang"))
    return named or accepted_language(request.headers.get("accept-language", "")) or default


def wants_events(request: Request) -> bool:
    accepted = request.headers.get("accept", "").lower().split(",")
    return any(part.split(";")[0].strip() == "text/event-stream" for part in accepted)


def media_type(request: Request) -> str:
    """The Content-Type without its parameters, or "" when it names a charset other than UTF-8."""
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = _CHARSET.search(parameters)
    return kind.strip() if charset is None or charset["name"] in ("utf-8", "utf8") else ""


def validate(kind: type[Wanted], value: object) -> Wanted:
    """Raises `Problem` in the language that the value names, as far as one can be read."""
    language = read_language(value.get("language")) if isinstance(value, dict) else None
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        raise _fault(kind, error, language) from None


def _fault(kind: type[Asked], error: ValidationError, language: Language | None) -> Problem:
    """Names our own fields only; what the caller sent is not repeated."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = fault["loc"][0] if fault["loc"] else ""
    if fault["type"] == "extra_forbidden" or field not in kind.model_fields:
        known = ", ".join(kind.model_fields)
        return Problem("unexpected-fields", 422, {"fields": known}, language=language)
    return Problem(f"invalid-{field}", 422, _LIMITS, language=language)
