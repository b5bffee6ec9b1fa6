"""Whether the numbers of a sentence are those of the text, and stand beside the same things."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from app.answering.drafting.dates import is_within
from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement
from app.answering.drafting.word import Word

_NEAR = 3
_LONGEST_LIMIT = 4
_COUNT = re.compile(r"(?!(?:1\d|20)\d\d$)\d+(?:,\d+)?")  # no year, no date, no "2018:38"
_YEAR = re.compile(r"(?:1\d|20)\d\d")


def numbers_agree(matching: Matching, allowed: Statement) -> bool:
    """Whether each number stands in the text, in the same order, and beside what it stands beside there."""
    places = _in_order(matching, allowed) or _by_what_they_count(matching, allowed)
    if places is None:
        return False
    if allowed is not matching.own:
        return True
    return all(
        _counts_the_same(number, place, matching)
        and _is_of_the_same(number, place, matching)
        and _is_in_its_clause(number, matching.own.words[place], matching)
        and _is_as_limited(number, matching.own.words[place], matching)
        for number, place in zip(matching.said.numbers, places, strict=True)
    )


def numbers_of(matching: Matching) -> list[int]:
    """Where the cited units have the sentence's numbers."""
    return _in_order(matching, matching.own) or _by_what_they_count(matching, matching.own) or []


def _in_order(matching: Matching, allowed: Statement) -> list[int] | None:
    """Where the text has the numbers of the sentence, one after the other; a text's only date may stand anywhere."""
    places: list[int] = []
    given = iter(allowed.numbers)
    has_one_date = sum(map(_is_date, allowed.numbers)) == 1
    for number in matching.said.numbers:
        is_free = has_one_date and "/" in _digits(number)
        left = iter(allowed.numbers) if is_free else given
        same = next((one for one in left if is_within(_digits(number), _digits(one))), None)
        if same is None:
            return None
        places.append(same.at)
    return places


def _by_what_they_count(matching: Matching, allowed: Statement) -> list[int] | None:
    """Where the text has each number before the very word that it stands before in the sentence, in any order."""
    places: list[int] = []
    for number in matching.said.numbers:
        unit = next((word for word in matching.said.words[number.at + 1 :][:_NEAR] if word.is_content), None)
        found = matching.settled.get(unit.at, frozenset()) if unit else frozenset()
        same = [
            one.at
            for one in allowed.numbers
            if is_within(_digits(number), _digits(one)) and {*range(one.at + 1, one.at + 1 + _NEAR)} & found
        ]
        if allowed is not matching.own or len(same) != 1 or same[0] in places:
            return None
        places.append(same[0])
    return places


def _counts_the_same(number: Word, place: int, matching: Matching) -> bool:
    """Whether the word after a count is one of the next words of the text; "14 råd" is not "14 kommuner"."""
    near = matching.said.words[number.at + 1 : number.at + 1 + _NEAR]
    if not near or not near[0].is_content or not _COUNT.fullmatch(_digits(number)):
        return True
    counted = {word.at for word in [one for one in matching.own.words[place + 1 :] if one.is_content][:_NEAR]}
    return near[0].at in matching.settled and any(
        matching.settled.get(word.at, frozenset()) & counted for word in near
    )


def _is_in_its_clause(number: Word, other: Word, matching: Matching) -> bool:
    """Whether it is not one of a clause after ", and" that says something else before it."""
    before = [
        matching.own.words[min(places)]
        for at, places in matching.settled.items()
        if at < number.at and len(places) == 1 and matching.said.words[at].claim == number.claim
    ]
    has_its_own = any(
        word.is_content and word.section == other.section and word.at not in matching.matched
        for word in matching.own.words[: other.at]
    )
    return not before or not has_its_own or any(word.section == other.section for word in before)


def _is_as_limited(number: Word, other: Word, matching: Matching) -> bool:
    """Whether "at least", "over", "about" stands before both or neither; and not "to" before one and "by" before the
    other. "Under" may also be a time's, and "about" or "no later than" takes nothing from what is exact."""
    said, own = lexicon_of(matching.said.language), lexicon_of(matching.own.language)
    limit = _before(number, matching.said, said.limits)
    own_limit = _before(other, matching.own, own.limits)
    is_weaker = own_limit is None and limit in ("about", "under", "latest")
    if limit != own_limit and not is_weaker and (own_limit, limit) != ("under", None):
        return False
    change = _before(number, matching.said, said.changes)
    own_change = _before(other, matching.own, own.changes)
    return change == own_change or change is None or (change == "by" and own_change is None)


def _before(number: Word, text: Statement, phrases: Mapping[tuple[str, ...], str]) -> str | None:
    """What stands right before a number, articles apart."""
    articles = lexicon_of(text.language).articles
    before = [word.spelling for word in text.words[: number.at]]
    while before and before[-1] in articles:
        before.pop()
    words = before[-_LONGEST_LIMIT:]
    return next((phrases[key] for at in range(len(words)) if (key := tuple(words[at:])) in phrases), None)


def _is_of_the_same(number: Word, place: int, matching: Matching) -> bool:
    """Whether no other number of the text is nearer to a word that the sentence has beside this one."""
    said = sorted(matching.settled)
    left = [at for at in said if at < number.at][-1:]
    right = [at for at in said if at > number.at][:1]
    before = next((word for word in reversed(matching.said.numbers) if word.at < number.at), None)
    after = next((word for word in matching.said.numbers if word.at > number.at), None)
    if before is not None and before.at >= max(left, default=-1) and not _is_date(number):  # "from 6 to 23"
        return _follows_the_same(before, place, matching)
    if after is not None and after.at < min(right, default=after.at):
        right = []
    is_date = _is_date(number)
    others = [word.at for word in matching.own.numbers if word.at != place and _is_date(word) == is_date]
    sides = [matching.settled[at] for at in (*left, *right)]
    return not sides or any(_is_beside(place, spot, others) for spots in sides for spot in spots)


def _is_date(number: Word) -> bool:
    return "/" in _digits(number) or bool(_YEAR.fullmatch(_digits(number)))


def _follows_the_same(before: Word, place: int, matching: Matching) -> bool:
    """Whether the number before this one in the sentence is the one before it in the text."""
    last = [word for word in matching.own.numbers if word.at < place][-1:]
    return any(is_within(_digits(before), _digits(word)) for word in last)


def _is_beside(place: int, spot: int, others: Collection[int]) -> bool:
    low, high = sorted((place, spot))
    return not any(low < other < high for other in others) and not any(
        abs(other - spot) < abs(place - spot) for other in others
    )


def _digits(number: Word) -> str:
    assert number.number is not None
    return number.number
