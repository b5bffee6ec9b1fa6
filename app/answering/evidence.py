"""How well a unit supports an answer: the words it shares with the question, its meaning, its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.answering.cohesion import refers_back
from app.answering.matching import context_of, covered_share, match, named_share
from app.answering.reading import Reading
from app.answering.values import holds_value
from app.domain.passages import Passage, QuestionTerm, UnitScore
from app.domain.sources import Language, Unit, UnitKind
from app.text.display import cells, display
from app.text.words import content_words

_SCALE = 0.15
_LONGEST_LABEL = 60
SENTENCE_BEFORE_SHARE = 0.6
QUESTION_BEFORE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """What counts how much when a unit is weighed; see `weigh_units`. Changing it needs `tilda eval`."""

    meaning: float = 2.0
    own_words: float = 1.0
    words: float = 2.0
    words_about_a_name: float = 4.0
    names: float = 3.0
    own_names: float = 0.5
    value: float = 0.3
    label: float = 0.8
    passage: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit weighed against the question.

    `coverage` is the share of the attributes' idf that the unit, its headings and lead-in hold, `names`
    the share of the names found anywhere in its document; both are 1 for a question without such terms.
    `own_names` is the share of the names that the unit itself holds, 0 without names.
    `asked` is how surely the unit or what stands over it holds the very subject asked about, 1 where that is
    open.
    `holds_value` is None where the question's type leaves no trace in a text. `score` orders evidence.
    """

    passage: Passage
    unit: Unit
    dense: float
    coverage: float
    names: float
    own_names: float
    asked: float
    holds_value: bool | None
    score: float

    @property
    def text(self) -> str:
        return self.unit.span.of(self.passage.document.text)


def weigh_units(
    reading: Reading, passages: Iterable[Passage], weights: EvidenceWeights = EvidenceWeights()
) -> tuple[Evidence, ...]:
    """Every unit of the passages, best first; ties in the order of chunk and place.

    The sum began as 2·cosine/.15 + coverage + .3·type + passage score, which found the answer-bearing
    sentence most often on questions outside the domain; the other weights are set on the tune half of the
    dev set. Names count once a document, and much: a text that never mentions whom the question names does
    not answer it, while repeating the name must not outweigh what is asked.
    """
    evidence = [one for passage in passages for one in _weigh_all(reading, passage, weights)]
    return tuple(
        sorted(
            evidence,
            key=lambda item: (-item.score, item.passage.chunk.number, item.unit.span.start),
        )
    )


def _weigh_all(reading: Reading, passage: Passage, weights: EvidenceWeights) -> Iterator[Evidence]:
    """Each unit of a passage, but those that ask; they share what stands over them and the document's names."""
    document = f"{passage.document.source.title} {passage.document.text}"
    names = named_share(reading.names, document, passage.chunk.language)
    context, subject = context_of(passage), reading.subject
    for score in passage.units:
        text = score.unit.span.of(passage.document.text)
        if not asks(score.unit, text):
            before = (*_said_before(passage, score.unit, text), *_asked_before(passage, score.unit))
            yield _weigh(reading, subject, passage, score, names, (*context, *before), weights)


def _weigh(
    reading: Reading,
    subject: Sequence[QuestionTerm],
    passage: Passage,
    scored: UnitScore,
    names: float,
    surroundings: Sequence[tuple[str, float]],
    weights: EvidenceWeights,
) -> Evidence:
    unit, dense = scored.unit, scored.dense
    text = unit.span.of(passage.document.text)
    language = passage.chunk.language
    own_coverage = covered_share(reading.attributes, ((text, 1.0),), language)
    coverage = covered_share(reading.attributes, ((text, 1.0), *surroundings), language)
    own_names = named_share(reading.names, text, language) if reading.names else 0.0
    holds = holds_value(reading.type, text)
    score = (
        weights.meaning * dense / _SCALE
        + weights.own_words * own_coverage
        + (weights.words_about_a_name if reading.names else weights.words) * coverage
        + weights.names * names
        + weights.own_names * own_names
        + weights.value * bool(holds)
        + weights.label * is_labelled(reading, unit, text, language)
        + weights.passage * passage.score
    )
    said = ((text, 1.0), *surroundings)
    asked = max(
        (weight * match(term, one, language) for term in subject for one, weight in said),
        default=1.0,
    )
    return Evidence(passage, unit, dense, coverage, names, own_names, asked, holds, score)


def _said_before(passage: Passage, unit: Unit, text: str) -> tuple[tuple[str, float], ...]:
    """The sentence that a unit refers back to with its first words, with how much it counts."""
    if unit.kind is not UnitKind.SENTENCE or not refers_back(text):
        return ()
    before = [other for other in passage.chunk.units if other.span.end <= unit.span.start]
    if not before or before[-1].kind is not UnitKind.SENTENCE:
        return ()
    return ((display(before[-1].span.of(passage.document.text)), SENTENCE_BEFORE_SHARE),)


def asks(unit: Unit, text: str) -> bool:
    """Whether a sentence is itself a question, an interviewer's or a heading's: it answers none, but tells what
    the sentences behind it are about."""
    return unit.kind is UnitKind.SENTENCE and text.rstrip("*_”\"’'») ").endswith("?")


def _asked_before(passage: Passage, unit: Unit) -> tuple[tuple[str, float], ...]:
    """The question that a sentence stands behind in its chunk, with how much it counts."""
    if unit.kind is not UnitKind.SENTENCE:
        return ()
    for other in reversed([one for one in passage.chunk.units if one.span.end <= unit.span.start]):
        text = other.span.of(passage.document.text)
        if asks(other, text):
            return ((display(text), QUESTION_BEFORE_SHARE),)
    return ()


def is_labelled(reading: Reading, unit: Unit, text: str, language: Language) -> bool:
    """Whether the question names the unit's own label: a row's first cell, or an item's words before a
    colon."""
    wanted = content_words(label_of(unit, text))
    named = sum(any(match(term, word, language) >= 0.8 for term in reading.terms) for word in wanted)
    return bool(wanted) and named >= 0.6 * len(wanted)


def label_of(unit: Unit, text: str) -> str:
    """A row's first cell, an item's words before a colon, or the term that an item defines; empty where there
    is none."""
    if unit.kind is UnitKind.ROW:
        return cells(text)[0]
    if unit.kind is UnitKind.ITEM and ": " in (shown := display(text[:_LONGEST_LABEL])):
        return shown.split(": ")[0]
    term = text.split("\n")[0]
    return term if unit.kind is UnitKind.ITEM and len(term) < min(len(text), _LONGEST_LABEL) else ""
