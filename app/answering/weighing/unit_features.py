"""What speaks for a unit, and how much each of it counts: a linear model in readable JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading, names_a_definition
from app.answering.weighing.labels import is_labelled
from app.answering.weighing.matching import context_of, covered_share, match, named_share
from app.answering.weighing.stance import is_negated
from app.answering.weighing.standing_before import introduces, said_before, unit_before
from app.answering.weighing.values import holds_value, traces_asked_for
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Unit, UnitKind
from app.text.words import content_words, stem, stems, words

WEIGHTS_FILE = Path(__file__).with_suffix(".json")
_COSINE_SCALE = 0.15
_BEFORE_SHARE = 0.5
_TELLS_WHY = re.compile(
    r"\b(?:eftersom|därför|för att|fordi|derfor|for at|slik at|så att|because|since|therefore|in order|leder till"
    r"|fører til|bidrar|gjør at|gör att|nämligen|nemlig|därmed|dermed|annars|ellers|elles|undvik\w*|unngå\w*"
    r"|skäl\w*|grunn\w*|grunden|årsak\w*|orsak\w*|anledning\w*|syfte\w*|formål\w*|føremål\w*|begrunn\w*|motiver\w*"
    r"|beror på|skyldes|skuldast|kjem av|kommer av|heng saman|henger sammen|hänger samman|due to|reason\w*|avoid\w*"
    r"|problem\w*)\b",
    re.IGNORECASE,
)
_HEADS_REASONS = re.compile(
    r"(?:varför|hvorfor|kvifor|why|bakgrund|bakgrunn|motiv|syfte|formål|føremål|skäl|grunn)", re.IGNORECASE
)
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
    value: it holds the type of value asked for.
    lacks_value: an amount, a time or an address of the kind asked for is missing.
    label: the question names its label.
    tells_why, heads_reasons: a why-question, and the unit or its heading has a word that marks a reason.
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
    value: float
    lacks_value: float
    label: float
    tells_why: float
    heads_reasons: float
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
        return sum(weight * float(getattr(features, name)) for name, weight in self.weights.items())


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    return Weights.model_validate_json(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class QuestionAndPassage:
    """What all units of a passage share: worked out once, since a passage may hold fifty of them."""

    reading: Reading
    passage: Passage
    is_nearest: bool
    context: tuple[tuple[str, float], ...]
    subject: tuple[QuestionTerm, ...]
    names: float
    heading: float
    heads_reasons: bool
    heads_definitions: bool
    stems_over: frozenset[str]
    traces: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, reading: Reading, passage: Passage, is_nearest: bool) -> QuestionAndPassage:
        language = passage.chunk.language
        named = " ".join(passage.document.source.named)
        heading = passage.chunk.headings[-1] if passage.chunk.headings else ""
        return cls(
            reading,
            passage,
            is_nearest,
            context=context_of(passage),
            subject=tuple(reading.subject),
            names=named_share(reading.names, f"{named} {passage.document.text}", language),
            heading=covered_share(reading.attributes, ((heading, 1.0),), language) if heading else 0.0,
            heads_reasons=reading.type is QuestionType.WHY and bool(_HEADS_REASONS.match(heading)),
            heads_definitions=any(map(names_a_definition, words(heading))),
            stems_over=frozenset(stems(" ".join((named, *passage.chunk.headings)), language)),
            traces=traces_asked_for(reading),
        )

    def features_of(self, unit: Unit, nearness: float) -> Features:
        reading, passage = self.reading, self.passage
        kind, attributes = reading.type, reading.attributes
        language = passage.chunk.language
        text = unit.span.of(passage.document.text)
        with_context = ((text, 1.0), *self.context)
        said = (*with_context, *said_before(passage, unit, text))
        coverage = covered_share(attributes, said, language)
        before = (unit_before(passage, unit), _BEFORE_SHARE)
        return Features(
            meaning=nearness / _COSINE_SCALE,
            own_words=covered_share(attributes, ((text, 1.0),), language),
            words=0.0 if reading.names else coverage,
            words_about_a_name=coverage if reading.names else 0.0,
            names=self.names,
            own_names=named_share(reading.names, text, language) if reading.names else 0.0,
            subject=max(
                (weight * match(term, one, language) for term in self.subject for one, weight in said),
                default=1.0,
            ),
            heading=self.heading,
            sentence_before=covered_share(attributes, (*with_context, before), language)
            - covered_share(attributes, with_context, language),
            says_nothing_new=float(not introduces(passage, unit) and self._knows_all(text)),
            value=float(bool(holds_value(kind, text))),
            lacks_value=float(not all(trace.search(text) for trace in self.traces)),
            label=float(is_labelled(reading, unit, text, language)),
            tells_why=float(kind is QuestionType.WHY and bool(_TELLS_WHY.search(text))),
            heads_reasons=float(self.heads_reasons),
            sets_against=float(kind is QuestionType.COMPARISON and bool(_SETS_AGAINST.search(text))),
            denies=float(is_negated(text) and is_negated(reading.text)),
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
            for word in dict.fromkeys(content_words(text))
        )
