"""Where sources contradict: the question's premise, or each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType, numbers_in
from app.answering.asking.reading import Reading
from app.answering.comparing.trends import Trend, trend_asked, trend_told
from app.answering.lists.list_choice import ITEMS
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, covered_share, match
from app.answering.weighing.stance import Stance, is_marker, is_negated, stances
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Language, UnitKind

_LEAST_COVERAGE = 0.6
_LEAST_OF_A_SIDE = 0.5
_LEAST_WHERE_ASKED = 0.45  # where the question is what the sources say
_SURELY = 0.7
_LEAST_IDF_SHARE = 0.2
_DENIAL_MARGIN = 1.0
_OTHER_SIDE_MARGIN = 4.0
_MOST_ON_A_SIDE = 2
_COUNTS = range(2, 31)
_MAY_BE_DISPUTED = (
    QuestionType.YES_NO,
    QuestionType.OTHER,
    QuestionType.CONSEQUENCE,
)
_ASKS_WHETHER_THEY_AGREE = re.compile(
    r"\b(?:överens|oense|enige?|uenige?|einige?|ueinige?|samstämmiga?|motsäg\w*|motsig\w*|motsei\w*|(?:säger|sier|seier)"
    r" \w* ?(?:olika|emot|imot|forskjellig|ulikt)|olika om|ulikt om|forskjellig om|agree|disagree|contradict\w*"
    r"|noen sier|nokon seier|vissa säger|some say"
    r"|(?:vad säger|hva sier|kva seier) (?:käll|kild|kjeld)\w+|what do the sources say)\b",
    re.IGNORECASE,
)
_ASKS_FOR_A_THING = re.compile(
    r"(?:vad|va|hva|kva|what) (?!händer|skjer|hender|happens|säger|sier|seier|do|does|did)", re.IGNORECASE
)
_SOURCES = re.compile(
    r"käll|kilde|kjelde|source|text|tekst|överens|oense|enig|einig|olik|ulik|forskjell|agree|contradict|motsäg|motsig|motsei"
    r"|behöv|treng|need"
)


def denial(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The unit that says the opposite of what a why-question takes for granted; None when there is none.

    A unit that says what the question says, and is about it as much, means that the premise is not wrong.
    """
    if reading.type is not QuestionType.WHY or is_negated(reading.text):
        return None
    topic = _topic(reading)
    near = _near(evidence, _DENIAL_MARGIN, topic)
    for term in _weighty(topic):
        premise = _one_stance(term, reading.text)
        if premise is None:
            continue
        against = [item for item in near if _says(item, term, not premise.holds)]
        if against and not any(
            _holds(item, term, premise.holds) for item in near if item.coverage >= against[0].coverage
        ):
            return against[0]
    return None


