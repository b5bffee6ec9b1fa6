"""Whether a sentence shifts what its text says: a view into a fact, some into all, what was into what is.

Nor may it turn a verb by its particle, end in a verb that says next to nothing, or put "have" for what joins two
things.
"""

from __future__ import annotations

from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.likeness import is_alike
from app.answering.drafting.marks import Mark
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement

_OPPOSITE = {"on": "off", "off": "on", "in": "out", "out": "in", "up": "down", "down": "up"}


def is_shifted(matching: Matching) -> bool:
    return (
        any(_is_made_fact(mark, matching) for mark in matching.own.marks)
        or _is_widened(matching)
        or _changes_tense(matching)
        or _invents_having(matching)
        or _ends_in_nothing(matching)
        or _turns_particle(matching)
    )


def _is_made_fact(mark: Mark, matching: Matching) -> bool:
    """Whether the sentence takes up what is only somebody's view, and does not say that it is."""
    if mark.kind.family != "opinion" or matching.said.is_attributed:
        return False
    is_said = any(other.kind == mark.kind for other in matching.said.marks)
    return not is_said and bool(mark.reach & matching.matched)


def _is_widened(matching: Matching) -> bool:
    """Whether the text opens with something that it narrows down ("data under secrecy may not ..."), and the sentence
    says it of all of it."""
    for narrowing in matching.own.narrowings:
        if narrowing.noun in matching.matched and not narrowing.by & matching.matched:
            return True
    return False


def _changes_tense(matching: Matching) -> bool:
    """Whether the sentence says that it is so where the text only says that it was, or the reverse."""
    said = {mark.kind.name for mark in matching.said.marks if mark.kind.family == "tense"}
    own = {
        mark.kind.name
        for mark in matching.own.marks
        if mark.kind.family == "tense" and mark.part in matching.parts
    }
    return len(said) == len(own) == 1 and said != own


def _invents_having(matching: Matching) -> bool:
    """Whether one thing has another here, and they are joined by something else there."""
    has = lexicon_of(matching.said.language).having
    own_has = lexicon_of(matching.own.language).having
    for word in matching.said.words:
        if (kind := has.get(word.spelling)) is None:
            continue
        left = [at for at in sorted(matching.settled) if at < word.at][-1:]
        right = [at for at in sorted(matching.settled) if at > word.at][:1]
        if not left or not right or matching.said.words[right[0]].may_be_verb:
            continue
        first, last = sorted((min(matching.settled[left[0]]), min(matching.settled[right[0]])))
        between = matching.own.words[first + 1 : last]
        is_joined = any(other.is_content and other.at not in matching.matched for other in between)
        if is_joined and not any(own_has.get(other.spelling) == kind for other in between):
            return True
    return False


def _ends_in_nothing(matching: Matching) -> bool:
    """Whether the sentence ends in a verb that says next to nothing, and the text in one that says something."""
    *_, marker, last = ("", "", *(word.spelling for word in matching.said.words))
    lexicon, own = lexicon_of(matching.said.language), lexicon_of(matching.own.language)
    if last not in lexicon.bare or marker not in lexicon.points:
        return False
    return not any(word.spelling in own.bare for word in matching.own.words)


def _turns_particle(matching: Matching) -> bool:
    """Whether a verb has "on" after it here, and "off" there."""
    for at, places in matching.settled.items():
        here = _particle(at, matching.said)
        spellings = {matching.own.words[place].spelling for place in places}
        if not any(is_alike(matching.said.words[at].spelling, one) for one in spellings):
            continue  # another verb, with a particle of its own
        if here is not None and {_particle(place, matching.own) for place in places} == {_OPPOSITE[here]}:
            return True
    return False


def _particle(at: int, text: Statement) -> str | None:
    after = text.words[at + 1 : at + 2]
    return lexicon_of(text.language).particles.get(after[0].spelling) if after else None
