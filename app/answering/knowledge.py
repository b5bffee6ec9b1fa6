"""A retriever that finds knowledge only: passages that give orders to an assistant are set aside."""

from __future__ import annotations

from dataclasses import dataclass

from app.answering.instructions import holds_instruction
from app.domain.passages import RejectedPassage, Retriever, SearchResult
from app.domain.sources import Language

_REASON = "tells an assistant what to do"


@dataclass(frozen=True, slots=True)
class KnowledgeRetriever:
    """Implements `Retriever` over another one; nothing is answered from what it sets aside, or suggested."""

    retriever: Retriever

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        result = self.retriever.search(question, language, k)
        orders = tuple(one for one in result.passages if holds_instruction(one.chunk.text))
        if not orders:
            return result
        kept = tuple(one for one in result.passages if one not in orders)
        aside = tuple(RejectedPassage(one, _REASON) for one in orders)
        return SearchResult(result.generation, kept, (*aside, *result.rejected), result.terms)
