"""The words and phrases of a sentence that strengthen, limit or join, and what they do it to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.drafting.lexicon import Kind, Lexicon
from app.answering.drafting.word import Word

CONDITION = Kind("condition", "when")
_OPENS = Kind("condition", "who")
_ONLY = Kind("degree", "only")
_VERB = re.compile(r"\w{2}(?:r|as|es|de|te)$")
_DEFINITE = re.compile(r"\w{3}(?:en|et|na|ne|an)$")
_LONGEST = 4
_WIDEST_JOINT = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or phrase that strengthens, limits or joins. It `governs` the content word, name or number after it
    in its part and what "and" joins to it, else the one before it; it reaches all of its clause up to the next mark
    of its family."""

    kind: Kind
    at: int
    part: int
    is_denied: bool
    governs: frozenset[int]
    reach: frozenset[int]


def marks_in(spoken: Sequence[str], lexicon: Lexicon, begins: frozenset[int]) -> dict[int, tuple[int, Kind]]:
    """The marks by the place where they begin, each with its length in words; the longest wins."""
    lower = [token.lower() for token in spoken]
    found: dict[int, tuple[int, Kind]] = {}
    at = 0
    while at < len(lower):
        if _asks_first(lower, at, begins, lexicon):
            found[at] = (1, CONDITION)
        if lower[at] in lexicon.condition and (
            at in begins
            or _has_subject(lower[at + 1 : at + 3], lexicon)
            or _is_second_clause(lower, at, begins, lexicon)
        ):
            found[at] = (1, CONDITION)
        for length in range(min(_LONGEST, len(lower) - at), 0, -1):
            kind = lexicon.marks.get(tuple(lower[at : at + length]))
            if kind is not None and at not in found and (kind != _OPENS or at in begins):
                found[at] = (length, kind)
                at += length - 1
                break
        at += 1
    return found


def _has_subject(after: list[str], lexicon: Lexicon) -> bool:
    """Whether what follows "om" is a clause, and not "om det att"."""
    return after[0:1] != [] and after[0] in lexicon.subjects and not set(after[1:]) & lexicon.points


def _asks_first(lower: list[str], at: int, begins: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether a verb opens a sentence of two clauses, as "får" in "Får du inget svar, ...": that is a condition."""
    kind = lexicon.marks.get((lower[0],))
    is_aim = kind is not None and kind.name == "must"  # "Skal du lykkes, ..."
    return at == 0 and lower[0] in lexicon.finite and not is_aim and any(one > 1 for one in begins)


def _is_second_clause(lower: list[str], at: int, begins: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether "om" has a verb before it and one after it, as far as the commonest tell; "only if" is plain."""
    if at and lexicon.marks.get((lower[at - 1],)) == _ONLY:
        return True
    start = max((one for one in begins if one <= at), default=0)
    end = min((one for one in begins if one > at), default=len(lower))
    if at + 2 < end and _DEFINITE.search(lower[at + 1]) and _VERB.search(lower[at + 2]):
        return any(map(_VERB.search, lower[start + 1 : at]))
    after = next(
        (one for one in lower[at + 2 : end] if one in lexicon.finite | lexicon.negation | lexicon.points), ""
    )
    return after in lexicon.finite | lexicon.negation and any(map(_VERB.search, lower[start + 1 : at]))


def governed_by(
    words: tuple[Word, ...], at: int, length: int, kind: Kind, lexicon: Lexicon
) -> frozenset[int]:
    said = [word for word in words if word.part == words[at].part and (word.is_content or word.is_name)]
    after = [word for word in said if word.at >= at + length and word.spelling not in lexicon.empty]
    if not after and kind.family == "direction":
        return frozenset()
    if not after:
        return frozenset(word.at for word in said[-1:])
    if kind.family == "modality":  # "ska bidra till att kvaliteten ökar" does not say that it increases
        scope = words[at].denial.scope
        beyond = (
            word.at for word in words[at + length :] if word.follows_comma or word.denial.scope != scope
        )
        end = next(beyond, len(words))
        return frozenset(word.at for word in after if word.at < end) or frozenset((after[0].at,))
    governed = [after[0]]
    for word in after[1:]:
        between = words[governed[-1].at + 1 : word.at]
        if len(between) > _WIDEST_JOINT or not any(one.spelling in lexicon.joints for one in between):
            break
        governed.append(word)
    return frozenset(word.at for word in governed)


def reached_by(words: tuple[Word, ...], at: int, length: int, family: frozenset[int]) -> frozenset[int]:
    """The content words after a mark, up to a comma, the end of its part, or the next mark of its family."""
    found: set[int] = set()
    for word in words[at + length :]:
        if word.part != words[at].part or word.follows_comma or word.at in family:
            break
        if word.is_content:
            found.add(word.at)
    return frozenset(found)
