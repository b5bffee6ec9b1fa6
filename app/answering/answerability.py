"""Whether the sources answer at all: a check of what was asked, not a threshold on likeness.

A question has two halves: the names it mentions, which the sources may well hold, and what it asks about
them. Matching a name earns nothing; the attribute must be found in the very unit that would be cited.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from app.answering.asking.asked_noun import asked_noun
from app.answering.asking.general_question import asks_in_general
from app.answering.asking.reading import Reading
from app.answering.lists.enumeration import is_listed
from app.answering.off_topic import EverydayLimit, is_off_topic
from app.answering.replies.fixed_replies import ABOUT_HERSELF, FixedReply, fixed_reply, is_bare_reply
from app.answering.sections import is_heading
from app.answering.weighing.countries import is_of_another_country
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.lacking import lacks_value
from app.answering.weighing.matching import context_of, covered_share, held_with_context, named_share
from app.answering.weighing.missing import (
    ACROSS_LANGUAGES,
    act_missing,
    beside_subject_missing,
    count_missing,
    crosses_languages,
    speaker_missing,
)
from app.answering.weighing.read_unit import read_unit
from app.domain.answers import AnswerStatus
from app.text.words import content_words

MODEL_FILE = Path(__file__).with_suffix(".json")
_FIXED = dict.fromkeys(
    (FixedReply.PASTED_TEXT, FixedReply.UNCLEAR, FixedReply.GREETING, FixedReply.THANKS, *ABOUT_HERSELF),
    AnswerStatus.NEEDS_CLARIFICATION,
)
_MOST_SHARED_IDF = 12.0
_IN_DOMAIN_COVERAGE = 0.3
_IN_DOMAIN_MEANING = 0.85
_UNRELATED_MEANING = 0.8


@dataclass(frozen=True, slots=True)
class Features:
    """What the judgement rests on. All but the first two count against an answer.

    meaning: cosine of the best unit and the question without its names above .8, since a name alone brings any
    passage that repeats it near; 0 where the names are missing, since nearness then is to what is told of others.
    shared_words: root of the attributes' idf that the unit and its headings hold.
    unknown_words: share of the attributes' idf that the whole corpus lacks.
    names_without_attribute: for a question about one name, the share of its attributes that the unit lacks;
    two names found together say something by themselves. A word that is missing in another language says less.
    names_missing: 1 when the document lacks most of the names, or whoever is asked to have said something, or the
    unit tells of another country than the question.
    value_missing: 1 when a kind of value is asked for (a number, a price, a name, three of something) and the unit
    holds none.
    asked_missing: how surely a word of the very subject asked about ("vilken *lön*", "*agil styrning*") is neither
    in the unit nor over it; less across languages.
    person_elsewhere: for a question with a full name, the share of the names that neither the unit's chunk nor what
    stands over it holds: what is told elsewhere in the document is told of others.
    beside_subject_missing: for a question about the collection's own subject, the share of its other words that are
    missing.
    act_missing: for a how-question, how surely its verb is missing.
    count_missing: for a how-many-question, how surely no number stands at what is counted.
    """

    meaning: float
    shared_words: float
    unknown_words: float
    names_without_attribute: float
    names_missing: float
    value_missing: float
    asked_missing: float
    person_elsewhere: float
    beside_subject_missing: float
    act_missing: float
    count_missing: float


class Weights(BaseModel):
    """One weight a feature, by the feature's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: float
    shared_words: float
    unknown_words: float
    names_without_attribute: float
    names_missing: float
    value_missing: float
    asked_missing: float
    person_elsewhere: float
    beside_subject_missing: float
    act_missing: float
    count_missing: float


class Model(BaseModel):
    """A logistic model; `least_confidence` is where an answer begins. `everyday` is asked before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    bias: float
    weights: Weights
    least_confidence: float
    everyday: EverydayLimit

    def confidence(self, features: Features) -> float:
        logit = self.bias + sum(
            weight * float(getattr(features, name)) for name, weight in self.weights.model_dump().items()
        )
        return 1 / (1 + math.exp(-logit))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reply` is the key of the text that a refusal says."""

    status: AnswerStatus
    confidence: float
    reply: str


POINTED = Judgement(AnswerStatus.ANSWERED, 1.0, "")


@cache
def load_model(path: Path = MODEL_FILE) -> Model:
    return Model.model_validate_json(path.read_text(encoding="utf-8"))


