"""Answers made of the sources' own words: whole lists and tables, all definitions, or the best sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.comparing.disagreement import denial, other_count, two_sides
from app.answering.comparing.premises import refuted
from app.answering.comparing.side_by_side import Heard, quoted, with_teller
from app.answering.composer import Composer
from app.answering.following.pointing import Pointed
from app.answering.lists.enumeration import told_one_by_one
from app.answering.lists.listing import asked_listing, listing_of_best, says_nothing_alone
from app.answering.lists.members import members
from app.answering.lists.superlatives import superlative_row
from app.answering.lists.titled_parts import titled_parts
from app.answering.quoting.definitions import definitions
from app.answering.quoting.sentences import best_units, quotation, whole_reply
from app.answering.weighing.evidence import Evidence
from app.domain.answers import AnswerBlock, Citation
from app.domain.passages import Passage
from app.domain.sources import Language
from app.messages import Texts

_READ_FOR_PARTS = 5


@dataclass(frozen=True, slots=True)
class Composition:
    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]


def compose(
    reading: Reading,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    reader: Language,
    texts: Texts,
) -> Composition:
    """The answer's blocks from the best evidence; `evidence` is not empty and ordered best first."""
    composer = Composer(reader, texts)
    if reading.type is QuestionType.YES_NO:
        evidence = [item for item in evidence if not says_nothing_alone(item)] or evidence
    if against := denial(reading, evidence) or refuted(reading, evidence):
        composer.add_units(_with_what_it_needs(reading, against, evidence), "lead_denial")
    elif sides := two_sides(reading, evidence):
        composer.add_sides([item for side in sides for item in with_teller((side,), evidence)])
    elif parts := titled_parts(reading, passages[:_READ_FOR_PARTS]):
        composer.add_titles(*parts)
    elif row := superlative_row(reading, evidence):
        composer.add_units((row,), "lead_answer")
    elif listing := asked_listing(reading, evidence, passages):
        composer.add_listing(listing, other_count(reading, listing))
    elif named := members(reading, evidence):
        composer.add_units(named, "lead_answer")
    elif defining := definitions(reading, evidence):
        composer.add_units(defining, "lead_definition")
    elif told := told_one_by_one(reading, evidence):
        composer.add_units(told, "lead_answer")
    elif own := listing_of_best(reading, evidence, passages):
        composer.add_listing(own)
    else:
        composer.add_units(whole_reply(reading, evidence) or best_units(reading, evidence), "lead_answer")
    return Composition(tuple(composer.blocks), composer.book.citations)


def _with_what_it_needs(
    reading: Reading, one: Evidence, evidence: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """A sentence that refutes, with the one that it refers to, and with no better-weighed one that does not."""
    first = replace(one, score=evidence[0].score + 1)
    return quotation(reading, first, [first, *(item for item in evidence if item is not one)])


def compose_sides(heard: Sequence[Heard], reader: Language, texts: Texts) -> Composition:
    """The answer's blocks for what each of two bodies says."""
    composer = Composer(reader, texts)
    for place, one in enumerate(heard):
        composer.add_units(quoted(one), "lead_source" if place else "lead_answer")
    return Composition(tuple(composer.blocks), composer.book.citations)


def show(pointed: Pointed, reader: Language, texts: Texts) -> Composition:
    """The answer's blocks for what a follow-up points at, which is not empty."""
    composer = Composer(reader, texts)
    if pointed.listing:
        composer.add_listing(pointed.listing)
    else:
        composer.add_units(pointed.units, "lead_answer", completes=False)
    return Composition(tuple(composer.blocks), composer.book.citations)
