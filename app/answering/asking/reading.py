"""A question as the composer sees it: its type, its names, and what it asks about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.answering.asking.names import entities, known_names, names_among
from app.answering.asking.question_types import NUMBER_WORDS, QuestionType, question_type
from app.domain.passages import Passage, QuestionTerm
from app.text.question_order import asking_first
from app.text.words import words

_NEGATIONS = frozenset("inte ej icke ikke ikkje not no ingen inga inget ingenting aldrig aldri never".split())
_ASKED_WITHIN = 4
_ASKED_AFTER = 3
_ASKED = re.compile(
    r"\b(?:hur (?:många|mycket|stora?|gammal|länge|ofta|höga?|långt?)|hvor (?:mange|mye|store?|gammel|lenge"
    r"|ofte|høy|langt?)"
    r"|kor (?:mange|mykje|store?|gamal|lenge|ofte|høg|langt?)|how (?:many|much|old|long|often|large|big|high)"
    r"|vilken|vilket|vilka|hvilken|hvilket|hvilke|kva for (?:ei|ein|eit)?|which|what kind of|vad för"
    r"|hva slags"
    r"|(?:vad|hva|kva|what|vem|hvem|kven|who) (?:är|er|is|are|was|var|were|blev|ble))\b"
)
_SAYS = re.compile(
    r"^(?:vad|va|hva|kva|what) (?:säger|sa|sade|tycker|tyckte|anser|ansåg|mener|mente|meiner|meinte|sier|seier"
    r"|svarade|svarar|svarte|(?:did|does|do) the)\b"
)
_FORM_WORDS = {  # they tell what form the answer has, and no text needs to hold them
    QuestionType.DEFINITION: re.compile(
        r"defini\w+|begrep\w+|omgrep\w+|betyd\w+|betyr|tyder|innebär\w*|innebærer|inneber|mean\w*|concepts?"
        r"|terms?|båda|begge|both|" + "|".join(sorted(NUMBER_WORDS))
    ),
    QuestionType.LIST: re.compile(
        r"räkna\w*|rams\w*|list[ae]?|listan|listen|nämn\w*|nevn\w*|name|complete|fullständig\w*|fullstendig\w*"
        r"|samtlig\w*|punkt\w*|points?|items?"
    ),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the composer sees it: its type, and its terms split into names and what is asked of them.

    A name is a term that texts write with a capital letter; `attributes` are all other terms. Weights are
    idf, so that a rare word counts for more. `entities` are the names' words, those of one full name together.
    `is_in_order` says that the words were typed as in a sentence; if not, those that ask were put first in `text`.
    `names_section` says that the question quotes the heading of the
    one section that its evidence is from.
    """

    text: str
    type: QuestionType
    names: tuple[QuestionTerm, ...]
    attributes: tuple[QuestionTerm, ...]
    entities: tuple[tuple[str, ...], ...] = ()
    is_in_order: bool = True
    names_section: bool = False

    @property
    def asked(self) -> QuestionTerm | None:
        """The attribute right behind the question word: "lön" in "vilken lön har …", "råd" in "which three råd"; None
        where there is none.

        A comparison asks for a difference, which the sources need not call so.
        """
        found = _ASKED.search(self.text.lower())
        if found is None or not self.is_in_order or self.type is QuestionType.COMPARISON:
            return None
        if len(words(self.text[: found.start()])) > _ASKED_AFTER:
            return None
        attributes = {term.word: term for term in self.attributes if term.word not in NUMBER_WORDS}
        near = words(self.text[found.end() :])[:_ASKED_WITHIN]
        return next((attributes[word] for word in near if word in attributes), None)

    @property
    def subject(self) -> tuple[QuestionTerm, ...]:
        """What an answer cannot be without: the word asked for with the attributes right behind it ("documentation
        requirements"), or who is asked to have said something; empty where that is open."""
        attributes = {term.word: term for term in self.attributes}
        if self.is_in_order and (said := _SAYS.search(self.text.lower())):
            near = words(self.text[said.end() :])[:_ASKED_AFTER]
            first = next((word for word in near if word in attributes), None)
        else:
            first = self.asked.word if self.asked else None
        if first is None:
            return ()
        every = words(self.text)
        behind = every[every.index(first) :]
        return tuple(attributes[word] for word in takewhile(attributes.__contains__, behind))

    @property
    def terms(self) -> tuple[QuestionTerm, ...]:
        return (*self.names, *self.attributes)


def read_question(question: str, passages: Sequence[Passage], terms: Sequence[QuestionTerm]) -> Reading:
    """Splits a question's terms into names and attributes.

    The type of the question decides which words only tell what form the answer has.
    """
    known = known_names(passages)
    text = asking_first(question)
    names = names_among(question, terms, known)
    attributes = tuple(term for term in terms if term not in names and not _says_little(term))
    kind = question_type(question)
    if kind in _FORM_WORDS:
        attributes = (
            tuple(one for one in attributes if not _FORM_WORDS[kind].fullmatch(one.word)) or attributes
        )
    together = entities(question, [one.word for one in names], known)
    return Reading(text, kind, names, attributes, together, text == question)


def names_a_definition(word: str) -> bool:
    """Whether a word asks for, or announces, a definition: those who give one seldom call it so."""
    return bool(_FORM_WORDS[QuestionType.DEFINITION].fullmatch(word.lower()))


def _says_little(term: QuestionTerm) -> bool:
    """Negations, and counts, which are compared with what a list holds: any text has a "not" or a 3
    somewhere, and no Swedish text a "five"."""
    word = term.word
    is_count = word.isdigit() and len(word) <= 2
    return word in _NEGATIONS or is_count or (word in NUMBER_WORDS and not term.is_known)
