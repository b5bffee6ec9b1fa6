"""Whether things stand in the same order, but for what may move."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement
from app.answering.drafting.voice import changes_voice, is_agent
from app.answering.drafting.word import Word

_Item = tuple[Word, frozenset[int]]


def keeps_order(matching: Matching) -> bool:
    """Whether what the sentence says stands as in the text.

    Free to move is what stands under the same preposition in both, an owner ("from the committee", "the
    committee's"), a verb that is active in one and passive in the other, a verb beside its noun ("ges antologin",
    "antologin ges"), and one verb at all, since what it is about keeps its order. Of the rest, a clause may come
    first that came last, if the same word opens it.
    """
    moved = _core(matching)
    if can_ascend([places for _, places in moved]):
        return True
    if matching.said.is_directed:
        return False
    if any(_ascends_without(at, moved) for at, (word, _) in enumerate(moved) if word.may_be_verb):
        return True
    is_expletive = matching.said.words[0].spelling in ("det", "it")
    return any(
        (is_expletive or _opens_clause(moved[cut][0], matching))
        and can_ascend([places for _, places in (*moved[cut:], *moved[:cut])])
        for cut in range(1, len(moved))
    ) and all(_is_in_like_clause(word, places, matching) for word, places in moved)


def _ascends_without(at: int, moved: Sequence[_Item]) -> bool:
    return len(moved) > 1 and can_ascend([places for _, places in (*moved[:at], *moved[at + 1 :])])


def _core(matching: Matching) -> list[_Item]:
    """What is not free to move, in the sentence's order; of two that only changed sides the second goes along."""
    core: list[_Item] = []
    is_swapped = False
    for word in matching.said.words:
        places = matching.settled.get(word.at)
        if places is None or not (matching.said.is_directed or not _is_free(word, places, matching)):
            continue
        is_swapped = bool(core) and not is_swapped and _are_swapped(core[-1], (word, places), matching)
        core.append((word, places | core[-1][1] if is_swapped else places))
    return core


def _is_free(word: Word, places: frozenset[int], matching: Matching) -> bool:
    others = [matching.own.words[at] for at in places]
    return any(
        (word.role is not None and other.role == word.role)
        or (word.is_genitive and other.role is not None)
        or changes_voice(word, other, matching)
        or is_agent(word.at, matching)
        for other in others
    )


def _are_swapped(one: _Item, other: _Item, matching: Matching) -> bool:
    """Whether two words stand side by side in the sentence and, the other way round, in the text.

    On one side a form of "to be" may stand between them: "stor styrning", "styrningen är stor".
    """
    said, own = matching.said, matching.own
    places = [(first, second) for first in one[1] for second in other[1]]
    if _is_side_by_side(one[0].at, other[0].at, said):
        return any(_is_side_by_side(second, first, own, with_helpers=True) for first, second in places)
    return _is_side_by_side(one[0].at, other[0].at, said, with_helpers=True) and any(
        _is_side_by_side(second, first, own) for first, second in places
    )


def _is_side_by_side(first: int, second: int, text: Statement, *, with_helpers: bool = False) -> bool:
    lexicon = lexicon_of(text.language)
    between = text.words[first + 1 : second]
    return first < second and all(
        word.spelling in lexicon.determiners
        or word.number is not None
        or (with_helpers and (word.spelling in lexicon.helpers | lexicon.relatives or word.is_marked))
        for word in between
    )


def _opens_clause(word: Word, matching: Matching) -> bool:
    """Whether a comma or a word that opens a clause stands before it, with nothing between that names something."""
    words = matching.said.words
    at = word.at
    while at > 0 and not words[at].follows_comma and not _names_something(words[at - 1]):
        if _is_opener(words, at - 1):
            return True
        at -= 1
    return words[at].follows_comma


def _names_something(word: Word) -> bool:
    return word.is_content or word.is_name or word.number is not None


def _is_opener(words: Sequence[Word], at: int) -> bool:
    return bool(words[at].clause) and (at == 0 or words[at - 1].clause != words[at].clause)


def _is_in_like_clause(word: Word, places: frozenset[int], matching: Matching) -> bool:
    return not word.clause or any(matching.own.words[at].clause == word.clause for at in places)


def can_ascend(places: Sequence[Collection[int]]) -> bool:
    """Whether one place of each set can be taken so that they never go back."""
    last = -1
    for options in places:
        later = [place for place in options if place >= last]
        if not later:
            return False
        last = min(later)
    return True
