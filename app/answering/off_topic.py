"""Whether a question is about something else altogether: before asking whether the sources answer it.

That a question shares a word with the sources says little, since common words are everywhere: "what are the
*steps* of CPR". That it lies nearer to a subject of everyday life than to anything in the sources says much.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from app.answering.evidence import Evidence
from app.answering.reading import Reading

_LEAST_COVERAGE = 0.15


class EverydayLimit(BaseModel):
    """How far an everyday subject may be nearer than the sources, and what the question's words weigh in that."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: float
    furthest_lead: float


def is_off_topic(
    reading: Reading, evidence: Sequence[Evidence], everyday: float, limit: EverydayLimit
) -> bool:
    """`evidence` is not empty and ordered best first; `everyday` is the search's."""
    return _has_nothing_in_common(reading, evidence[0]) or _is_everyday(reading, evidence, everyday, limit)


def _has_nothing_in_common(reading: Reading, best: Evidence) -> bool:
    """Whether the corpus knows none of the question's words, nor a unit one that means the same.

    What is left is likeness of meaning, which questions about the weather or a printer have, too.
    """
    is_unknown = not reading.names and not any(term.is_known for term in reading.attributes)
    return is_unknown and best.coverage < _LEAST_COVERAGE


def _is_everyday(
    reading: Reading, evidence: Sequence[Evidence], everyday: float, limit: EverydayLimit
) -> bool:
    """Whether an everyday subject is nearer than any unit, the question's words for or against it counted in.

    The limit is from a logistic regression on the tune halves of `dev.jsonl` and `everyday.jsonl`, in which
    words that the best unit holds and words that the corpus lacks came out as one.
    """
    lead = everyday - max(one.dense for one in evidence)
    words = _held_share(reading, evidence[0]) - _unknown_share(reading)
    return lead - limit.words * words > limit.furthest_lead


def _held_share(reading: Reading, best: Evidence) -> float:
    """The share of the idf of all terms that the best unit, or its document for a name, holds."""
    attributes, names = (sum(term.idf for term in terms) for terms in (reading.attributes, reading.names))
    mass = attributes + names
    return (attributes * best.coverage + names * best.names) / mass if mass else 1.0


def _unknown_share(reading: Reading) -> float:
    """The share of the idf of all terms that the corpus lacks."""
    mass = sum(term.idf for term in reading.terms)
    return sum(term.idf for term in reading.terms if not term.is_known) / mass if mass else 0.0
