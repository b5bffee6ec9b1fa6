"""What a text says of a thing: that there is (more of) it, or that it ends, shrinks or is not.

"Kontrollen fortsätter" and "kontrollen ska inte upphöra" say the same of control, "ersätter kontrollen" the
opposite. Only words beside the thing count, and a denial of an end is no end. What no word marks says nothing
for certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.passages import QuestionTerm
from app.domain.sources import Language
from app.text.words import stem, words

_BEFORE, _BEHIND = 5, 3  # words
_SHORTEST_STEM = 5
_NEGATION = re.compile(
    r"inte|icke|ej|ikke|ikkje|aldrig|aldri|not|never|ingen|inga|inget|inkje|ingenting|nothing|no"
)
_DENIAL = re.compile(r"inte|icke|ej|ikke|ikkje|aldrig|aldri|not|never")
END = re.compile(
    r"(?:ersätt|erstatt|avskaffa?|slopa|sluta|slutt|upphör|opphør|försvinn|forsvinn|fjern|överge|abolish|remov"
    r"|replac|abandon|avsäg|abdiker|släpp|opphev|upphäv)\w*|bort|stops?|ends?"
)
_LESS = re.compile(
    r"(?:minsk|reduser|reducera|sänk|senk|förlor|taper|slipp|reduc|decreas)\w*|mindre|färre|færre|fewer|less|lose"
    r"|sämre|värre|verre|dårlegare|dårligere|worse|lägre|lavere|lågare|lower|uten|utan|without|ned|ner"
)
GOES_ON = re.compile(
    r"(?:fortsätt|fortsett|framhald|kvarstå|bestå|behåll|behald|behold|continu|remain|förutsättning|forutset)\w*"
    r"|keeps?|kept|fortfarande|fortsatt|framleis|fremdeles|still"
)
_MORE = re.compile(
    r"(?:öka|øk|auk|växer|växte|vokser|bättr|förbättr|forbedr|betr|bedr|stärk|styrk|höj|increas|improv|better"
    r"|viktig)\w*|mer|meir|more|important"
)
_PARTICLES = frozenset("bort ned ner".split())
_PREPOSITIONS = frozenset(
    "i på med hos för for från fra när når og och and in at when from med ved vid".split()
)
_CLAUSE_END = re.compile(r"[,;:.!?–]|\b(?:men|but|medan|mens|while)\b")
_INSTEAD_OF = re.compile(
    r"\b(?:i ?stället för|i stedet for|i staden for|instead of|rather than"
    r"|(?:tar|tog|tagit|tatt|tok|teke|ta|take|taken|took) (?:över|over) (?:för|for|efter|etter|from))\b"
)
_NOT_THIS_BUT_THAT = re.compile(r"\b(inte|ej|icke|enbart)\b(.*?)\butan\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stance:
    """`holds`: there is (more of) the thing, or it goes on. `is_marked`: a word beside it says so.

    `is_about_an_end`: that word speaks of an end or of going on, not of more or less.
    """

    holds: bool
    is_marked: bool
    is_about_an_end: bool


def stances(term: QuestionTerm, text: str, language: Language) -> frozenset[Stance]:
    """What a text says of a term wherever it names it; empty for a text that does not."""
    plain = _INSTEAD_OF.sub("replacing", _NOT_THIS_BUT_THAT.sub(r"\1\2,", text.lower()))
    clauses = _CLAUSE_END.split(plain)
    own = tuple(
        one for one, weight in term.alternatives.items() if weight == 1 and len(one) >= _SHORTEST_STEM
    )
    found = (
        _stance(clause, at)
        for clause in (words(one) for one in clauses)
        for at, word in enumerate(clause)
        if word == term.word or _is_form(stem(word, language), term, own)
    )
    return frozenset(found)


def is_marker(word: str) -> bool:
    """Whether a word says of other things that they end or go on, shrink or grow."""
    return any(kind.fullmatch(word) for kind in (END, _LESS, GOES_ON, _MORE))


def is_negated(text: str) -> bool:
    return any(_DENIAL.fullmatch(word) for word in words(text))


def _is_form(stemmed: str, term: QuestionTerm, own: tuple[str, ...]) -> bool:
    """By stem or concept; or as another form of the same word ("kontrollera" for "kontroll")."""
    if stemmed in term.alternatives:
        return True
    return stemmed.startswith(own) and any(
        stemmed.startswith(other) and len(stemmed) <= len(other) + 3 for other in own
    )


def _stance(clause: tuple[str, ...], at: int) -> Stance:
    before = clause[max(0, at - _BEFORE) : at]
    behind = _said_of_the_subject(clause[at + 1 : at + 1 + _BEHIND])
    beside = (*before, *behind)
    ends = sum(bool(END.fullmatch(word)) for word in beside)
    turns = ends + sum(bool(_LESS.fullmatch(word) or _NEGATION.fullmatch(word)) for word in beside)
    near = (*beside, *clause[at + 1 : at + 1 + _BEHIND])
    goes_on = any(GOES_ON.fullmatch(word) for word in near)
    grows = any(_MORE.fullmatch(word) for word in near)
    return Stance(
        holds=turns % 2 == 0,
        is_marked=bool(turns) or goes_on or grows,
        is_about_an_end=bool(ends) or goes_on,
    )


def _said_of_the_subject(behind: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind a term up to a verb that says something of it: passive, or without an object.

    In "tilliten minskar byråkratin" it is not the trust that shrinks.
    """
    for place, word in enumerate(behind):
        if END.fullmatch(word) or _LESS.fullmatch(word):
            after = behind[place + 1 : place + 2]
            if word.endswith("s") or word in _PARTICLES or not after or after[0] in _PREPOSITIONS:
                return behind[: place + 1]
    return ()
