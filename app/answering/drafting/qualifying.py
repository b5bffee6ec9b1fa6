"""Whether a sentence is as strong as its text, no stronger: "must", "all", "often", "more", "only", "because".

1. What strengthens or joins is not added: the text has a mark of that kind in a part that the sentence takes up.
   How many and how much are asked of the very same thing.
2. What limits is not left out where the sentence says the word that it governs; and of what is denied nothing is
   left out, for "not only" is not "not"; nor is a condition left out with all that it says. A limit above a list
   holds for whoever takes words from there.
3. Where both mark the same word, no kind of a family stands for another: must for may, from for to; and what one
   kind reaches there, another does not reach here: before and after, more and less, up and down.
"""

from __future__ import annotations

from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.marks import Mark
from app.answering.drafting.matching import Matching

_FREE = {
    ("modality", "may"),
    ("modality", "seems"),
    ("quantity", "some"),
    ("frequency", "sometimes"),
    ("degree", "partly"),
    ("opinion", "view"),
    ("condition", "who"),
    ("tense", "is"),
    ("tense", "was"),
}
_OF_ONE_THING = {"quantity", "amount"}
_EXCLUSIVE = {"modality", "quantity", "measure", "amount", "frequency", "direction", "time"}
_PLACED = {"amount", "trend", "order"}
_LIMITS = {
    "modality": {"may", "must", "seems", "hope"},
    "quantity": {"some", "few", "many", "most"},
    "frequency": {"often", "sometimes", "rarely"},
    "degree": {"partly", "mainly", "almost"},
    "order": {"before", "after"},
    "ordinal": {"first", "third", "last"},
    "measure": {"little"},
    "place": {"outside"},
    "loss": {"lose"},
    "stance": {"against"},
}  # fmt: skip
_UNCHECKED = {"direction"}
_BOUND_BY_DENIAL = {"modality", "quantity", "amount", "frequency", "degree"}
_SAME = {
    ("modality", "required"): ("modality", "must"),
    ("measure", "much"): ("degree", "very"),
    ("condition", "who"): ("condition", "when"),
}
_COMPARES = {"mer", "mera", "meir", "more"}


def is_overstated(matching: Matching) -> bool:
    return (
        any(_is_added(mark, matching) for mark in matching.said.marks)
        or any(_is_exchanged(mark, matching) for mark in matching.said.marks)
        or any(_is_lost(mark, matching) for mark in matching.own.marks)
        or any(_is_detached(mark, matching) for mark in matching.own.marks)
        or any(_is_lost_above(mark, matching) for mark in matching.above.marks)
        or any(_is_misplaced(mark, matching) for mark in matching.said.marks)
    )


def _is_added(mark: Mark, matching: Matching) -> bool:
    if (mark.kind.family, mark.kind.name) in _FREE or mark.kind.family in _UNCHECKED:
        return False
    if mark.kind.name == "before" and not mark.reach:  # "as before"
        return False
    alike = [
        other
        for other in matching.own.marks
        if _pair(other) == _pair(mark)
        and (other.part in matching.parts or _stand_alone(mark, other, matching))
        and _are_denied_alike(mark, other)
    ]
    if mark.kind.family in _OF_ONE_THING and (places := _places(mark, matching)):
        alike = [other for other in alike if other.governs & places]
        if _is_compared(mark, places, matching):
            return False
    return not alike and _pair(mark) not in set(map(_pair, matching.above.marks))


def _stand_alone(mark: Mark, other: Mark, matching: Matching) -> bool:
    """Whether both stand in parts that name nothing else: "..., but rose in the third"."""
    said, own = matching.said.content, matching.own.content
    return not any(word.part == mark.part for word in said) and not any(
        word.part == other.part for word in own
    )


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
    """Whether the text says it under a condition, or with an exception, of which the sentence knows nothing."""
    if mark.kind.family not in ("condition", "exception") or _is_said(mark, matching):
        return False
    return mark.part in matching.parts or _joined_part(mark, matching) in matching.parts


def _joined_part(mark: Mark, matching: Matching) -> int | None:
    """The part before, for a condition that opens its own: "..., but only if ..."."""
    before = [word for word in matching.own.words[: mark.at] if word.part == mark.part]
    first = mark.at - len(before)
    if first == 0 or any(word.is_content or word.is_name for word in before):
        return None
    return matching.own.words[first - 1].part


def _is_misplaced(mark: Mark, matching: Matching) -> bool:
    """Whether what it reaches stands, in the text, under another kind of its family: "more time at the desk and less
    on teaching". Of before and after, in the text it must stand under one of the same kind."""
    family = mark.kind.family
    if family not in _PLACED:
        return False
    others = [other for other in matching.own.marks if other.kind.family == family]
    for at in mark.governs & mark.reach if family == "order" else mark.reach:
        places = matching.settled.get(at, frozenset())
        if len(places) != 1:
            continue
        kinds = {_pair(other) for other in others if places <= other.reach}
        if (kinds or family == "order") and _pair(mark) not in kinds:
            return True
    return False


def _is_lost_above(mark: Mark, matching: Matching) -> bool:
    is_limit = mark.kind.family == "modality" and mark.kind.name in _LIMITS["modality"]
    return is_limit and bool(matching.borrowed) and not _is_said(mark, matching)


def _is_said(mark: Mark, matching: Matching) -> bool:
    is_marked = _pair(mark) in set(map(_pair, matching.said.marks))
    return is_marked or (mark.kind.family == "condition" and _is_said_of_the_same(mark, matching))


def _is_said_of_the_same(mark: Mark, matching: Matching) -> bool:
    """Whether the sentence has a word that may make a condition, and after it what the text has after the mark."""
    openers = lexicon_of(matching.said.language).condition
    return any(
        matching.settled.get(after.at, frozenset()) & mark.reach
        for word in matching.said.words
        if word.spelling in openers
        for after in [one for one in matching.said.content if one.at > word.at][:1]
    )


def _places(mark: Mark, matching: Matching) -> frozenset[int]:
    """Where the text says what the mark governs in the sentence."""
    return frozenset(place for at in mark.governs for place in matching.settled.get(at, ()))


def _pair(mark: Mark) -> tuple[str, str]:
    pair = (mark.kind.family, mark.kind.name)
    return _SAME.get(pair, pair)
