"""A retriever that finds knowledge only: passages that give orders to an assistant are set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.instructions import holds_instruction
from app.domain.passages import Passage, RejectedPassage, Retriever, SearchResult
from app.domain.sources import Language

_STEP = 3
_FURTHEST = 27  # times k
_REASON = "tells an assistant what to do"


@dataclass(frozen=True, slots=True)
class KnowledgeRetriever:
    """Implements `Retriever` over another one; nothing is answered from what it sets aside, or suggested."""

    retriever: Retriever

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        """Looks further for as long as orders crowd out knowledge, so that planted texts silence nobody."""
        reach = k
        while True:
            result = self.retriever.search(question, language, reach)
            orders = [one for one in result.passages if holds_instruction(one.chunk.text)]
            is_all = len(result.passages) < reach
            if len(result.passages) - len(orders) >= k or is_all or reach >= _FURTHEST * k:
                return _without(orders, result, k)
            reach *= _STEP


def _without(orders: Sequence[Passage], result: SearchResult, k: int) -> SearchResult:
    if not orders:
        return result
    numbers = {one.chunk.number for one in orders}
    kept = tuple(one for one in result.passages if one.chunk.number not in numbers)
    aside = tuple(RejectedPassage(one, _REASON) for one in orders)
    return replace(result, passages=kept[:k], rejected=(*aside, *result.rejected)[:k])
