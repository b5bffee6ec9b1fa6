"""Whether a question is about something else altogether: before asking whether the sources answer it.

That a question shares a word with the sources says little, since common words are everywhere: "what are the
*steps* of CPR". That it lies nearer to a subject of everyday life than to anything in the sources says much.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import held_with_context
from app.text.words import words

_LEAST_COVERAGE = 0.15
_FEW = 3
_MOST_HELD = 0.6
_SURELY_LACKED = 0.3


class EverydayLimit(BaseModel):
    """How far an everyday subject may be nearer than the sources, and what the question's words weigh in that.

    `furthest_lead_of_unknown` is the limit for a short question about something that the sources never name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: float
    furthest_lead: float
    furthest_lead_of_unknown: float


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
    held = _held_share(reading, evidence[0])
    if (
        held < _MOST_HELD
        and _is_about_unknown(reading, evidence[0])
        and lead > limit.furthest_lead_of_unknown
    ):
        return True
    return lead - limit.words * (held - _unknown_share(reading)) > limit.furthest_lead


def _is_about_unknown(reading: Reading, best: Evidence) -> bool:
    """Whether a short question ends in a word that the corpus and the best unit lack: "hur startar jag *routern*".

    The last of a few words is mostly the thing asked about, and the verb that it shares with the sources, or a common
    noun, is about anything.
    """
    if reading.names or not 0 < len(reading.attributes) <= _FEW:
        return False
    order = {word: place for place, word in enumerate(words(reading.text))}
    last = max(reading.attributes, key=lambda term: order.get(term.word, -1))
    return not last.is_known and held_with_context(last, best.text, best.passage) < _SURELY_LACKED


def _held_share(reading: Reading, best: Evidence) -> float:
    """The share of the idf of all terms that the best unit, or its document for a name, holds."""
    attributes, names = (sum(term.idf for term in terms) for terms in (reading.attributes, reading.names))
    mass = attributes + names
    return (attributes * best.coverage + names * best.names) / mass if mass else 1.0


def _unknown_share(reading: Reading) -> float:
    """The share of the idf of all terms that the corpus lacks."""
    mass = sum(term.idf for term in reading.terms)
    return sum(term.idf for term in reading.terms if not term.is_known) / mass if mass else 0.0
