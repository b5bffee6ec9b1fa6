"""A follow-up made self-contained: the topic's content words are carried over, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.plain_question import plain
from app.answering.small_talk import is_small_talk
from app.domain.answers import Turn
from app.text.words import content_words, words

_MOST_CARRIED = 6
_FEWEST_OWN_WORDS = 2
_LINKS = re.compile(
    r"^(?:och|og|and|men|but|så|ja|jo|yes|nei|nej|no|ok|okej|hva med|vad med|kva med|what about|gäller det"
    r"|gi meg|ge mig|gje meg|give me|resten|fler|flere|fleire|mer|meir|more|hele|hela|heile)\b"
)
_REFERRING = frozenset(
    """det den dette detta denna denne de dei dem dom han hon hun ho hans hennes hennar deras deres deira dess
    där der dit då slik sådan it this that these those they them he she his her their there""".split()
)


def contextualise(question: str, history: Sequence[Turn]) -> str:
    """The question with the previous topic's content words behind it, when it cannot stand alone.

    It cannot when it has fewer than two content words, begins with a linking word, or refers back with a
    pronoun and has at most two. A question with a topic of its own is left as it is, but for its wrapping.
    """
    question = plain(question)
    if not history or is_small_talk(question) or not _is_elliptic(question):
        return question
    topic = _topic(history)
    own = set(words(question))
    carried = [word for word in topic if word.lower() not in own]
    return f"{question.rstrip()} ({' '.join(carried)})" if carried else question


def _is_elliptic(question: str) -> bool:
    plain = " ".join(words(question))
    own = content_words(question)
    if len(own) < _FEWEST_OWN_WORDS or (_LINKS.search(plain) and len(own) <= 3):
        return True
    return bool(_REFERRING & set(words(question))) and len(own) <= _FEWEST_OWN_WORDS


def _topic(history: Sequence[Turn]) -> list[str]:
    """The content words of the last question that has a topic, as they were written."""
    for turn in reversed(history):
        spoken = re.findall(r"[\w-]+", turn.question)
        topic = [word for word in spoken if content_words(word)]
        if len(topic) >= _FEWEST_OWN_WORDS or turn is history[0]:
            return topic[:_MOST_CARRIED]
    return []
