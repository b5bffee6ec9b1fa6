"""The sentences that say what something is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.evidence import Evidence, is_labelled
from app.answering.matching import covered_share
from app.answering.question_types import QuestionType
from app.answering.reading import Reading
from app.domain.sources import UnitKind

_MOST_DEFINITIONS = 4
_NEXT_DEFINITION_MARGIN = 4.8
_DEFINING = re.compile(
    r"^[”“\"«(]?(?:\S+ ){1,6}?(?:är|er|innebär|innebærer|inneber|betyder|betyr|tyder|handlar om|handler om|bygger på"
    r"|menas|menes|vil si|vil seie|is|means)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\b(?:definier\w+|definer\w+|defines?)\b.{0,80}", re.IGNORECASE)


def definitions(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The units that say what something is, best first, at most one a chunk; for definition questions only."""
    if reading.type is not QuestionType.DEFINITION:
        return ()
    found: dict[int, Evidence] = {}
    for item in evidence:
        is_near = item.score >= evidence[0].score - _NEXT_DEFINITION_MARGIN
        if is_near and item.coverage >= 0.6 and item.names >= 0.5 and _defines(reading, item):
            found.setdefault(item.passage.chunk.number, item)
    return tuple(found.values())[:_MOST_DEFINITIONS]


def _defines(reading: Reading, item: Evidence) -> bool:
    if item.unit.kind is UnitKind.ROW:
        return is_labelled(reading, item.unit, item.text, item.passage.chunk.language)
    said = _DEFINING.match(item.text) or _DEFINED.search(item.text)
    if said is None:
        return False
    return covered_share(reading.attributes, ((said.group(), 1.0),), item.passage.chunk.language) >= 0.5
