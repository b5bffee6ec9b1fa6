"""What is read of the service's JSON over HTTP. Other keys may come and go; these are needed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from app.domain.answers import AnswerStatus
from app.domain.sources import Language


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class SpanShape(_Shape):
    start: int
    end: int


class NamedSource(_Shape):
    id: str


class CitationShape(_Shape):
    number: int
    source: NamedSource
    span: SpanShape
    quote: str


class AnswerShape(_Shape):
    """`POST /api/v1/answers`."""

    status: AnswerStatus
    language: Language
    interpreted_question: str
    confidence: float
    spoken: str
    citations: tuple[CitationShape, ...]


class PassageShape(_Shape):
    source: NamedSource
    span: SpanShape
    headings: tuple[str, ...]
    score: float
    text: str


class SearchShape(_Shape):
    """`GET /api/v1/search`."""

    passages: tuple[PassageShape, ...]


class SourcesShape(_Shape):
    """`GET /api/v1/sources`."""

    generation: str
    sources: tuple[NamedSource, ...]


class SourceShape(_Shape):
    """`GET /api/v1/sources/{id}`."""

    id: str
    title: str
    language: Language
    sha256: str
    text: str
