"""Whether the numbers of a sentence are those of the text, and stand beside the same things."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.answering.drafting.dates import is_within
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement
from app.answering.drafting.word import Word

_NEAR = 3
_COUNT = re.compile(r"(?!(?:1\d|20)\d\d$)\d+")  # no year, no date, no "2018:38"


def numbers_agree(matching: Matching, allowed: Statement) -> bool:
    """Whether each number stands in the text, in the same order, and beside what it stands beside there."""
    places: list[int] = []
    given = iter(allowed.numbers)
    for number in matching.said.numbers:
        same = next((one for one in given if is_within(_digits(number), _digits(one))), None)
        if same is None:
            return False
        places.append(same.at)
    if allowed is not matching.own:
        return True
    return all(
        _counts_the_same(number, place, matching) and _is_of_the_same(number, place, matching)
        for number, place in zip(matching.said.numbers, places, strict=True)
    )


def _counts_the_same(number: Word, place: int, matching: Matching) -> bool:
    """Whether the word after a count is one of the next words of the text; "14 råd" is not "14 kommuner"."""
    near = matching.said.words[number.at + 1 : number.at + 1 + _NEAR]
    if not near or not near[0].is_content or not _COUNT.fullmatch(_digits(number)):
        return True
    counted = {word.at for word in [one for one in matching.own.words[place + 1 :] if one.is_content][:_NEAR]}
    return near[0].at in matching.settled and any(
        matching.settled.get(word.at, frozenset()) & counted for word in near
    )


def _is_of_the_same(number: Word, place: int, matching: Matching) -> bool:
    """Whether no other number of the text is nearer to a word that the sentence has beside this one."""
    said = sorted(matching.settled)
    left = [at for at in said if at < number.at][-1:]
    right = [at for at in said if at > number.at][:1]
    others = [word.at for word in matching.own.numbers if word.at != place]
    sides = [matching.settled[at] for at in (*left, *right)]
    return not sides or any(_is_beside(place, spot, others) for spots in sides for spot in spots)


def _is_beside(place: int, spot: int, others: Collection[int]) -> bool:
    low, high = sorted((place, spot))
    return not any(low < other < high for other in others) and not any(
        abs(other - spot) < abs(place - spot) for other in others
    )


def _digits(number: Word) -> str:
    assert number.number is not None
    return number.number
