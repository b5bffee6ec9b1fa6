"""What the last answer showed, found again among the passages.

A caller may send any text as an earlier answer, so that text is never evidence: it only chooses among real
passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.asking.question_types import numbers_in
from app.domain.answers import Turn
from app.domain.passages import ChunkKind, Passage, Retriever
from app.domain.sources import Language, Unit, UnitKind
from app.text.display import display
from app.text.normalise import matching_form

_PASSAGES = 30
_LONGEST_QUERY = 400
_TELLING_LENGTH = 24  # letters and digits: a shorter unit may stand in an answer by chance
_LIST_MARGIN = 1.0
_MOST_BACK = 3  # turns
_AFTER_COLON = re.compile(
    r"^[^:]{1,80}:\s|^[^:,]{1,60}, (?:bland annat|blant annet|mellom anna|among others|such as|som|såsom)\b(?: att?)?"
)
_BETWEEN_ITEMS = re.compile(
    r"(?:^|\s)\d{1,2}[.)]\s|[;,]\s(?:(?:och|og|and|samt|bland annat|blant annet|mellom anna|among others|att|at) )*"
    r"|\.\s|\s(?:och|og|and|samt)\s(?=[^,.;]{1,80}\.?$)"
)
_ITEMS = (UnitKind.ITEM, UnitKind.ROW)


@dataclass(frozen=True, slots=True)
class Shown:
    """One unit and the passage it is from."""

    passage: Passage
    unit: Unit

    @property
    def key(self) -> tuple[int, int]:
        return self.passage.chunk.number, self.unit.span.start

    @property
    def text(self) -> str:
        return self.unit.span.of(self.passage.document.text)


@dataclass(frozen=True, slots=True)
class Referent:
    """What an earlier answer was about; `answer` is its text.

    `shown` are the units that it quoted whole, in its order: empty when it was told in other words. `answering`
    is the first of them, or the unit nearest to those words; `anchor` is its passage. `counts` are the numbers
    that the question and the answer name, `told` the words of all earlier answers in matching form, and
    `passages` what was found by question and answer, best first.
    """

    shown: tuple[Shown, ...]
    answering: Shown | None
    counts: frozenset[int]
    anchor: Passage
    passages: tuple[Passage, ...]
    told: str
    answer: str

    def is_told(self, passage: Passage, unit: Unit) -> bool:
        """Whether an earlier answer has quoted the unit whole."""
        form = _form(passage, unit)
        if len(form) < _TELLING_LENGTH:
            return Shown(passage, unit).key in {one.key for one in self.shown}
        return form in self.told

    @property
    def named(self) -> tuple[str, ...]:
        """The things that the last answer counts up in its own words, in its order."""
        counted = _AFTER_COLON.sub("", self.answer)
        parts = (part.strip(" .,;:") for part in _BETWEEN_ITEMS.split(counted))
        return tuple(part for part in parts if any(map(str.isalpha, part)))

    @property
    def section(self) -> tuple[Passage, ...]:
        """The passages of the section that the answer is from, in the order of the text."""
        chunk = self.anchor.chunk
        same = (p for p in self.passages if _place(p) == (chunk.source_id, chunk.headings))
        return tuple(sorted(same, key=lambda passage: passage.chunk.number))

    @property
    def listing(self) -> tuple[Passage, ...]:
        """The list or table that the answer is about, in all its parts; empty when there is none."""
        kinds = (ChunkKind.LIST, ChunkKind.TABLE)
        if self.anchor.chunk.kind in kinds:
            return self._parts(self.anchor)
        near = [one for one in self.section if one.chunk.kind in kinds]
        if not near and not self.shown:
            least = self.passages[0].score - _LIST_MARGIN
            near = [one for one in self.passages if one.chunk.kind in kinds and one.score >= least]
            near.sort(key=lambda one: len(_items_of(self._parts(one))) not in self.counts)
        return self._parts(near[0]) if near else ()

    @property
    def items(self) -> tuple[Shown, ...]:
        """The items or rows that can be counted: those shown, or all of the list when fewer were."""
        items = tuple(one for one in self.shown if one.unit.kind in _ITEMS and not one.unit.depth)
        if len(items) > 1:
            return items
        return _items_of(self.listing)

    def _parts(self, first: Passage) -> tuple[Passage, ...]:
        same = {
            one.chunk.number: one
            for one in self.passages
            if _place(one) == _place(first) and one.chunk.kind is first.chunk.kind
        }
        start = end = first.chunk.number
        while start - 1 in same:
            start -= 1
        while end + 1 in same:
            end += 1
        return tuple(same[number] for number in range(start, end + 1))


def _items_of(parts: Sequence[Passage]) -> tuple[Shown, ...]:
    return tuple(
        Shown(part, unit)
        for part in parts
        for unit in part.chunk.units
        if unit.kind in _ITEMS and not unit.depth
    )


def recover(history: Sequence[Turn], retriever: Retriever, language: Language) -> Referent | None:
    """What the last of these turns was about; None where nothing is found."""
    last = history[-1]
    found = retriever.search(f"{last.question} {last.answer}"[:_LONGEST_QUERY], language, _PASSAGES)
    if not found.passages:
        return None
    answer = matching_form(last.answer)
    shown = _shown(found.passages, answer)
    anchor = shown[0].passage if shown else found.passages[0]
    scored = [one for one in anchor.units if one.unit.kind is not UnitKind.HEADING]
    best = max(scored, key=lambda one: one.dense, default=None)
    nearest = Shown(anchor, best.unit) if best else None
    told = matching_form(" ".join(turn.answer for turn in history))
    counts = numbers_in(f"{last.question} {last.answer}")
    return Referent(shown, shown[0] if shown else nearest, counts, anchor, found.passages, told, last.answer)


def recover_told(
    history: Sequence[Turn], retriever: Retriever, language: Language, *, wants_list: bool
) -> Referent | None:
    """What the last of these turns was about; an earlier one when the last quoted nothing, a refusal say, or has no
    list and one is wanted."""
    last = recover(history, retriever, language)
    if last is None or (last.shown and (last.listing or not wants_list)):
        return last
    for end in range(len(history) - 1, max(0, len(history) - 1 - _MOST_BACK), -1):
        earlier = recover(history[:end], retriever, language)
        if earlier and earlier.shown and (earlier.listing or not wants_list):
            return replace(earlier, told=last.told)
    return last


def next_place(items: Sequence[Shown], answer: str) -> int | None:
    """The place, from 1 on, of the item behind the last one that an answer names; None when it names none or the
    last of all."""
    told = matching_form(answer)
    named = [at for at, one in enumerate(items, 1) if _form(one.passage, one.unit) in told]
    return named[-1] + 1 if named and named[-1] < len(items) else None


def _shown(passages: Sequence[Passage], answer: str) -> tuple[Shown, ...]:
    """The units whose words stand in the answer. Short ones count beside a long one of their passage."""
    found: list[tuple[int, int, Shown]] = []
    for passage in passages:
        at = {unit: answer.find(_form(passage, unit)) for unit in passage.chunk.units}
        told = {unit: place for unit, place in at.items() if place >= 0 and unit.kind is not UnitKind.HEADING}
        if any(len(_form(passage, unit)) >= _TELLING_LENGTH for unit in told):
            found += [(place, unit.span.start, Shown(passage, unit)) for unit, place in told.items()]
    return tuple(shown for _, _, shown in sorted(found, key=lambda one: one[:2]))


def _form(passage: Passage, unit: Unit) -> str:
    return matching_form(display(unit.span.of(passage.document.text)))


def _place(passage: Passage) -> tuple[str, tuple[str, ...]]:
    return passage.chunk.source_id, passage.chunk.headings
