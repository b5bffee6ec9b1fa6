"""What a follow-up points at: chosen from the passages of the last answer, without being searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.asking.question_types import QuestionType, numbers_in, question_type
from app.answering.asking.reading import Reading
from app.answering.following.acts import Act
from app.answering.following.followup import FollowUp
from app.answering.following.referent import Referent, Shown
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import match
from app.answering.weighing.reasons import heads_reasons, holds_reason
from app.answering.weighing.values import holds_value
from app.domain.passages import ChunkKind, Passage, QuestionTerm
from app.domain.sources import UnitKind
from app.text.words import words

_MOST_MORE = 5
_SAME_SECTION = 0.6
_TOLD = 1.5
_NEXT = 0.3
_CARRIED = 0.25
_OPENING = 2  # headings at most over what opens a text
_SAID_BY = re.compile(r"[A-ZÅÄÖÆØ][a-zåäöæøé]+ [A-ZÅÄÖÆØ][a-zåäöæøé]+")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Pointed:
    """Units to show in this order, or a whole list. Empty when the question must be searched for."""

    units: tuple[Evidence, ...] = ()
    listing: tuple[Passage, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.listing)


def point(asked: FollowUp, found: Sequence[Passage]) -> Pointed:
    """What the question points at; `found` are the passages of its own search, best first."""
    referent = asked.referent
    if referent is None:
        return Pointed()
    if asked.item is not None:
        return Pointed(_chosen([asked.item]))
    match asked.wish.act:
        case Act.WHOLE:
            return Pointed(listing=referent.listing)
        case Act.MORE:
            return Pointed(_chosen(_rest(referent)))
        case Act.NEXT:
            return Pointed(_chosen(_next_section(referent, found)))
        case Act.BRIEF:
            return Pointed(_chosen(_answering(referent)))
        case Act.SOURCE:
            return Pointed(_chosen([*_naming(referent, found), *_answering(referent)]))
        case Act.COUNT:
            return Pointed(_chosen(_counting(referent)))
        case Act.DATE:
            return Pointed(_chosen(_dating(referent, found) or _answering(referent)))
        case _:
            return Pointed()


def own_words_first(reading: Reading, asked: FollowUp) -> Reading:
    """The question as the composer sees it: of the type of its own words, and what was carried over counts less."""
    own = set(words(asked.own))
    reading = replace(reading, type=question_type(asked.own))
    if not any(term.word in own for term in reading.attributes):
        return reading
    weighed = (
        term if term.word in own else replace(term, idf=_CARRIED * term.idf) for term in reading.attributes
    )
    return replace(reading, attributes=tuple(weighed))


def nearest_first(passages: Sequence[Passage], referent: Referent) -> tuple[Passage, ...]:
    """The passages with those of the last answer's section moved up: what is asked next mostly stands nearby."""
    here = {passage.chunk.number for passage in referent.section}
    moved = [
        replace(one, score=one.score + _SAME_SECTION) if one.chunk.number in here else one for one in passages
    ]
    return tuple(sorted(moved, key=lambda passage: (-passage.score, passage.chunk.number)))


def news_first(
    evidence: Sequence[Evidence], reading: Reading, asked: FollowUp, referent: Referent
) -> tuple[Evidence, ...]:
    """The evidence with what was told moved down, unless it holds more of the question's own words than anything
    else, and what stands beside the last answer moved up."""
    own = set(words(asked.own))
    terms = [term for term in reading.terms if term.word in own]
    if not terms:
        evidence = [item for item in evidence if _goes_on(item, reading, referent)]
    answer = referent.answering
    told = [
        item for item in evidence if _is_told(item, referent) and (terms or not _holds_value(item, reading))
    ]
    elsewhere = max((_held(item, terms) for item in evidence if item not in told), default=0)
    moved = []
    for item in evidence:
        is_asked_again = _held(item, terms) > elsewhere
        beside = _NEXT if answer and _follows(item, answer) else 0.0
        moved.append(replace(item, score=item.score + beside - _TOLD * (item in told and not is_asked_again)))
    return tuple(
        sorted(moved, key=lambda item: (-item.score, item.passage.chunk.number, item.unit.span.start))
    )


def _held(item: Evidence, terms: Sequence[QuestionTerm]) -> int:
    """How many terms a unit holds."""
    return sum(match(term, item.text, item.passage.chunk.language) > 0 for term in terms)


def _goes_on(item: Evidence, reading: Reading, referent: Referent) -> bool:
    """Whether a unit may answer a question that names nothing itself ("why?"): it stands in the document that the
    last answer is from and has not been told, unless it holds the person, time or number that is now asked for; where
    a reason is asked for, it holds one or is of the same section."""
    passage = item.passage
    says_more = not _is_told(item, referent) or _holds_value(item, reading)
    if passage.chunk.source_id != referent.anchor.chunk.source_id or not says_more:
        return False
    is_near = passage.chunk.headings == referent.anchor.chunk.headings
    if is_near or reading.type is not QuestionType.WHY:
        return True
    return holds_reason(item.text) or any(map(heads_reasons, passage.chunk.headings[-1:]))


