"""How well a unit supports an answer: the words it shares with the question, its meaning, its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.answering.question_types import QuestionType, question_type
from app.answering.values import holds_value
from app.domain.passages import Passage, QuestionTerm, SearchResult
from app.domain.sources import Language, Unit
from app.text.display import display
from app.text.words import content_words, grams, stem, words

HEADING_SHARE = 0.9
LIKE_SPELLING_SHARE = 0.7
_FEWEST_SHARED_GRAMS = 0.6
_SCALE = 0.15
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-ZÅÄÖÆØ][\w-]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the composer sees it: its type, and its terms split into names and what is asked of them.

    A name is a term that texts write with a capital letter; `attributes` are all other terms. Weights are
    idf, so that a rare word counts for more.
    """

    text: str
    type: QuestionType
    names: tuple[QuestionTerm, ...]
    attributes: tuple[QuestionTerm, ...]

    @property
    def terms(self) -> tuple[QuestionTerm, ...]:
        return (*self.names, *self.attributes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit weighed against the question.

    `coverage` is the share of the attributes' idf that the unit, its headings and lead-in hold, `names`
    the share of the names found in its chunk or document; both are 1 for a question without such terms.
    `holds_value` is None where the question's type leaves no trace in a text. `score` orders evidence.
    """

    passage: Passage
    unit: Unit
    dense: float
    coverage: float
    names: float
    holds_value: bool | None
    score: float

    @property
    def text(self) -> str:
        return self.unit.span.of(self.passage.document.text)


def read_question(question: str, result: SearchResult) -> Reading:
    capitalised = _names_in(question) | {
        name for passage in result.passages for name in _names_in(passage.chunk.text)
    }
    lower = {word for passage in result.passages for word in _lower_case_words(passage.chunk.text)}
    names = tuple(term for term in result.terms if term.word in capitalised and term.word not in lower)
    attributes = tuple(term for term in result.terms if term not in names)
    return Reading(question, question_type(question), names, attributes)


def _names_in(text: str) -> frozenset[str]:
    return frozenset(word for match in _CAPITALISED.findall(text) for word in words(match))


def _lower_case_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-zåäöæøé][\w-]*", text))


def weigh_units(reading: Reading, passages: Iterable[Passage]) -> tuple[Evidence, ...]:
    """Every unit of the passages, best first; ties in the order of chunk and place.

    The weights are those that found the answer-bearing sentence most often on questions outside the
    domain: 2·cosine/.15 + coverage + .3·type + passage score.
    """
    evidence = [
        _weigh(reading, passage, score.unit, score.dense) for passage in passages for score in passage.units
    ]
    return tuple(
        sorted(
            evidence,
            key=lambda item: (-item.score, item.passage.chunk.number, item.unit.span.start),
        )
    )


def _weigh(reading: Reading, passage: Passage, unit: Unit, dense: float) -> Evidence:
    text = unit.span.of(passage.document.text)
    language = passage.chunk.language
    above = context_of(passage)
    coverage = covered_share(reading.attributes, ((text, 1.0), (above, HEADING_SHARE)), language)
    everything = f"{passage.document.source.title} {above} {passage.document.text}"
    names = covered_share(reading.names, ((everything, 1.0),), language)
    holds = holds_value(reading.type, text)
    score = 2 * dense / _SCALE + coverage + 0.3 * bool(holds) + passage.score
    return Evidence(passage, unit, dense, coverage, names, holds, score)


def context_of(passage: Passage) -> str:
    """What stands over a unit and belongs to its meaning: headings and lead-in."""
    lead_in = passage.chunk.lead_in.of(passage.document.text) if passage.chunk.lead_in else ""
    return display(" ".join((*passage.chunk.headings, lead_in)))


def covered_share(
    terms: Sequence[QuestionTerm], texts: Sequence[tuple[str, float]], language: Language
) -> float:
    """The share of the terms' idf that the texts hold, each text with a weight in [0, 1]; 1 without terms."""
    mass = sum(term.idf for term in terms)
    if not mass:
        return 1.0
    return (
        sum(term.idf * max(weight * match(term, text, language) for text, weight in texts) for term in terms)
        / mass
    )


def match(term: QuestionTerm, text: str, language: Language) -> float:
    """How surely a text holds a term, in [0, 1]: by stem or concept, else by like spelling."""
    stems, spellings = _vocabulary(text, language)
    by_stem = max((weight for one, weight in term.alternatives.items() if one in stems), default=0.0)
    if by_stem:
        return by_stem
    own = frozenset(grams(term.word))
    shared = max((len(own & other) / len(own) for other in spellings), default=0.0)
    return LIKE_SPELLING_SHARE * shared if shared >= _FEWEST_SHARED_GRAMS else 0.0


@lru_cache(maxsize=50_000)
def _vocabulary(text: str, language: Language) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    found = dict.fromkeys(content_words(text))
    return (
        frozenset(stem(word, language) for word in found),
        tuple(frozenset(grams(word)) for word in found),
    )
