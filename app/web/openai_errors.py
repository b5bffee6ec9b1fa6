"""Errors in the form that OpenAI's clients expect."""

from __future__ import annotations

from app.web.schemas import Shown

OPENAI_PATHS = "/v1/"


class Fault(Shown):
    message: str
    type: str
    param: str | None
    code: str


class OpenAIErrorOut(Shown):
    error: Fault


def openai_error(slug: str, message: str, status: int, param: object = None) -> OpenAIErrorOut:
    """`param` is the request's field that is at fault, where it is one."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    code = slug.replace("-", "_")
    return OpenAIErrorOut(
        error=Fault(message=message, type=kind, param=None if param is None else str(param), code=code)
    )


def openai_status(status: int) -> int:
    """Clients know what is wrong with a request as 400."""
    return 400 if status == 422 else status
