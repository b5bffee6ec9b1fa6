"""The words that ask, put first: a question reads alike however hastily its words were typed.

"tillitsreform Norge när" asks what "när … tillitsreform Norge" asks, and "många anställda hur" what "hur många
anställda" does. A question in the order of a sentence stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.text.words import is_stop_word

_FILE = Path(__file__).with_suffix(".toml")
_LEADING = 3
_ENDS_AS_VERBS_DO = re.compile(r"\w+(?:r|s|de|te)")
_CLAUSES = re.compile(r"[,.;:!?–—]\s|\s-\s")
_EDGES = re.compile(r"\W+$|^\W+")


@dataclass(frozen=True, slots=True)
class AskingWords:
    """The words of `question_order.toml`, where each group is explained."""

    how: frozenset[str]
    much: frozenset[str]
    what: frozenset[str]
    is_: frozenset[str]
    when: frozenset[str]
    may: frozenset[str]
    asks: frozenset[str]
    which: frozenset[str]
    joins: frozenset[str]
    and_: frozenset[str]
    between: frozenset[str]
    verbs: frozenset[str]
    begins: frozenset[str]

    def belonging_to(self, word: str) -> frozenset[str]:
        """What belongs behind a question word: "many" behind "how", "is" behind "what", "may" behind "when"."""
        if word in self.how:
            return self.much
        return self.is_ if word in self.what else self.may if word in self.when else frozenset()

    def is_verb(self, word: str) -> bool:
        return word in self.verbs or word in self.is_ or bool(_ENDS_AS_VERBS_DO.fullmatch(word))


@cache
def load_asking_words(path: Path = _FILE) -> AskingWords:
    groups = {
        name: frozenset(words.split())
        for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    return AskingWords(
        how=groups["how"],
        much=groups["much"],
        what=groups["what"],
        is_=groups["is"],
        when=groups["when"],
        may=groups["may"],
        asks=groups["how"] | groups["what"] | groups["when"] | groups["asks_alone"] | groups["which"],
        which=groups["which"],
        joins=groups["joins"],
        and_=groups["and"],
        between=groups["between"],
        verbs=groups["verbs"],
        begins=groups["begins"],
    )


def asking_first(question: str) -> str:
    """The question with its question word first, and behind it what belongs to it ("many" behind "how").

    Only of one clause whose question word has words with content before it, or another behind it than belongs
    there. A question that asks with no question word, and begins small though a verb in it does not, begins with
    that verb.
    """
    typed = question.split()
    if not typed or _CLAUSES.search(question.strip()):
        return question
    plain = [_EDGES.sub("", word).lower() for word in typed]
    front = _front(typed, plain)
    if front == list(range(len(front))):
        return question
    rest = [at for at in range(len(typed)) if at not in front]
    mark = "?" if question.rstrip().endswith("?") else ""
    return " ".join(typed[at] for at in (*front, *rest)).replace("?", "").rstrip() + mark


def asks(word: str) -> bool:
    return word in load_asking_words().asks


def begins_questions(word: str) -> bool:
    """Whether a lower-case word asks, or is a verb that begins a question for yes or no."""
    asking_words = load_asking_words()
    return word in asking_words.asks or word in asking_words.begins


def _front(typed: Sequence[str], plain: Sequence[str]) -> list[int]:
    """The places of the words that belong first; those from 0 on where the order is that of a sentence."""
    asking_words = load_asking_words()
    began = _moved_from_the_front(typed, plain)
    if began is not None and plain[began] in asking_words.begins:
        return [began]
    asking = [at for at, word in enumerate(plain) if word in asking_words.asks]
    if not asking:
        return []
    at = began if began is not None and began in asking else _asks(asking, plain, asking_words)
    if began is None and (
        plain[at] in asking_words.which or (plain[0] in asking_words.begins and at >= _LEADING)
    ):
        return []
    partner = _partner(plain, at, asking_words)
    may_only_join = plain[at] in asking_words.joins and at < len(plain) - 1 and began is None
    leads = at < _LEADING and all(
        is_stop_word(word) and word not in asking_words.joins for word in plain[:at]
    )
    if (leads and partner in (None, at + 1)) or (partner is None and may_only_join):
        return []
    return [at] if partner is None else [at, partner]


def _moved_from_the_front(typed: Sequence[str], plain: Sequence[str]) -> int | None:
    """Where the word stands that has the capital of the first one: the only capital, in a question that begins
    small, on a word that questions begin with."""
    capitals = [at for at, word in enumerate(typed) if word[:1].isupper()]
    moved = [at for at in capitals if at and begins_questions(plain[at])]
    return moved[0] if len(moved) == 1 and not typed[0][:1].isupper() else None


def _asks(asking: Sequence[int], plain: Sequence[str], asking_words: AskingWords) -> int:
    """Which of several question words asks: the first that cannot join a clause, but for one in front that does
    what it asks, "when was …", "when and why"."""
    first = asking[0]
    behind = plain[first + 1] if first + 1 < len(plain) else ""
    if first == 0 and (behind in asking_words.verbs | asking_words.is_ | asking_words.and_):
        return first
    return next((at for at in asking if plain[at] not in asking_words.joins), first)


def _partner(plain: Sequence[str], at: int, asking_words: AskingWords) -> int | None:
    """Where the word stands that belongs behind the question word; None where another may stand there."""
    kind = asking_words.belonging_to(plain[at])
    behind = plain[at + 1] if at + 1 < len(plain) else ""
    if not kind:
        return None
    if behind in kind:
        return at + 1
    may_stand = at == 0 or kind is asking_words.is_
    if behind in asking_words.between or (asking_words.is_verb(behind) and may_stand):
        return None
    found = next((other for other, word in enumerate(plain) if word in kind), None)
    has_one_word_between = at == 0 and any(map(asking_words.is_verb, plain[at + 2 : at + 3]))
    return None if has_one_word_between else found