def two_sides(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Units of different sources of which some say that a thing ends and others that it goes on.

    The best unit is one of them, unless the question asks whether the sources agree; its side comes first.
    Empty when the sources do not contradict each other.
    """
    asks = _ASKS_WHETHER_THEY_AGREE.search(reading.text) is not None
    if not asks and (reading.type not in _MAY_BE_DISPUTED or _ASKS_FOR_A_THING.match(reading.text)):
        return ()
    topic = _topic(reading)
    near = _near(evidence, _OTHER_SIDE_MARGIN, topic, _LEAST_WHERE_ASKED if asks else _LEAST_OF_A_SIDE)
    for term in _weighty(topic):
        told = _told_of_its_end(near, term)
        ends, goes_on = (_side(told, holds) for holds in (False, True))
        both = sorted((*ends, *goes_on), key=lambda item: -item.score)
        if ends and goes_on and (asks or both[0] is evidence[0]):
            return (*ends, *goes_on) if both[0] in ends else (*goes_on, *ends)
    return _two_trends(reading, evidence)


def _two_trends(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """For whether something grew or shrank: the best unit of each of two sources of which one says so, and the
    other that it did not; both speak of the thing itself, and of what is named."""
    topic = [term for term in _topic(reading) if trend_asked(term.word) is None]
    if trend_asked(reading.text) is None or not reading.names or not topic:
        return ()
    thing = max(topic, key=lambda term: term.idf)
    found: dict[str, tuple[Evidence, Trend]] = {}
    for item in evidence:
        trend = trend_told(item.passage, item.unit)
        if (
            trend is not None
            and item.score >= evidence[0].score - _OTHER_SIDE_MARGIN
            and item.names >= 1
            and item.unit.kind is UnitKind.SENTENCE
            and match(thing, item.text, item.passage.chunk.language) >= _SURELY
        ):
            found.setdefault(item.passage.chunk.source_id, (item, trend))
    first, *others = found.values() or [None]
    other = next((one for one in others if one and first and one[1] is not first[1]), None)
    return (first[0], other[0]) if first and other else ()


def other_count(reading: Reading, parts: Sequence[Passage]) -> tuple[int, int] | None:
    """How many items the question takes for granted, and how many a list has whose lead-in tells their number.

    None when the two agree, or when either says nothing of a number.
    """
    asked = [number for number in numbers_in(reading.text) if number in _COUNTS]
    count = sum(unit.kind in ITEMS and unit.depth == 0 for part in parts for unit in part.chunk.units)
    told = " ".join(text for text, _ in context_of(parts[0]))
    if len(asked) != 1 or asked[0] == count or count not in numbers_in(told) or asked[0] in numbers_in(told):
        return None
    return asked[0], count


def _topic(reading: Reading) -> tuple[QuestionTerm, ...]:
    """What a question is about, without what it says of that and without its words for the sources."""
    return tuple(
        term for term in reading.attributes if not is_marker(term.word) and not _SOURCES.match(term.word)
    )


def _near(
    evidence: Sequence[Evidence],
    margin: float,
    topic: Sequence[QuestionTerm],
    least_coverage: float = _LEAST_COVERAGE,
) -> list[Evidence]:
    """The units that come near the best and are about the topic."""
    least = evidence[0].score - margin
    return [item for item in evidence if item.score >= least and _coverage(item, topic) >= least_coverage]


def _coverage(item: Evidence, topic: Sequence[QuestionTerm]) -> float:
    return covered_share(topic, ((item.text, 1.0), *context_of(item.passage)), item.passage.chunk.language)


def _weighty(topic: Sequence[QuestionTerm]) -> list[QuestionTerm]:
    """The terms that the question is about, not merely mentions; the weightiest first."""
    least = _LEAST_IDF_SHARE * sum(term.idf for term in topic)
    return sorted((term for term in topic if term.idf >= least), key=lambda term: -term.idf)


def _told_of_its_end(near: Sequence[Evidence], term: QuestionTerm) -> list[tuple[Evidence, bool]]:
    """The units that speak of nothing but a thing's end or going on and are of one opinion, with whether it holds;
    one that says so without a "not" before one that needs it."""
    told = [(item, _of(item, term)) for item in near]
    found = [
        (item, next(iter(said)).holds)
        for item, said in told
        if all(one.is_about_an_end for one in said) and len({one.holds for one in said}) == 1
    ]
    return sorted(found, key=lambda one: is_negated(one[0].text))


def _side(told: Sequence[tuple[Evidence, bool]], holds: bool) -> tuple[Evidence, ...]:
    """The best unit of each source."""
    found: dict[str, Evidence] = {}
    for item, says in told:
        if says is holds:
            found.setdefault(item.passage.chunk.source_id, item)
    return tuple(found.values())[:_MOST_ON_A_SIDE]


def _of(item: Evidence, term: QuestionTerm) -> frozenset[Stance]:
    return stances(term, item.text, item.passage.chunk.language)


def _says(item: Evidence, term: QuestionTerm, holds: bool) -> bool:
    """Whether all that a unit says of a thing is this, in so many words."""
    said = _of(item, term)
    return bool(said) and all(one.holds is holds for one in said) and any(one.is_marked for one in said)


def _holds(item: Evidence, term: QuestionTerm, holds: bool) -> bool:
    return any(one.holds is holds for one in _of(item, term))


def _one_stance(term: QuestionTerm, question: str) -> Stance | None:
    """What the question takes for granted of a thing, when it says one thing of it."""
    said = stances(term, question, Language.SV)  # a term names itself by its very word
    return next(iter(said)) if len({one.holds for one in said}) == 1 else None
