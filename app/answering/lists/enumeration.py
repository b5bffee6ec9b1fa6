"""What a text enumerates without a list: in sentences behind one that counts them, or in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.lists.titled_parts import is_of_a_part
from app.answering.weighing.cohesion import are_adjoining
from app.answering.weighing.evidence import Evidence
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Unit, UnitKind
from app.text.numbers import numbers_in
from app.text.words import words

_COUNTS = range(2, 10)
_BARE_COUNT_WORDS = 4
_MOST_ASIDE = 3
_LONGEST_SEQUENCE = 6
_ASKING_FOR_SEVERAL = (QuestionType.LIST, QuestionType.HOW, QuestionType.CONSEQUENCE, QuestionType.OTHER)
_ORDINALS = (
    r"först\w*|sedan|därefter|dessutom|vidare|slutligen|till sist|sist|för det (?:första|andra|tredje|fjärde)|dels"
    r"|det (?:ena|andra|tredje|första|andre)|den (?:ena|andra|ene|andre|tredje|första)|først\w*|deretter|så|dernest"
    r"|dessuten|til slutt|til sist|for det (?:første|andre|tredje|fjerde)|ein|eitt|ett|en|et|ei|second\w*|third\w*"
    r"|first\w*|then|finally|lastly|one|another|next|also|och|og|and"
)
_LAST = re.compile(
    r"(?:och|og|and)(?: (?:så|then|finally|till? slutt?|till? sist))?\b|(?:till? slutt?|till? sist|slutligen|finally"
    r"|lastly|den tredje|det tredje|for det tredje|för det tredje|third\w*)\b",
    re.IGNORECASE,
)
_BEGINS_SEQUENCE = re.compile(
    r"(?:først|först|first|for det første|för det första|i første omgang)\b", re.IGNORECASE
)
_CONTINUES_SEQUENCE = re.compile(
    r"(?:sedan|därefter|deretter|dernest|så|then|next|after that|etterpå|efter det|etter det|for det andre"
    r"|för det andra|till? slutt?|till? sist|slutligen|finally|om (?:inte|ikke|ikkje)|hvis ikke|viss ikkje|if not"
    r"|når|när|when|efter|etter|after|and then|och sedan|og så)\b",
    re.IGNORECASE,
)
_ENUMERATING = re.compile(rf"(?:{_ORDINALS})\b", re.IGNORECASE)


def told_one_by_one(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence that counts what is asked for, with the sentences that tell it; empty where there are none.

    "We did two things. We stopped … And we began …": as many sentences follow as are counted, and all begin
    as the first does or with a word that enumerates; behind a bare count ("Three things.") any will do. So do
    sentences in order, without a count: "First … Then … Finally …".
    """
    if reading.type not in _ASKING_FOR_SEVERAL or evidence[0].unit.kind is not UnitKind.SENTENCE:
        return ()
    best = evidence[0]
    own = {item.unit.span.start: item for item in evidence if item.passage is best.passage}
    units = [unit for unit in best.passage.chunk.units if unit.kind is UnitKind.SENTENCE]
    for at, unit in enumerate(units):
        told = (unit, *_told_behind(best.passage, units[at:]))
        run = told if len(told) > 1 else _in_order(best.passage, units[at:])
        if len(run) > 1 and best.unit in run:
            return tuple(own[one.span.start] for one in run if one.span.start in own)
    return ()


def is_listed(item: Evidence) -> bool:
    """Whether a unit belongs to a list or table or to a numbered part, or sentences behind it tell what it counts."""
    if item.passage.chunk.kind is not ChunkKind.TEXT or is_of_a_part(item.passage):
        return True
    units = [unit for unit in item.passage.chunk.units if unit.kind is UnitKind.SENTENCE]
    return item.unit in units and bool(_told_behind(item.passage, units[units.index(item.unit) :]))


def _told_behind(passage: Passage, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The sentences that tell what the first unit counts."""
    text = passage.document.text
    counting = units[0].span.of(text)
    beside = _beside(passage, units)[1:]
    for count in sorted(numbers_in(counting) & set(_COUNTS)):
        told = beside[:count]
        if len(told) < count:
            continue
        if _is_bare(counting) or _are_alike([one.span.of(text) for one in told]):
            return told
        last = next(
            (one for one in beside[count : count + _MOST_ASIDE] if _adds_last(one.span.of(text))), None
        )
        if last is not None:
            return beside[: beside.index(last) + 1]
    return ()


def _beside(passage: Passage, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The first unit and those that follow it in its paragraph."""
    apart = (at for at, (a, b) in enumerate(pairwise(units), 1) if not are_adjoining(passage, a, b))
    return tuple(units[: next(apart, len(units))])


def _in_order(passage: Passage, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Sentences that tell a sequence: one that begins with "first", up to the last that begins with "then"."""
    text = passage.document.text
    beside = _beside(passage, units)[:_LONGEST_SEQUENCE]
    if not _BEGINS_SEQUENCE.match(units[0].span.of(text)):
        return ()
    later = [at for at, unit in enumerate(beside) if _CONTINUES_SEQUENCE.match(unit.span.of(text))]
    return beside[: later[-1] + 1] if later else ()


def _adds_last(sentence: str) -> bool:
    """Whether a sentence ends an enumeration in which one or the other thing took two sentences."""
    return _LAST.match(sentence.lstrip("–—-* ")) is not None


def _is_bare(sentence: str) -> bool:
    return len(sentence.split()) <= _BARE_COUNT_WORDS and not sentence.endswith("?")


def _are_alike(told: Sequence[str]) -> bool:
    """Whether sentences begin with one word, or all but the first with one that enumerates."""
    firsts = [words(sentence)[0] if words(sentence) else "" for sentence in told]
    like_first = [
        bool(_ENUMERATING.match(sentence.lstrip("–—-* "))) or first == firsts[0]
        for sentence, first in zip(told, firsts, strict=True)
    ]
    return all(like_first[1:])
