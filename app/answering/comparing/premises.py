"""What a question takes for granted, and the sources deny: the opposite word, the other direction, a "not".

Only where a word or a number marks the opposition: a premise that is right must never be denied. What a question
asks beyond the premise (why, when, where, how) is no reason to show a sentence that merely shares its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.comparing.trends import trend_asked, trend_told
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, covered_share, match
from app.answering.weighing.read_unit import read_unit
from app.answering.weighing.stance import END, GOES_ON, is_marker, is_negated
from app.domain.passages import QuestionTerm
from app.domain.sources import UnitKind
from app.text.words import words

_TAKES_FOR_GRANTED = (
    QuestionType.WHY,
    QuestionType.WHEN,
    QuestionType.CONDITION,
    QuestionType.WHERE,
    QuestionType.HOW,
    QuestionType.HOW_MANY,
)
_MAY_BE_DENIED = (QuestionType.WHY, QuestionType.WHEN, QuestionType.CONDITION, QuestionType.WHERE)
_ASKS_WHETHER = re.compile(
    r"(?:är|kan|ska|skall|får|har|finns|bör|måste|er|skal|finnes|finst|bør|må|is|are|can|does|do|did|should|will|may|has|have"
    r"|gäller|gjelder|gjeld|blev|ble|vart|om|if|whether)\b",
    re.IGNORECASE,
)
_MARGIN = 3.0
_LEAST_COVERAGE = 0.5
_LEAST_OWN = 0.3
_ALL_BUT = 0.6
_ALL = 0.9
_SURELY = 0.7
_BEFORE, _BEHIND = 3, 2  # words between a "not" and what it denies
_NOT = re.compile(r"inte|icke|ej|ikke|ikkje|aldrig|aldri|not|never|don't|doesn't|didn't|isn't|cannot")
_NONE = re.compile(r"ingen|inga|inget|inkje|intet|no")  # of the thing named behind it
_NEITHER = re.compile(r"\b(?:verken|varken|neither|ingen|nobody|no one)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"\b(?:inte|icke|ikke|ikkje|not) (?:bara|bare|berre|enbart|alltid|alla|alle|all|only|always|längre|lenger|heller"
    r"|så|that)\b|\b(?:utan att|utan|men|uten at|utan at|but|förrän|før|until|unless|unntatt|om inte|hvis ikke)\b",
    re.IGNORECASE,
)
_ASKS_OF_AN_EXCEPTION = re.compile(
    r"\b(?:undvik\w*|unngå\w*|avoid\w*|hindr\w*|utan|uten|without|stopp\w*|prevent\w*|instead|stället|stedet|staden)\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"(?<=\w) (?:när|når|då|da|when|after|since|efter att|etter at|sedan|sidan|siden|trots att|selv om)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;:]|\b(?:men|medan|mens|medans|while|whereas|but)\b", re.IGNORECASE)
_DEARER = re.compile(
    r"\b(?:dyrare|dyrere|dearer|costlier|more expensive|billigare|billigere|cheaper)\b", re.IGNORECASE
)
_COST = re.compile(r"kost|pris|utgift|cost|price|expens|\bkr\b|kron", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?–]")


@dataclass(frozen=True, slots=True)
class _Pole:
    """Words of one meaning, and those of its opposite."""

    says: re.Pattern[str]
    opposite: re.Pattern[str]

    @classmethod
    def of(cls, says: str, opposite: str) -> _Pole:
        return cls(*(re.compile(rf"\b(?:{one})\b", re.IGNORECASE) for one in (says, opposite)))


_VOLUNTARY = r"frivillig\w*|valfri\w*|valgfri\w*|voluntary|voluntarily|optional"
_FORBIDDEN = r"förbj\w+|förbud\w*|forbudt|forby\w*|forbode\w*|forbod|forbidden|prohibit\w*|banned"
_ALLOWED = r"tillåt\w+|tillatt|tillate[tn]?|tillete|allow\w*|permit\w*"
_REJECTED = r"avslog\w*|avslo|avslås|avslått|avvis[ats]\w*|reject\w*|turned down|röstades? ned|nedstemt"
_ACCEPTED = (
    r"bifall\w*|bifölls|biföll|antog\w*|antas|antagit\w*|godkän\w*|godkjen\w*|vedt(?:ok|att|as|att|eken|eke)"
    r"|approv\w+|accepted|adopted|granted"
)
_SUPPORTED = (
    r"stödde|stöd(?:j?er)|støttet|støtter|støtta|stør|støttar|tillstyrk\w+|bakom|bak forslaget|support(?:ed|s)?"
    r"|backed|endors\w+"
)
_OPPOSED = (
    r"(?<!ta )(?<!tar )(?<!tog )(?<!tagit )(?<!tas )(?<!tek )(?<!tok )(?<!tatt )(?<!teke )(?:emot|imot)|motsat[te]\w*"
    r"|motsätt\w*|motset[te]\w*|avstyrk\w+|opposed?|opposes|opposing|against|reserver\w+|avstod|kritisk\w*"
)
_POLES = tuple(
    _Pole.of(*pair)
    for pair in (
        (
            r"obligatorisk\w*|tvungen|tvingad\w*|tvunge[nt]|mandatory|compulsory|obligatory|forced|påbud\w*",
            _VOLUNTARY,
        ),
        (r"(?:varför|hvorfor|kvifor|why) (?:måste|må|must|do \w+ have to|does \w+ have to)", _VOLUNTARY),
        (_FORBIDDEN, _ALLOWED),
        (_ALLOWED, _FORBIDDEN),
        (_REJECTED, _ACCEPTED),
        (_ACCEPTED, _REJECTED),
        (_SUPPORTED, _OPPOSED),
        (_OPPOSED, _SUPPORTED),
    )
)


def refuted(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The unit that says the opposite of what the question takes for granted; None when there is none."""
    if reading.type not in _TAKES_FOR_GRANTED or is_negated(reading.text) or not evidence:
        return None
    if _ASKS_WHETHER.match(reading.text) or any(map(_NONE.fullmatch, words(reading.text))):
        return None
    checks = (_by_opposite, _by_heading, _by_direction, _by_denial)
    return next((one for check in checks for one in check(reading, evidence)), None)


