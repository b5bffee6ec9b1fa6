"""The items of a list that are each one of what a question asks for: "which towns have tried it?"."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, match
from app.domain.passages import QuestionTerm
from app.domain.sources import UnitKind
from app.text.words import words

_SURELY = 0.8
_NEAR = 1.0
_FEWEST = 2
_OPENING = 4  # words of an item that name what it is about


def members(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The items of one list, in its order, that each open with the very thing of which several are asked for.

    Nothing over the list calls it so, else all of it is asked for; one of the items comes near the best unit. Empty
    where fewer than two items name it.
    """
    asked = reading.asked
    if reading.type is not QuestionType.LIST or asked is None:
        return ()
    near = (item for item in evidence if item.score >= evidence[0].score - _NEAR and _is_one(item, asked))
    for first in near:
        named = [item for item in evidence if item.passage is first.passage and _is_one(item, asked)]
        if len(named) >= _FEWEST and not _is_called(first, asked):
            return tuple(sorted(named, key=lambda item: item.unit.span.start))
    return ()


def _is_one(item: Evidence, asked: QuestionTerm) -> bool:
    language = item.passage.chunk.language
    opening = " ".join(words(item.text)[:_OPENING])
    return item.unit.kind is UnitKind.ITEM and match(asked, opening, language) >= _SURELY


def _is_called(item: Evidence, asked: QuestionTerm) -> bool:
    language = item.passage.chunk.language
    return any(match(asked, text, language) >= _SURELY for text, _ in context_of(item.passage))
