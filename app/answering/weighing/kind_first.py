"""Which unit is to answer: the best one that holds what is asked for in kind, where the very best holds none.

"Many have asked how long it is open" is nearest to the question; the sentence behind it says until six.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.values import traces_asked_for

MARGIN = 1.0
_ABOUT = 0.5


def kind_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence, ordered best first, with the unit moved to the front that holds the kind of value asked for.

    None is moved unless the best one lacks that kind, and the other stands in the same document, little behind it.
    """
    if not evidence or not _lacks(reading, evidence[0]):
        return tuple(evidence)
    best = evidence[0]
    near = (one for one in evidence if one.score >= best.score - MARGIN)
    fitting = (one for one in near if _is_beside(one, best) and not _lacks(reading, one))
    found = next(fitting, best)
    return (found, *(one for one in evidence if one is not found))


def _is_beside(one: Evidence, best: Evidence) -> bool:
    return (
        one.passage.chunk.source_id == best.passage.chunk.source_id and one.coverage >= _ABOUT * best.coverage
    )


def _lacks(reading: Reading, one: Evidence) -> bool:
    return any(not trace.search(one.text) for trace in traces_asked_for(reading))
