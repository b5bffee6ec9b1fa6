"""A follow-up made self-contained: the topic's content words are carried over, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.answering.asking.plain_question import plain
from app.answering.asking.question_types import QuestionType, numbers_in, question_type
from app.answering.following.acts import ASK, LAST, Act, Wish, wish_of
from app.answering.following.referent import Referent, Shown, next_place, recover_told
from app.answering.replies.fixed_replies import fixed_reply
from app.answering.replies.small_talk import is_small_talk
from app.answering.sections import quoted_in
from app.domain.answers import Question, Turn
from app.domain.passages import Retriever
from app.domain.sources import Language
from app.text.display import display
from app.text.words import content_words, words

_Thing = TypeVar("_Thing")
_MOST_CARRIED = 6
_FEWEST_OWN_WORDS = 2
_LONGEST_LABEL = 70
_LINKS = re.compile(
    r"^(?:och|og|and|men|but|så|ja|jo|yes|nei|nej|no|ok|okej|hva med|vad med|kva med|what about|gäller det"
    r"|gi meg|ge mig|gje meg|give me|resten|fler|flere|fleire|mer|meir|more|hele|hela|heile)\b"
)
_REFERRING = frozenset(
    """det den dette detta denna denne de dei dem dom han hon hun ho hans hennes hennar deras deres deira dess
    där der dit då slik sådan it this that these those they them he she his her their there""".split()
)
_PERSON = frozenset("han hon hun ho honom ham henne hans hennes hennar he she him his her hers".split())
_CORRECTION = re.compile(
    r"^(?:nej|nei|nope|no)\b\W*(?:(?:men|but)\W+)?"
    r"(?:(?:jag|jeg|eg|i) (?:menade|menar|mente|mener|meinte|meiner|meant|mean|tänkte på|tenkte på)\W+)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,)] )(?:[A-ZÅÄÖÆØ][\w-]+)(?: [A-ZÅÄÖÆØ][\w-]+)*")
_FULL_NAME = re.compile(r"\b[A-ZÅÄÖÆØ][a-zåäöæøé-]+(?: [A-ZÅÄÖÆØ][a-zåäöæøé-]+)+")
_WHO = re.compile(r"^(?:vem|hvem|kven|who)\b", re.IGNORECASE)
_STANDS_ALONE = re.compile(  # "what is a …"
    r"\b(?:vad|hva|kva|what) (?:är|er|is|betyder|betyr|tyder|means?|menas med|menes med|meinast med)"
    r" (?:en|ett|et|ein|ei|eit|an?) \w{3,}"
)
_ASKING = re.compile(  # what asks for an amount or a time carries nothing over
    r"\b(?:hur|hvor|kor|how) (?:ofta|ofte|often|många|mange|many|mycket|mye|mykje|much|länge|lenge|long|stora?|store?"
    r"|langt?|lång|långt)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"^(?:(?:och|og|and|men|but|så|då|what about|how about|hva med|vad med|kva med|hur är det med)\b\W*)+"
    r"|\W(?:då|da|then)\W*$",
    re.IGNORECASE,
)
_ONLY_A_NAME = re.compile(
    r"(?:(?P<place>i|på|hos|in|at|from|från|fra|frå) )?(?P<name>[A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)*)"
)
_PLACED = re.compile(r"\b(?:i|på|hos|in|at|from|från|fra|frå) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that stands by itself, and what it is about when it needs the last answer to say so.

    `own` is the question without what was carried over. `referent` is None for a question with a topic of its
    own.
    """

    interpreted: str
    own: str
    wish: Wish = ASK
    referent: Referent | None = None

    @property
    def item(self) -> Shown | None:
        """The item that the question is about, if it asks for one by its place.

        None where the last answer named them in its own words, and more or fewer than the list has.
        """
        if self.referent is None or self.wish.place is None:
            return None
        items = self.referent.items
        if not self.referent.shown and len(items) != len(self.referent.named):
            return None
        return _at(items, self.wish.place)


def follow_up(question: Question, retriever: Retriever, reader: Language) -> FollowUp:
    """The question by itself, and what of the last answer it is about."""
    own = question.text if is_small_talk(question.text) else plain(question.text)
    history = tuple(turn for turn in question.history if fixed_reply(turn.question) is None)
    wish = wish_of(own)
    if not history or (fixed_reply(own) is not None and not (wish.act is Act.SOURCE and _WHO.search(own))):
        return FollowUp(own, own)
    if wish.act is Act.LANGUAGE:
        last = history[-1].question
        return FollowUp(contextualise(last, history[:-1]), last, wish)
    if wish.act is Act.ASK and not _is_elliptic(own):
        return FollowUp(own, own)
    wants_list = wish.act in (Act.WHOLE, Act.ITEM, Act.NEXT)
    referent = recover_told(history, retriever, reader, wants_list=wants_list)
    if referent and wish.act is Act.NEXT and (place := next_place(referent.items, history[-1].answer)):
        wish = Wish(Act.ITEM, place=place)
    found = FollowUp(contextualise(own, history), own, wish, referent)
    if found.item is not None:
        return replace(found, interpreted=f"{own} ({_label(found.item)})")
    if wish.place is not None and referent and (named := _at(referent.named, wish.place)):
        return replace(found, interpreted=f"{own} ({named})", own=named)
    if (substituted := _substituted(own, history)) is not None:
        return replace(found, interpreted=substituted, own=substituted)
    return found


