"""Errors as `application/problem+json`: a stable type, in the caller's language, never echoing input.

Below `/v1/` they have the form that OpenAI's clients expect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from starlette.responses import Response

from app.domain.answers import MAX_QUESTION_LENGTH
from app.domain.errors import (
    EmbeddingModelUnavailable,
    IndexUnavailable,
    InvalidQuestion,
    NothingKept,
    QuestionFault,
    StoreUnavailable,
    TildaError,
)
from app.domain.sources import Language
from app.messages import load_texts
from app.web.openai_errors import OPENAI_PATHS, OpenAIErrorOut, openai_error, openai_status
from app.web.schemas import Shown

MEDIA_TYPE = "application/problem+json"
SECONDS_TO_REPAIR = 30
SECONDS_TO_START = 2
SECONDS_TO_STORE = 5
NOTHING: Mapping[str, object] = MappingProxyType({})
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class ProblemOut(Shown):
    type: str
    title: str
    status: int
    detail: str


class Problem(Exception):
    """Something a caller is told. `slug` names it in the type and in `prompts/texts/problems.toml`.

    `values` fill the text's placeholders and hold our own words and numbers only. `language` is the one the
    request asked for, where it got that far.
    """

    def __init__(
        self,
        slug: str,
        status: int,
        values: Mapping[str, object] = NOTHING,
        headers: Mapping[str, str] = NO_HEADERS,
        language: Language | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.status = status
        self.values = values
        self.headers = headers
        self.language = language

    def document(self, language: Language) -> ProblemOut:
        texts = load_texts("problems")
        return ProblemOut(
            type=f"/problems/{self.slug}",
            title=texts.say(language, f"{self.slug}-title"),
            status=self.status,
            detail=texts.say(language, f"{self.slug}-detail", **self.values),
        )

    def told(self, language: Language, path: str) -> ProblemOut | OpenAIErrorOut:
        """In the form that callers of `path` expect."""
        document = self.document(language)
        if not path.startswith(OPENAI_PATHS):
            return document
        return openai_error(self.slug, document.detail, self.status, self.values.get("param"))

    def response(self, language: Language, path: str) -> Response:
        """`language` is the caller's; the one the request names goes first."""
        spoken = self.language or language
        told = self.told(spoken, path)
        headers = {**self.headers, "Content-Language": spoken}
        if isinstance(told, ProblemOut):
            return Response(told.model_dump_json(), self.status, headers, MEDIA_TYPE)
        return Response(told.model_dump_json(), openai_status(self.status), headers, "application/json")


def problem_of(error: Problem | TildaError, language: Language | None = None) -> Problem:
    """What a caller is told about an error raised on purpose; any other is raised again."""
    match error:
        case Problem():
            return error
        case InvalidQuestion(fault=fault, excess=excess):
            values = {"n": excess, "limit": MAX_QUESTION_LENGTH} if fault is QuestionFault.TOO_LONG else {}
            return Problem(f"question-{fault}", 422, values, language=language)
        case IndexUnavailable(mend=mend):
            return Problem("index-unavailable", 503, {"command": mend}, _later(SECONDS_TO_REPAIR), language)
        case EmbeddingModelUnavailable():
            command = {"command": "tilda doctor"}
            return Problem("model-unavailable", 503, command, _later(SECONDS_TO_REPAIR), language)
        case StoreUnavailable():
            return Problem("store-unavailable", 503, headers=_later(SECONDS_TO_STORE), language=language)
        case NothingKept():
            return Problem("nothing-kept", 403, language=language)
        case _:
            raise error


@contextmanager
def problems_in(language: Language | None) -> Iterator[None]:
    """Inside, Tilda's own errors become problems in the language that the request names, if it does."""
    try:
        yield
    except Problem as problem:
        problem.language = problem.language or language
        raise
    except TildaError as error:
        raise problem_of(error, language) from None


def too_busy(seconds: int) -> Problem:
    return Problem("busy", 503, headers=_later(seconds))


def starting() -> Problem:
    """The index is whole, but the model and the index are still being loaded."""
    return Problem("starting", 503, headers=_later(SECONDS_TO_START))


def refused(status: int, headers: Mapping[str, str]) -> Problem:
    """For what the framework itself refuses."""
    slug = {404: "not-found", 405: "method-not-allowed"}.get(status, "request-refused")
    return Problem(slug, status, headers=headers)


def _later(seconds: int) -> dict[str, str]:
    return {"Retry-After": str(seconds)}
