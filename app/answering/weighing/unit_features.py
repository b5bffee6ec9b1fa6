"""What speaks for a unit, and how much each of it counts: a linear model in readable JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import repeat
from operator import mul
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading, names_a_definition
from app.answering.weighing.changes import asks_for_a_change, tells_a_change
from app.answering.weighing.hearsay import asks_for_hearsay, tells_hearsay
from app.answering.weighing.labels import names_label
from app.answering.weighing.matching import context_of, covered_share, held_by, idf_share, match, named_share
from app.answering.weighing.read_unit import read_unit
from app.answering.weighing.reasons import gives_reason, heads_reasons, holds_reason
from app.answering.weighing.settling import asks_for_a_rule, settles
from app.answering.weighing.stance import is_negated
from app.answering.weighing.values import holds_value, traces_asked_for
from app.answering.weighing.vocabulary import vocabulary
from app.domain.passages import Passage
from app.domain.sources import Unit, UnitKind
from app.text.words import stem, stems, words

WEIGHTS_FILE = Path(__file__).with_suffix(".json")
_COSINE_SCALE = 0.15
_BEFORE_SHARE = 0.5
_ANSWERED_IN_A_WORD = (QuestionType.WHO, QuestionType.WHEN, QuestionType.WHERE, QuestionType.HOW_MANY)
_SETS_AGAINST = re.compile(
    r"\b(?:men|medan|mens|medans|däremot|derimot|til skilnad|til forskjell|till skillnad|i motsetning|while"
    r"|whereas|but|unlike)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"[”“\"«(]?(?:\S+ ){1,6}?(?:(?:innebär|innebærer|inneber|betyder|betyr|tyder|means|handlar om|handler om"
    r"|bygger på|menas|menes|meinast|vil si|vil seie)\b"
    r"|(?:är|er|is) (?:en?|ett?|ei|eit|att|å|an?|the|to|when|når|när|[\w-]+(?:en|et|an|a) (?:att|å|som|to))\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Features:
    """Shares and flags in [0, 1], but for `meaning` and `passage`, which are sums of cosines.

    meaning: the cosine of the unit and the question without its names, in steps of .15.
    own_words: the share of the attributes' idf that the unit holds.
    words: … that it holds with what stands over it; 0 for a question with names.
    words_about_a_name: the same, 0 for a question without names: repeating a name must not outweigh what is
    asked of it.
    names: the share of the names that its document holds: one that never mentions them does not answer.
    own_names: the share of the names that the unit holds, 0 without names.
    subject: how surely it holds the very subject asked about, 1 where that is open.
    heading: the share of the attributes' idf that the nearest heading holds.
    sentence_before: what coverage gains when the unit is read with the one before it.
    says_nothing_new: every content word is the question's or stands in a heading or the title, which no answer
    does. Not so of what introduces a list, since it brings the list with it.
    unfinished: it ends as no sentence does, and introduces nothing: a byline or a date line answers no question
    but one for who, when, where or how many, or the one that it stands under.
    value: it holds the type of value asked for.
    lacks_value: an amount, a time or an address of the kind asked for is missing.
    label: the question names its label.
    tells_why, heads_reasons: a why-question, and the unit or its heading has a word that marks a reason.
    gives_reason: … and the unit opens as the reason for what stands before it, or names a cause.
    settles: what must, may or will be is asked, and the unit says yes, no, must, may, need not or never.
    tells_a_change: it is asked how something changed, and the unit says that it rose, fell or stayed as it was.
    hearsay: the unit opens with what others, whom it does not name, think; not where that is asked for.
    sets_against: a comparison, and the unit sets one thing against another.
    denies: both question and unit say "not".
    defines: a definition is asked for, and the unit says what something is, or its heading promises that.
    listed: a list is asked for, and the unit is an item or a row.
    passage: the score of its passage; nearest: no other passage has a higher one.
    """

    meaning: float
    own_words: float
    words: float
    words_about_a_name: float
    names: float
    own_names: float
    subject: float
    heading: float
    sentence_before: float
    says_nothing_new: float
    unfinished: float
    value: float
    lacks_value: float
    label: float
    tells_why: float
    gives_reason: float
    heads_reasons: float
    settles: float
    tells_a_change: float
    hearsay: float
    sets_against: float
    denies: float
    defines: float
    listed: float
    passage: float
    nearest: float


class Weights(BaseModel):
    """One weight a feature, by the feature's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    weights: dict[str, float]

    @model_validator(mode="after")
    def _one_a_feature(self) -> Weights:
        names = {one.name for one in fields(Features)}
        if set(self.weights) != names:
            raise ValueError(
                f"weights of {sorted(names ^ set(self.weights))} are missing or not of a feature"
            )
        return self

    def score(self, features: Features) -> float:
        values: Iterator[float] = map(getattr, repeat(features), self.weights)
        return sum(map(mul, self.weights.values(), values), 0.0)


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    return Weights.model_validate_json(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class QuestionAndPassage:
    """What all units of a passage share: worked out once, since a passage may hold fifty of them.

    `held_over` is how surely what stands over the units holds each attribute; `subject` are the places of the
    attributes that are the very subject asked about.
    """

    reading: Reading
    passage: Passage
    is_nearest: bool
    held_over: tuple[float, ...]
    subject: tuple[int, ...]
    names: float
    heading: float
    heads_reasons: bool
    heads_definitions: bool
    asks_for_a_rule: bool
    asks_for_a_change: bool
    asks_for_hearsay: bool
    stems_over: frozenset[str]
    traces: tuple[re.Pattern[str], ...]
    denies: bool

    @classmethod
    def of(cls, reading: Reading, passage: Passage, is_nearest: bool) -> QuestionAndPassage:
        language = passage.chunk.language
        named = " ".join(passage.document.source.named)
        heading = passage.chunk.headings[-1] if passage.chunk.headings else ""
        places = {term.word: place for place, term in enumerate(reading.attributes)}
        return cls(
            reading,
            passage,
            is_nearest,
            held_over=held_by(reading.attributes, context_of(passage), language),
            subject=tuple(places[term.word] for term in reading.subject),
            names=named_share(reading.names, f"{named} {passage.document.text}", language),
            heading=covered_share(reading.attributes, ((heading, 1.0),), language) if heading else 0.0,
            heads_reasons=reading.type is QuestionType.WHY and heads_reasons(heading),
            heads_definitions=any(map(names_a_definition, words(heading))),
            asks_for_a_rule=asks_for_a_rule(reading),
            asks_for_a_change=asks_for_a_change(reading),
            asks_for_hearsay=asks_for_hearsay(reading.text),
            stems_over=frozenset(stems(" ".join((named, *passage.chunk.headings)), language)),
            traces=traces_asked_for(reading),
            denies=is_negated(reading.text),
        )

    def features_of(self, unit: Unit, nearness: float) -> Features:
        reading, passage = self.reading, self.passage
        kind, attributes = reading.type, reading.attributes
        language = passage.chunk.language
        read = read_unit(passage, unit)
        text = read.text
        own = held_by(attributes, ((text, 1.0),), language)
        with_context = tuple(map(max, own, self.held_over))
        before = held_by(attributes, ((read.before, _BEFORE_SHARE),), language)
        said = with_context
        if read.said_before:
            said = tuple(map(max, said, held_by(attributes, read.said_before, language)))
        coverage = idf_share(attributes, said)
        return Features(
            meaning=nearness / _COSINE_SCALE,
            own_words=idf_share(attributes, own),
            words=0.0 if reading.names else coverage,
            words_about_a_name=coverage if reading.names else 0.0,
            names=self.names,
            own_names=named_share(reading.names, text, language) if reading.names else 0.0,
            subject=max((said[place] for place in self.subject), default=1.0),
            heading=self.heading,
            sentence_before=idf_share(attributes, tuple(map(max, with_context, before)))
            - idf_share(attributes, with_context),
            says_nothing_new=float(not read.introduces and self._knows_all(text)),
            unfinished=float(read.is_unfinished and kind not in _ANSWERED_IN_A_WORD),
            value=float(bool(holds_value(kind, text))),
            lacks_value=float(not all(trace.search(text) for trace in self.traces)),
            label=float(names_label(reading, read.label, language)),
            tells_why=float(kind is QuestionType.WHY and holds_reason(text)),
            gives_reason=float(kind is QuestionType.WHY and gives_reason(text)),
            heads_reasons=float(self.heads_reasons),
            settles=float(self.asks_for_a_rule and settles(text)),
            tells_a_change=float(self.asks_for_a_change and tells_a_change(text)),
            hearsay=float(not self.asks_for_hearsay and tells_hearsay(text)),
            sets_against=float(kind is QuestionType.COMPARISON and bool(_SETS_AGAINST.search(text))),
            denies=float(self.denies and is_negated(text)),
            defines=float(
                kind is QuestionType.DEFINITION and (self.heads_definitions or bool(_DEFINES.match(text)))
            ),
            listed=float(kind is QuestionType.LIST and unit.kind is not UnitKind.SENTENCE),
            passage=passage.score,
            nearest=float(self.is_nearest),
        )

    def _knows_all(self, text: str) -> bool:
        """Whether every content word stands in the question, the title or a heading."""
        language = self.passage.chunk.language
        return all(
            stem(word, language) in self.stems_over
            or any(match(term, word, language) > 0 for term in self.reading.terms)
            for word in vocabulary(text, language).words
        )