def _by_opposite(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    for pole in _POLES:
        if not pole.says.search(reading.text):
            continue
        topic = [term for term in _premise(reading) if not pole.says.fullmatch(term.word)]
        near = [one for one in _near(evidence, topic) if not is_negated(_said(reading, one))]
        if not any(pole.says.search(_said(reading, one)) for one in near):
            yield from (one for one in near if pole.opposite.search(_said(reading, one)))


def _by_heading(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """An item of what goes on, where the question says that it ended; or the other way round."""
    for says, opposite in ((END, GOES_ON), (GOES_ON, END)):
        if not any(says.fullmatch(word) for word in words(reading.text)):
            continue
        topic = [term for term in _premise(reading) if not is_marker(term.word)]
        for one in _near(evidence, topic):
            over = words(" ".join(text for text, _ in context_of(one.passage)[:2]))
            is_item = one.unit.kind is UnitKind.ITEM and _own(one, topic) >= _LEAST_COVERAGE
            tells = any(opposite.fullmatch(word) for word in over) and not any(map(says.fullmatch, over))
            if is_item and tells and not is_negated(" ".join(over)):
                yield one


def _by_direction(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    asked = trend_asked(reading.text)
    if asked is None:
        return
    topic = [
        term for term in _premise(reading) if not is_marker(term.word) and trend_asked(term.word) is None
    ]
    near = _near(evidence, topic)
    if _DEARER.search(reading.text):
        near = [one for one in near if _COST.search(one.text)]
    near = [one for one in near if one.own_names >= _SURELY] or near  # another's row says nothing of this one
    told = [(one, trend_told(one.passage, one.unit)) for one in near]
    if not any(trend is asked for _, trend in told):
        yield from (one for one, trend in told if trend is not None)


def _by_denial(reading: Reading, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """A unit that says all that the question says, with a "not"."""
    best = evidence[0]
    own = _own(best, reading.attributes)
    speaks_of_an_end = any(is_marker(term.word) for term in reading.attributes)
    if reading.type not in _MAY_BE_DENIED or _ASKS_OF_AN_EXCEPTION.search(reading.text):
        return
    if speaks_of_an_end and own < _ALL:
        return
    if own >= _ALL_BUT and any(_denies(term, best) for term in reading.attributes):
        yield best


def _premise(reading: Reading) -> list[QuestionTerm]:
    """What the question is about, without the circumstances that it adds ("… when the teams began")."""
    main = frozenset(words(_CIRCUMSTANCE.split(reading.text, maxsplit=1)[0]))
    return [term for term in reading.attributes if term.word in main] or list(reading.attributes)


def _said(reading: Reading, item: Evidence) -> str:
    """The clause that names the one asked about; the whole text where none or every clause does."""
    named = [
        clause
        for clause in _CLAUSES.split(item.text)
        if any(match(name, clause, item.passage.chunk.language) >= _SURELY for name in reading.names)
    ]
    return " ".join(named) or item.text


def _denies(term: QuestionTerm, item: Evidence) -> bool:
    language = item.passage.chunk.language
    if _NOT_ONLY.search(item.text):
        return False
    for clause in (words(one) for one in _CLAUSE.split(item.text)):
        denials = [at for at, word in enumerate(clause) if _NOT.fullmatch(word)]
        for at, word in enumerate(clause):
            is_near = any(-_BEHIND <= at - no <= _BEFORE for no in denials)
            is_none = any(_NONE.fullmatch(before) for before in clause[max(0, at - _BEFORE) : at])
            if (is_near or is_none) and match(term, word, language) >= _SURELY:
                return True
    return _NEITHER.match(item.text.strip()) is not None and match(term, item.text, language) >= _SURELY


def _near(evidence: Sequence[Evidence], topic: Sequence[QuestionTerm]) -> list[Evidence]:
    """The units that come near the best and speak of the topic."""
    least = evidence[0].score - _MARGIN
    return [
        one
        for one in evidence
        if one.score >= least
        and one.names >= _SURELY
        and (_with_context(one, topic) >= _LEAST_COVERAGE or (one.own_names >= _SURELY and not topic))
        and max(_own(one, topic), _heading(one, topic), one.own_names) >= _LEAST_OWN
    ]


def _heading(item: Evidence, topic: Sequence[QuestionTerm]) -> float:
    texts = [(one, 1.0) for one in item.passage.chunk.headings[-1:]]
    return covered_share(topic, texts, item.passage.chunk.language) if texts else 0.0


def _own(item: Evidence, terms: Sequence[QuestionTerm]) -> float:
    return covered_share(terms, ((item.text, 1.0),), item.passage.chunk.language)


def _with_context(item: Evidence, terms: Sequence[QuestionTerm]) -> float:
    read = read_unit(item.passage, item.unit)
    texts = ((read.text, 1.0), (read.before, 1.0), *context_of(item.passage))
    return covered_share(terms, texts, item.passage.chunk.language)