def _is_told(item: Evidence, referent: Referent) -> bool:
    return referent.is_told(item.passage, item.unit)


def _holds_value(item: Evidence, reading: Reading) -> bool:
    return reading.type is not QuestionType.WHY and holds_value(reading.type, item.text) is True


def _follows(item: Evidence, answer: Shown) -> bool:
    """Whether a unit is the first one behind the answer in its passage."""
    if item.passage.chunk.number != answer.passage.chunk.number:
        return False
    behind = [unit for unit in item.passage.chunk.units if unit.span.start > answer.unit.span.start]
    return bool(behind) and item.unit == behind[0]


def _chosen(shown: Sequence[Shown]) -> tuple[Evidence, ...]:
    """Each once and in the order of the texts, as evidence that was not weighed."""
    return tuple(
        Evidence(one.passage, one.unit, 1.0, 1.0, 1.0, 0.0, None, 0.0)
        for _, one in sorted({one.key: one for one in shown}.items())
    )


def _answering(referent: Referent) -> list[Shown]:
    return [referent.answering] if referent.answering else []


def _rest(referent: Referent) -> list[Shown]:
    """What the section says after the last answer and no answer has told, a few sentences at a time."""
    answered = _answering(referent)
    section = [
        Shown(passage, unit)
        for passage in referent.section
        for unit in passage.chunk.units
        if unit.kind not in (UnitKind.HEADING, UnitKind.HEADER_ROW)
    ]
    told = {one.key for one in (*referent.shown, *answered)}
    start = max((one.unit.span.start for one in section if one.key in told), default=0)
    untold = [one for one in section if not referent.is_told(one.passage, one.unit) and one.key not in told]
    after = [one for one in untold if one.unit.span.start > start]
    chosen = (after or untold)[:_MOST_MORE]
    is_list = any(one.passage.chunk.kind is not ChunkKind.TEXT for one in chosen)
    return (after or untold) if is_list else chosen


def _next_section(referent: Referent, found: Sequence[Passage]) -> list[Shown]:
    """What stands under the heading behind the last answer's, of those below the same heading; nothing behind a
    list, whose next item was asked for."""
    anchor = referent.anchor.chunk
    if not anchor.headings or referent.items:
        return []
    passages = {one.chunk.number: one for one in (*found, *referent.passages)}
    behind = [
        one
        for number, one in sorted(passages.items())
        if number > anchor.number
        and one.chunk.source_id == anchor.source_id
        and one.chunk.headings != anchor.headings
        and len(one.chunk.headings) == len(anchor.headings)
        and one.chunk.headings[:-1] == anchor.headings[:-1]
    ]
    first = [one for one in behind if one.chunk.headings == behind[0].chunk.headings]
    shown = [
        Shown(one, unit) for one in first for unit in one.chunk.units if unit.kind is not UnitKind.HEADING
    ]
    return shown[:_MOST_MORE]


def _naming(referent: Referent, found: Sequence[Passage]) -> list[Shown]:
    """The sentence that says who says so: the nearest before the answer in its section, else the opening."""
    answered = _answering(referent)
    end = max((one.unit.span.start for one in answered), default=0)
    before = [
        one
        for one in _sentences(referent.section)
        if one.unit.span.start <= end and _SAID_BY.search(one.text)
    ]
    if before:
        return [before[-1]]
    source = referent.anchor.source
    publishers = [name for name in (source.publisher, source.author) if name]
    opening = [
        one
        for one in _opening(referent, found)
        if _SAID_BY.search(one.text) or any(name in one.text for name in publishers)
    ]
    return opening[:1]


def _counting(referent: Referent) -> list[Shown]:
    """The sentence that names a number: the answer itself, else the nearest before it in its section."""
    end = max((one.unit.span.start for one in _answering(referent)), default=0)
    items = referent.items
    lead_in = items[0].passage.chunk.lead_in if items else None
    end = lead_in.end if lead_in else end
    before = [
        one for one in _sentences(referent.section) if one.unit.span.start <= end and numbers_in(one.text)
    ]
    return before[-1:]


def _dating(referent: Referent, found: Sequence[Passage]) -> list[Shown]:
    return [one for one in _opening(referent, found) if _DATED.search(one.text)][:1]


def _opening(referent: Referent, found: Sequence[Passage]) -> list[Shown]:
    """The sentences that stand over the first section of the source."""
    source_id = referent.anchor.chunk.source_id
    passages = {one.chunk.number: one for one in (*found, *referent.passages) if one.source.id == source_id}
    first = passages[min(passages)]
    return _sentences([first]) if len(first.chunk.headings) < _OPENING else []


def _sentences(passages: Sequence[Passage]) -> list[Shown]:
    return [
        Shown(passage, unit)
        for passage in passages
        for unit in passage.chunk.units
        if unit.kind is UnitKind.SENTENCE
    ]
