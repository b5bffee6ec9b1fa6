"""Whether a text lacks, in kind, what a question asks for, however many of its words it holds.

A price is asked for and hours are told, a name and only the role, three principles and only that there are three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import match
from app.answering.weighing.values import NAME, NUMBER_WORD, traces_asked_for
from app.domain.sources import UnitKind
from app.text.numbers import numbers_in
from app.text.words import fold, words

_SHORTEST_NAME = 3
_SURELY = 0.8
_VALUES_OF_NAMES = (QuestionType.WHERE, QuestionType.WHEN, QuestionType.HOW_MANY)
_PERSON = re.compile(r"\b[A-ZÅÄÖÆØ][a-zåäöæøéü]+(?:[- ][A-ZÅÄÖÆØ][a-zåäöæøéü]+)+")
_QUOTED = re.compile(r"[«\"”“»]")
_ASKS_FOR_A_NAME = re.compile(
    r"\b(?:heter|heiter|(?:vad|hva|kva) (?:hette|het|heitte|kallas|kalles)|name of|what is the name|called"
    r"|tit[et]l\w*|titles?|namn\w*|navn\w*)\b"
)
_ASKS_WHO_IS = re.compile(
    r"^(?:\w+ ){0,2}(?:vem|hvem|kven|who) (?:är|er|is|are|was|var|were|blev|ble|blei|vart|blir)"
    r" (?!ansvar|responsible)"
)
_ASKS_WHO_DID = re.compile(  # and is asked of a name: a person, or the role of one
    r"^(?:\w+ ){0,2}(?:vem|hvem|kven|who) (?:led(?:er|ar|de|s|et)?|leads|leia|leier|leiar|chair(?:s|ed)"
    r"|grunda\w*|grundlade|grunnla|stift\w+|founded|skrev|skreiv|wrote|written|uppfann|oppfann|invented|vann|vant|won|wins|äger|ägde|eier|eig"
    r"|owns|owned|byggde|bygde|built|sponsrar|sponser)\b"
)
_ROLE = re.compile(
    r"\w*(?:direktör|direktør|chef|sjef|leder|leiar|ordförande|ordfører|ordførar|rektor|styrer|styrar|minister"
    r"|forfatter|forfattar|författare|director|manager|head|chair\w*)(?:en|n|e|s|ens)?\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r" (?:för|for|till|til|av|åt|to|by|with|med|at)$"
)  # "who is it meant for": no name is asked for
_FOLLOWS_OR_PRECEDES = re.compile(
    r"\b(?:före|innan|før|before|efter|etter|after|efterträd\w*|etterfølg\w*|etterfylg\w*|overta\w*|övert\w+"
    r"|tok over|tar over|succeed\w*|successor\w*|predecessor\w*|företrädare\w*|forgjenger\w*|føregangar\w*"
    r"|replace[ds]|ersätter|ersatte|erstatter|erstattet)\b"
)
_ASKS_FOR_SO_MANY = re.compile(
    r"\b(?:vilka|hvilke|kva for|which|what are|name) (?:är |er |de |dei |the )*"
    rf"(?:\d+|to|sex|ni|one|{NUMBER_WORD})\b"
)
_ASKS_WHICH = re.compile(r"\b(?:vilka|hvilke|kva|which|what)\b")
_SOME = re.compile(
    r"\b(?:några|noen|nokre|some|flera|flere|fleire|several|vissa|visse|ett? antall?) (?P<noun>\w+)",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r",[^.;]{2,80}\b(?:och|og|and|samt|eller|or) \w|\w: \w|;|:$")


def lacks_value(reading: Reading, best: Evidence, *, is_listed: bool = False) -> bool:
    """Whether a question asks for something that leaves a trace, and the unit bears none.

    `is_listed`: the unit stands in a list or announces what is told behind it, so that no list is lacking.
    """
    plain = " ".join(words(reading.text))
    return (
        any(not trace.search(best.text) for trace in traces_asked_for(reading))
        or (not is_listed and _lacks_list(reading, plain, best))
        or _lacks_name(reading, plain, best.text)
        or _asks_nothing_but_names(reading)
    )


def _asks_nothing_but_names(reading: Reading) -> bool:
    """ "Where does X live": all that could be found is the name, which says nothing."""
    return bool(reading.names) and not reading.attributes and reading.type in _VALUES_OF_NAMES


def _lacks_list(reading: Reading, plain: str, best: Evidence) -> bool:
    """Whether the unit only announces what is to be listed: "there are three principles", "some authorities"."""
    if best.unit.kind is not UnitKind.SENTENCE:
        return False
    if _ASKS_FOR_SO_MANY.search(plain):
        counted = any(numbers_in(heading) & numbers_in(plain) for heading in best.passage.chunk.headings[-1:])
        return not _ENUMERATES.search(best.text.strip()) and (not counted or bool(numbers_in(best.text)))
    if not _ASKS_WHICH.search(plain) or reading.type is QuestionType.HOW_MANY:
        return False
    asked = reading.subject or reading.attributes[:1]
    language = best.passage.chunk.language
    for found in _SOME.finditer(best.text):
        if any(match(term, found["noun"], language) >= _SURELY for term in asked):
            return not _ENUMERATES.search(best.text[found.end() :])
    return False


def _lacks_name(reading: Reading, plain: str, text: str) -> bool:
    """Whether the text names nobody, or nothing, that the question does not name itself."""
    if _ASKS_FOR_A_NAME.search(plain):
        return not _QUOTED.search(text) and not _has_new(plain, (*NAME.findall(text), *_PERSON.findall(text)))
    asks_who = reading.type is QuestionType.WHO
    is_meant_for = _FOR.search(plain) is not None
    asks_for_role = _ASKS_WHO_IS.search(plain) and reading.asked is not None and not is_meant_for
    asks_for_another = reading.names and _FOLLOWS_OR_PRECEDES.search(plain)
    has_person = _has_new(plain, _PERSON.findall(text))
    if asks_who and reading.names and _ASKS_WHO_DID.search(plain):
        return not has_person and not _has_new(plain, _ROLE.findall(text))
    return asks_who and bool(asks_for_role or asks_for_another) and not has_person


def _has_new(plain: str, names: Iterable[str]) -> bool:
    """Whether the question says nothing of one of the names: whoever asks after X's chief knows X."""
    told = [fold(word) for word in words(plain)]
    return any(not any(_is_like(fold(word), told) for word in words(name)) for name in names)


def _is_like(word: str, others: Iterable[str]) -> bool:
    """By all but an ending: "Solgläntans", "Solgläntan"."""
    for other in others:
        shorter, longer = sorted((word, other), key=len)
        if word == other or (len(shorter) >= _SHORTEST_NAME and longer.startswith(shorter)):
            return True
    return False
