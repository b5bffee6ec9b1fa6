"""Whether a sentence keeps together what its text puts together, segment by segment.

"In autumn with the pupils, in spring with the teachers" does not say "in autumn with the teachers".
"""

from __future__ import annotations

from itertools import permutations

from app.answering.drafting.counting import numbers_of
from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement
from app.answering.drafting.word import Word


def keeps_pairs(matching: Matching) -> bool:
    """No thing is taken from one segment of a part and joined to another's, which has one in its stead, unsaid."""
    own, segments = matching.own, matching.own.segments
    taken = {min(places) for places in matching.settled.values() if len(places) == 1}
    taken |= set(numbers_of(matching))
    unsaid = [word for word in own.words if word.at not in taken and word.at not in matching.matched]
    return not any(
        own.words[one].part == own.words[other].part
        and segments[one] != segments[other] == segments[rival.at]
        and _stands_as(rival, own.words[one], own)
        for one, other in permutations(taken, 2)
        for rival in unsaid
    )


def _stands_as(rival: Word, word: Word, text: Statement) -> bool:
    """Whether both are numbers, or each stands under the same preposition in its own segment."""
    if word.number is not None:
        return rival.number is not None
    return (rival.is_content or rival.is_name) and _led_by(rival, text) == _led_by(word, text) is not None


def _led_by(word: Word, text: Statement) -> int | None:
    """The preposition that a word stands under, if that is in its own segment."""
    prepositions = lexicon_of(text.language).prepositions
    segment = text.segments[word.at]
    before = (one for one in text.words[: word.at] if text.segments[one.at] == segment)
    return word.role if any(prepositions.get(one.spelling) == word.role for one in before) else None
