"""Whether nobody who does something in the text has it done to them in the sentence, or the reverse."""

from __future__ import annotations

import re

from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.matching import Matching
from app.answering.drafting.statement import Statement
from app.answering.drafting.word import Word
from app.domain.sources import Language

_S_FORM = re.compile(r"\w{3}(?<!en)(?<!et)(?<!na)(?<!s)s$")  # granskas; no genitive as in kommunens
_ENGLISH_PARTICIPLE = re.compile(r"(?:ed|en|wn|t)$")
_REACH = 5


def keeps_voice(matching: Matching) -> bool:
    """What stood before a verb in the text does not stand before it in the other voice.

    "Verksamheten granskas" says nothing of what "verksamheten granskar".
    """
    for word in matching.said.words:
        places = matching.settled.get(word.at, frozenset())
        if places and all(_changes_hands(word, place, matching) for place in places):
            return False
    return True


def changes_voice(word: Word, other: Word, matching: Matching) -> bool:
    """Whether a verb is passive in the sentence or in the text, and active in the other."""
    said = _is_s_form(word, other, matching.said) or _is_helped(word, matching.said)
    own = _is_s_form(other, word, matching.own) or _is_helped(other, matching.own)
    is_verb = _is_s_form(word, other, matching.said) or _is_s_form(other, word, matching.own)
    return is_verb and (
        (said and not own and _is_active(other, matching.own))
        or (own and not said and _is_active(word, matching.said))
    )


def is_promoted(matching: Matching) -> bool:
    """Whether what the text has under "to", "for", "with" or "by" opens the sentence as if it acted."""
    first = min(matching.settled, default=None)
    if first is None or matching.said.words[first].role is not None or matching.said.words[first].is_genitive:
        return False
    places = matching.settled[first]
    roles = {matching.own.words[place].role for place in places}
    return roles <= lexicon_of(matching.own.language).indirect and not is_agent(first, matching)


def is_agent(at: int, matching: Matching) -> bool:
    """Whether a word stands under "by" beside a passive on one side, and acts on the other: "X decides", "is decided
    by X"."""
    said, places = matching.said.words[at], matching.settled.get(at, frozenset())
    by, own_by = _by(matching.said), _by(matching.own)
    is_active = said.role is None and any(matching.own.words[place].role == own_by for place in places)
    is_passive = said.role == by and any(matching.own.words[place].role is None for place in places)
    for word in matching.said.words:
        for place in matching.settled.get(word.at, frozenset()) if word.at != at else ():
            other = matching.own.words[place]
            if changes_voice(word, other, matching) and other.part in {
                matching.own.words[one].part for one in places
            }:
                is_own_passive = _is_s_form(other, word, matching.own) or _is_helped(other, matching.own)
                return is_active if is_own_passive else is_passive
    return False


def _by(text: Statement) -> int | None:
    lexicon = lexicon_of(text.language)
    return next((lexicon.prepositions[word] for word in ("av", "by") if word in lexicon.prepositions), None)


def _changes_hands(word: Word, place: int, matching: Matching) -> bool:
    other = matching.own.words[place]
    return changes_voice(word, other, matching) and any(
        min(matching.settled[at]) < place for at in _before(word, matching)
    )


def _before(word: Word, matching: Matching) -> list[int]:
    """The nearest thing before it that stands under no preposition and has kept its own voice."""
    words, own = matching.said.words, matching.own.words
    return [
        at
        for at in sorted(matching.settled)
        if at < word.at
        and words[at].role is None
        and not any(changes_voice(words[at], own[place], matching) for place in matching.settled[at])
    ][-1:]


def _is_helped(word: Word, text: Statement) -> bool:
    before = text.words[max(0, word.at - _REACH) : word.at]
    return any(one.spelling in lexicon_of(text.language).helpers for one in before)


def _is_active(word: Word, text: Statement) -> bool:
    if text.language is Language.EN:
        return not _ENGLISH_PARTICIPLE.search(word.spelling)
    return word.spelling.endswith(("a", "r", "e"))


def _is_s_form(word: Word, other: Word, text: Statement) -> bool:
    """Whether it looks like a passive in -s: no name, no genitive before its noun, no plats beside platser."""
    is_other = word.is_name or (word.is_known and not word.may_be_verb)
    if text.language is Language.EN or is_other or not _S_FORM.search(word.spelling):
        return False
    after = text.words[word.at + 1 : word.at + 2]
    is_genitive = bool(after) and (after[0].is_content or after[0].is_name)
    return not is_genitive and not other.spelling.startswith(word.spelling)
