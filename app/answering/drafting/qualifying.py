"""Whether a sentence is as strong as its text, no stronger: "must", "all", "often", "more", "only", "because".

1. What strengthens or joins is not added: the text has a mark of that kind in a part that the sentence takes up.
   How many and how much are asked of the very same thing.
2. What limits is not left out where the sentence says the word that it governs; and of what is denied nothing is
   left out, for "not only" is not "not"; nor is a condition left out with all that it says. A limit above a list
   holds for whoever takes words from there.
3. Where both mark the same word, no kind of a family stands for another: must for may, from for to.
"""

from __future__ import annotations

from app.answering.drafting.marks import Mark
from app.answering.drafting.matching import Matching

_FREE = {
    ("modality", "may"),
    ("modality", "seems"),
    ("quantity", "some"),
    ("frequency", "sometimes"),
    ("degree", "partly"),
}
_OF_ONE_THING = {"quantity", "amount"}
_EXCLUSIVE = {"modality", "quantity", "measure", "amount", "frequency", "direction"}
_LIMITS = {
    "modality": {"may", "must", "seems", "hope"},
    "quantity": {"some", "few", "many", "most"},
    "frequency": {"often", "sometimes", "rarely"},
    "degree": {"partly", "mainly"},
    "measure": {"little"},
}  # fmt: skip
_UNCHECKED = {"direction"}
_BOUND_BY_DENIAL = {"modality", "quantity", "amount", "frequency", "degree"}
_SAME = {("modality", "required"): ("modality", "must"), ("measure", "much"): ("degree", "very")}
_COMPARES = {"mer", "mera", "meir", "more"}


def is_overstated(matching: Matching) -> bool:
    return (
        any(_is_added(mark, matching) for mark in matching.said.marks)
        or any(_is_exchanged(mark, matching) for mark in matching.said.marks)
        or any(_is_lost(mark, matching) for mark in matching.own.marks)
        or any(_is_detached(mark, matching) for mark in matching.own.marks)
        or any(_is_lost_above(mark, matching) for mark in matching.above.marks)
    )


def _is_added(mark: Mark, matching: Matching) -> bool:
    if _pair(mark) in _FREE or mark.kind.family in _UNCHECKED:
        return False
    alike = [
        other
        for other in matching.own.marks
        if _pair(other) == _pair(mark) and other.part in matching.parts and _are_denied_alike(mark, other)
    ]
    if mark.kind.family in _OF_ONE_THING and (places := _places(mark, matching)):
        alike = [other for other in alike if other.governs & places]
        if _is_compared(mark, places, matching):
            return False
    return not alike and _pair(mark) not in set(map(_pair, matching.above.marks))


def _are_denied_alike(mark: Mark, other: Mark) -> bool:
    return mark.is_denied == other.is_denied or mark.kind.family not in _BOUND_BY_DENIAL


def _is_compared(mark: Mark, places: frozenset[int], matching: Matching) -> bool:
    """Whether "more" is in the text as an ending: nöjdare, fornøydere."""
    said = matching.said.words[mark.at].spelling
    return said in _COMPARES and any(
        matching.own.words[place].spelling.endswith(("are", "ere", "bättre", "bedre", "betre"))
        for place in places
    )


def _is_exchanged(mark: Mark, matching: Matching) -> bool:
    """Whether the text has other kinds of the family at the same word, or may for must nearby, and not this one."""
    family = mark.kind.family
    if family not in _EXCLUSIVE:
        return False
    others = [other for other in matching.own.marks if other.kind.family == family]
    if _pair(mark) == ("modality", "may"):
        near = [other for other in others if other.part in matching.parts]
        kinds = set(map(_pair, near))
        if ("modality", "must") in kinds and ("modality", "may") not in kinds:
            return True
    kinds = {_pair(other) for other in others if other.governs & _places(mark, matching)}
    return bool(kinds) and _pair(mark) not in kinds


def _is_lost(mark: Mark, matching: Matching) -> bool:
    is_limit = mark.kind.name in _LIMITS.get(mark.kind.family, ())
    is_denied = mark.is_denied and mark.kind.family in _BOUND_BY_DENIAL and mark.kind.name != "very"
    is_taken_up = any(places <= mark.governs for places in matching.settled.values()) or (
        is_denied and mark.kind.family == "quantity" and mark.part in matching.parts
    )
    return (is_limit or is_denied) and is_taken_up and not _is_said(mark, matching)


def _is_detached(mark: Mark, matching: Matching) -> bool:
    """Whether the text says it under a condition of which the sentence knows nothing."""
    return mark.kind.family == "condition" and mark.part in matching.parts and not _is_said(mark, matching)


def _is_lost_above(mark: Mark, matching: Matching) -> bool:
    is_limit = mark.kind.family == "modality" and mark.kind.name in _LIMITS["modality"]
    return is_limit and bool(matching.borrowed) and not _is_said(mark, matching)


def _is_said(mark: Mark, matching: Matching) -> bool:
    return _pair(mark) in set(map(_pair, matching.said.marks))


def _places(mark: Mark, matching: Matching) -> frozenset[int]:
    """Where the text says what the mark governs in the sentence."""
    return frozenset(place for at in mark.governs for place in matching.settled.get(at, ()))


def _pair(mark: Mark) -> tuple[str, str]:
    pair = (mark.kind.family, mark.kind.name)
    return _SAME.get(pair, pair)
