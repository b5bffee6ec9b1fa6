"""How well a unit supports an answer: its features, and the one number that they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.answering.asking.reading import Reading
from app.answering.weighing.read_unit import read_unit
from app.answering.weighing.unit_features import QuestionAndPassage, Weights, load_weights
from app.answering.weighing.values import holds_value
from app.domain.passages import Passage
from app.domain.sources import Unit


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit weighed against the question.

    `coverage` is the share of the attributes' idf that the unit, its headings and lead-in hold, `names`
    the share of the names found anywhere in its document; both are 1 for a question without such terms.
    `own_names` is the share of the names that the unit itself holds, 0 without names.
    `holds_value` is None where the question's type leaves no trace in a text. `score` orders evidence.
    """

    passage: Passage
    unit: Unit
    dense: float
    coverage: float
    names: float
    own_names: float
    holds_value: bool | None
    score: float

    @property
    def text(self) -> str:
        return self.unit.span.of(self.passage.document.text)


def weigh_units(
    reading: Reading, passages: Iterable[Passage], weights: Weights | None = None
) -> tuple[Evidence, ...]:
    """Every unit of the passages, which come best first, in falling order of its score; ties in the order of
    chunk and place. What is itself a question answers none."""
    weights = weights or load_weights()
    evidence = [
        one
        for place, passage in enumerate(passages)
        for one in _weigh_all(reading, passage, place == 0, weights)
    ]
    return tuple(
        sorted(
            evidence,
            key=lambda item: (-item.score, item.passage.chunk.number, item.unit.span.start),
        )
    )


def _weigh_all(reading: Reading, passage: Passage, is_nearest: bool, weights: Weights) -> Iterator[Evidence]:
    shared = QuestionAndPassage.of(reading, passage, is_nearest)
    for scored in passage.units:
        read = read_unit(passage, scored.unit)
        if read.asks:
            continue
        features = shared.features_of(scored.unit, scored.to_what_is_asked)
        yield Evidence(
            passage,
            scored.unit,
            scored.dense,
            coverage=features.words + features.words_about_a_name,
            names=features.names,
            own_names=features.own_names,
            holds_value=holds_value(reading.type, read.text),
            score=weights.score(features),
        )
