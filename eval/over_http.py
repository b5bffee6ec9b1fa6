"""A running service, asked over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from pydantic import JsonValue

from app.domain.sources import Span
from eval.asking import Asked, Asking
from eval.cases import Case
from eval.http_client import HttpClient, NoUsableReply
from eval.http_shapes import AnswerShape, SearchShape, SourceShape, SourcesShape
from eval.outcomes import Outcome, cited_quote, failed_outcome, ranked_passage
from eval.run_sources import StoredSource, texts_of


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Implements `System`. Quotes are verified against `served`, the sources as the service has them."""

    client: HttpClient
    served: tuple[StoredSource, ...]
    generation: str
    clock: Callable[[], float] = time.perf_counter

    def describe(self) -> Asking:
        return Asking(self.client.address, self.generation)

    def sources(self) -> tuple[StoredSource, ...]:
        return self.served

    def warm(self) -> None:
        """A running service has its model loaded."""

    def ask(self, case: Case, k: int) -> Asked:
        """No reply, or one that cannot be used, is a failure of that question."""
        started = self.clock()
        try:
            answer = self.client.post(AnswerShape, "/api/v1/answers", _request(case))
            seconds = self.clock() - started
            searched = answer.interpreted_question or case.question
            found = self.client.get(
                SearchShape, "/api/v1/search", q=searched, k=k, language=answer.language.value
            )
            return Asked(case, _outcome(case, answer, found, self.served), seconds)
        except (NoUsableReply, ValueError) as fault:
            return Asked(case, failed_outcome(case, str(fault), ()), self.clock() - started)


def service_at(
    client: HttpClient, local: Callable[[], tuple[StoredSource, ...]]
) -> tuple[OverHttp, str | None]:
    """The service with the sources it has, or with the `local` ones and why its own could not be read.

    Questions can then still be asked, and each says for itself whether it got an answer.
    """
    try:
        listed = client.get(SourcesShape, "/api/v1/sources")
        served = tuple(_source(client, source.id) for source in listed.sources)
    except NoUsableReply as fault:
        return OverHttp(client, local(), ""), str(fault)
    return OverHttp(client, served, listed.generation), None


def _source(client: HttpClient, source_id: str) -> StoredSource:
    found = client.get(SourceShape, f"/api/v1/sources/{quote(source_id, safe='')}")
    return StoredSource(found.id, found.title, found.language, found.sha256, found.text)


def _request(case: Case) -> JsonValue:
    history: list[JsonValue] = [{"question": turn.question, "answer": turn.answer} for turn in case.history]
    return {"question": case.question, "history": history}


def _outcome(
    case: Case, answer: AnswerShape, found: SearchShape, served: tuple[StoredSource, ...]
) -> Outcome:
    """Raises `ValueError` for a span that is none."""
    texts = texts_of(served)
    return Outcome(
        status=answer.status,
        language=answer.language,
        interpreted_question=answer.interpreted_question,
        text=answer.spoken,
        confidence=answer.confidence,
        citations=tuple(
            cited_quote(
                cited.number, cited.source.id, Span(cited.span.start, cited.span.end), cited.quote, texts
            )
            for cited in answer.citations
        ),
        passages=tuple(
            ranked_passage(
                case,
                passage.source.id,
                Span(passage.span.start, passage.span.end),
                passage.headings,
                passage.score,
                passage.text,
            )
            for passage in found.passages
        ),
    )
