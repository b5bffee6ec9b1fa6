"""What stands before a unit in its chunk and belongs to its meaning."""

from __future__ import annotations

from app.answering.weighing.cohesion import refers_back
from app.domain.passages import Passage
from app.domain.sources import Unit, UnitKind
from app.text.display import display

REFERRED_TO_SHARE = 0.6
QUESTION_SHARE = 0.8


def unit_before(passage: Passage, unit: Unit) -> str:
    """The text of the unit right before; empty for the first one of a chunk."""
    before = _before(passage, unit)
    return _text(passage, before[-1]) if before else ""


def said_before(passage: Passage, unit: Unit, text: str) -> tuple[tuple[str, float], ...]:
    """The sentence that a unit refers back to with its first words, and the question that it stands behind, with
    how much they count."""
    if unit.kind is not UnitKind.SENTENCE:
        return ()
    return (*_referred_to(passage, unit, text), *_asked(passage, unit))


def asks(unit: Unit, text: str) -> bool:
    """Whether a sentence is itself a question, an interviewer's or a heading's: it answers none, but tells what
    the sentences behind it are about."""
    return unit.kind is UnitKind.SENTENCE and text.rstrip("*_”\"’'») ").endswith("?")


def introduces(passage: Passage, unit: Unit) -> bool:
    """Whether a unit is the end of what stands over the passage's list, which it brings with it."""
    return passage.chunk.lead_in is not None and unit.span.end == passage.chunk.lead_in.end


def _referred_to(passage: Passage, unit: Unit, text: str) -> tuple[tuple[str, float], ...]:
    before = _before(passage, unit)
    if not refers_back(text) or not before or before[-1].kind is not UnitKind.SENTENCE:
        return ()
    return ((_text(passage, before[-1]), REFERRED_TO_SHARE),)


def _asked(passage: Passage, unit: Unit) -> tuple[tuple[str, float], ...]:
    questions = (one for one in reversed(_before(passage, unit)) if asks(one, _raw(passage, one)))
    found = next(questions, None)
    return ((_text(passage, found), QUESTION_SHARE),) if found else ()


def _before(passage: Passage, unit: Unit) -> list[Unit]:
    return [other for other in passage.chunk.units if other.span.end <= unit.span.start]


def _raw(passage: Passage, unit: Unit) -> str:
    return unit.span.of(passage.document.text)


def _text(passage: Passage, unit: Unit) -> str:
    return display(_raw(passage, unit))