def judge(
    question: str, reading: Reading, evidence: Sequence[Evidence], everyday: float, model: Model
) -> Judgement:
    """Answered, no_support, out_of_scope or needs_clarification, with a confidence in [0, 1].

    `question` is what was typed, before anything was spelt right; `everyday` is how surely it is about a
    subject of everyday life.
    """
    if evidence and is_heading(question, evidence[0].passage):
        return POINTED
    if (fixed := fixed_reply(question)) is not None:
        return Judgement(_FIXED.get(fixed, AnswerStatus.OUT_OF_SCOPE), 0.0, fixed.value)
    if not evidence or not content_words(reading.text) or is_bare_reply(question):
        return _refused(AnswerStatus.NEEDS_CLARIFICATION, 0.0)
    if reading.names_section:
        return POINTED
    best = evidence[0]
    if is_off_topic(reading, evidence, everyday, model.everyday):
        return _refused(_outside(reading), 0.0)
    confidence = model.confidence(features_of(reading, best))
    if confidence >= model.least_confidence:
        return Judgement(AnswerStatus.ANSWERED, confidence, "")
    return _refused(_refusal(reading, best), confidence)


def _refused(status: AnswerStatus, confidence: float) -> Judgement:
    return Judgement(status, confidence, status.value)


def features_of(reading: Reading, best: Evidence) -> Features:
    mass = sum(term.idf for term in reading.attributes)
    is_of_others = best.names < 0.5 or is_of_another_country(reading, best) or speaker_missing(reading, best)
    return Features(
        meaning=0.0 if is_of_others else _nearness(best) - _UNRELATED_MEANING,
        shared_words=math.sqrt(min(best.coverage * mass, _MOST_SHARED_IDF)),
        unknown_words=_unknown(reading, best) / mass if mass else 0.0,
        names_without_attribute=_lacking(reading, best),
        names_missing=float(is_of_others),
        value_missing=float(lacks_value(reading, best, is_listed=is_listed(best))),
        asked_missing=_asked_missing(reading, best) * _telling(reading, best),
        person_elsewhere=_elsewhere(reading, best),
        beside_subject_missing=beside_subject_missing(reading, best),
        act_missing=act_missing(reading, best),
        count_missing=count_missing(reading, best),
    )


def _nearness(best: Evidence) -> float:
    """To the question without its names."""
    scored = (one.to_what_is_asked for one in best.passage.units if one.unit == best.unit)
    return next(scored, best.dense)


def _unknown(reading: Reading, best: Evidence) -> float:
    """The idf of the attributes that the corpus lacks, as far as the unit holds nothing like them."""
    unknown = (term for term in reading.attributes if not term.is_known)
    return sum(term.idf * (1 - held_with_context(term, best.text, best.passage)) for term in unknown)


def _asked_missing(reading: Reading, best: Evidence) -> float:
    noun = asked_noun(reading)
    asked = (*reading.subject, *([noun] if noun else ()))
    context = (*context_of(best.passage), *read_unit(best.passage, best.unit).said_before)
    return 1 - min(
        (covered_share((one,), ((best.text, 1.0), *context), best.passage.chunk.language) for one in asked),
        default=1.0,
    )


def _elsewhere(reading: Reading, best: Evidence) -> float:
    if all(len(name) == 1 for name in reading.entities):
        return 0.0
    chunk = best.passage.chunk
    here = " ".join((*best.passage.document.source.named, *chunk.headings, chunk.text))
    return 1 - named_share(reading.names, here, chunk.language)


def _lacking(reading: Reading, best: Evidence) -> float:
    """The share of the attributes that the unit lacks, for a question about one name."""
    if len(reading.entities) != 1:
        return 0.0
    return (1 - best.coverage) * _telling(reading, best)


def _telling(reading: Reading, best: Evidence) -> float:
    """What it counts that a unit lacks a word: less where it may say it in its own language."""
    return ACROSS_LANGUAGES if crosses_languages(reading, best) else 1.0


def _refusal(reading: Reading, best: Evidence) -> AnswerStatus:
    """A question that shares names, words or meaning with the sources is in the domain but not answered."""
    has_known_name = bool(reading.names) and best.names >= 0.5
    is_near = best.coverage >= _IN_DOMAIN_COVERAGE or best.dense >= _IN_DOMAIN_MEANING or has_known_name
    return AnswerStatus.NO_SUPPORT if is_near else _outside(reading)


def _outside(reading: Reading) -> AnswerStatus:
    return AnswerStatus.NO_SUPPORT if asks_in_general(reading) else AnswerStatus.OUT_OF_SCOPE