def _at(items: Sequence[_Thing], place: int) -> _Thing | None:
    """The item at a place from 1 on, or the last one."""
    if not items or place > len(items):
        return None
    return items[-1] if place == LAST else items[place - 1]


def contextualise(question: str, history: Sequence[Turn]) -> str:
    """The question with the previous topic's content words behind it, when it cannot stand alone.

    It can when it quotes something, a heading say. It cannot when it has fewer than two content words, begins
    with a linking word, or refers back with a pronoun and has at most two. A question with a topic of its own
    is left as it is, but for its wrapping.
    """
    question = plain(question)
    if not history or is_small_talk(question) or not _is_elliptic(question):
        return question
    if (substituted := _substituted(question, history)) is not None:
        return substituted
    own = set(words(question))
    carried = [word for word in _carried(question, history) if word.lower() not in own]
    return f"{question.rstrip()} ({' '.join(carried)})" if carried else question


def _is_elliptic(question: str) -> bool:
    plain = " ".join(words(question))
    own = content_words(question)
    if quoted_in(question) or _STANDS_ALONE.search(plain):
        return False
    if len(own) < _FEWEST_OWN_WORDS or (_LINKS.search(plain) and len(own) <= 3):
        return True
    return bool(_REFERRING & set(words(question))) and len(own) <= _FEWEST_OWN_WORDS


def _carried(question: str, history: Sequence[Turn]) -> list[str]:
    """The last topic's words, without those in whose place the question puts its own."""
    if _PERSON & set(words(question)) and content_words(question) and (name := _last_person(history)):
        return name.split()
    topic = _ASKING.sub("", _topic(history))
    lists = any(_is_list_word(word) for word in content_words(question))
    return [
        word
        for word in re.findall(r"[\w-]+", topic)
        if content_words(word) and not numbers_in(word) and not (lists and _is_list_word(word))
    ][:_MOST_CARRIED]


def _topic(history: Sequence[Turn]) -> str:
    """The last question that has a topic."""
    for turn in reversed(history):
        if len(content_words(turn.question)) >= _FEWEST_OWN_WORDS or turn is history[0]:
            return turn.question
    return ""


def _last_person(history: Sequence[Turn]) -> str | None:
    """The person named last, in a question before its answer."""
    for turn in reversed(history):
        for text in (turn.question, turn.answer):
            if names := _FULL_NAME.findall(text):
                return str(names[-1])
    return None


def _substituted(question: str, history: Sequence[Turn]) -> str | None:
    """The last topic with what the question names in its place; None where it says more, or nothing fits.

    "Och i Borlänge?" and "nej, jag menade Borlänge" take the place of "i Sundsvall", "og Försäkringskassan?"
    that of any name, "og kontrollbasert styring?" that of "tillitsbasert styring".
    """
    topic = _topic(history)
    said = _LEAVES.sub("", f"{question} ").strip(" ?.!,")
    said = _CORRECTION.sub("", f"{said} ").strip()
    new = _ONLY_A_NAME.fullmatch(said)
    if new is not None and content_words(new["name"]):
        names = list(_NAME.finditer(topic))
        alike = [name for name in names if _is_placed(topic, name)] if new["place"] else names
        return _replaced(topic, alike[-1], new["name"]) if alike else None
    own = content_words(said)
    if len(own) != 2 or len(words(said)) != 2:
        return None
    old = re.search(rf"\b([\w-]+) {re.escape(own[1])}\b", topic, re.IGNORECASE)
    if old is None or old[1].lower() == own[0] or not content_words(old[1]):
        return None
    return _replaced(topic, old, said)


def _replaced(topic: str, old: re.Match[str], new: str) -> str:
    return f"{topic[: old.start()]}{new}{topic[old.end() :]}"


def _is_placed(text: str, name: re.Match[str]) -> bool:
    return bool(_PLACED.search(text[: name.start()]))


def _is_list_word(word: str) -> bool:
    return question_type(word) is QuestionType.LIST


def _label(item: Shown) -> str:
    """The beginning of an item, as far as it tells it from the others."""
    text = display(item.unit.span.of(item.passage.document.text)).replace(" | ", ": ")
    first = re.split(r"(?<=\w)[.:](?: |$)", text, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_LABEL else f"{first[:_LONGEST_LABEL].rsplit(' ', 1)[0]} …"
