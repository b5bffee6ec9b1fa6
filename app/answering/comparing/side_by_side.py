"""What two bodies say of one thing: a question to both is put to each, and each answers in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.answerability import Judgement, Model, judge
from app.answering.asking.reading import Reading, read_question
from app.answering.comparing.two_bodies import Side, sides_of
from app.answering.comparing.voices import is_about, is_by, is_by_such, is_role, is_said_by, told_by
from app.answering.quoting.sentences import quotation
from app.answering.weighing.evidence import Evidence, weigh_units
from app.answering.weighing.lacking import lacks_value
from app.domain.answers import AnswerStatus
from app.domain.passages import Passage, QuestionTerm, Retriever, SearchResult
from app.domain.sources import Language, Span, UnitKind
from app.text.words import words

_PASSAGES_FOUND = 30
_PASSAGES_READ = 8
_LEAST_COVERAGE = 0.3
_NEARLY = 1.5  # of a unit that says what the writers themselves hold
_NEAR = 2.5  # of a unit that holds the value asked for, to one that does not
_A_LIMIT = re.compile(
    r"\b(?:ska|skal|skall|bör|bør|får|kan|must|should|may|shall)\b.*"
    r"\b(?:högst|høyst|høgst|max\w*|(?:fler|flere|fleire|more|mer|meir) (?:än|enn|than)|upp till|inntil|opptil"
    r"|up to|at most|minst|at least)\b"
    r"|\b(?:ingen|inga|inte någon|ikke noen|no) (?:øvre |övre |upper )?(?:grense|gräns|limit)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_FOR_A_LIMIT = re.compile(
    r"\b(?:högst|høyst|max\w*|som mest|på det meste|limit\w*|gräns\w*|grense\w*|tak|at most|allowed"
    r"|(?:får|kan|bör|bør|skal|ska|should|can|may)\b.*\b(?:ha|have|vara|være|vere|be))\b",
    re.IGNORECASE,
)

_OF_LIMITS = re.compile(r"max\w*|number|limits?|antal\w*|gräns\w*|grens\w*|taket?")
_OWN_VERDICT = re.compile(
    r"\b(?:vi|me|we|(?:\w*(?:förbund|forbund|fack|forening))et?|\w+förbundet)\b (?:\w+ )?(?:anser|menar|mener"
    r"|meiner|tycker|avstyrk\w+|tillstyrk\w+|stöd(?:er|jer)|støtt\w+|instämm\w+|håller|avvis\w+|kräv\w+|krev\w*|föreslår|foreslår"
    r"|tilrår|tilråder|delar|deler|är (?:över)?ens|er (?:enig|uenig|einig|samd|usamd|imot|for)\w*|går (?:e|i)?mot"
    r"|motsett\w+|oppose|support|agree|disagree|reject|believe|think|recommend)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one body says: its evidence, best first, and whether that answers."""

    side: Side
    reading: Reading
    evidence: tuple[Evidence, ...]
    judgement: Judgement

    @property
    def is_answer(self) -> bool:
        return self.judgement.status is AnswerStatus.ANSWERED


def heard_both(question: str, retriever: Retriever, reader: Language, model: Model) -> tuple[Heard, ...]:
    """What each of the two bodies says that a question asks; empty for a question that does not ask two, or when
    not both answer."""
    heard = tuple(_heard(side, retriever, reader, model) for side in sides_of(question, reader))
    if any(one.is_answer for one in heard):
        heard = tuple(_beside_the_other(one) for one in heard)
    return heard if are_two_answers(heard) else ()


def are_two_answers(heard: Sequence[Heard]) -> bool:
    """Whether both answer, each with words of its own.

    What is merely named beside something else is better compared in one place, where there is one.
    """
    if not heard or not all(one.is_answer for one in heard):
        return False
    first, second = (one.evidence[0] for one in heard)
    if not heard[0].side.is_asked:
        return first.passage.chunk.source_id != second.passage.chunk.source_id
    return (
        first.unit.span != second.unit.span or first.passage.chunk.source_id != second.passage.chunk.source_id
    )


def quoted(heard: Heard) -> tuple[Evidence, ...]:
    """The best sentence with those that it needs, and with the one beside it that tells who says it."""
    best, *others = heard.evidence
    first = replace(best, score=max(item.score for item in heard.evidence))
    evidence = (first, *others)
    return with_teller(quotation(heard.reading, first, evidence), evidence)


def with_teller(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Sentences of one passage, and the next one when only that tells who says them: "…, says Vera Lind"."""
    last = chosen[-1]
    if last.unit.kind is not UnitKind.SENTENCE or any(told_by(item.text) for item in chosen):
        return tuple(chosen)
    behind = [
        item
        for item in evidence
        if item.passage is last.passage
        and item.unit.kind is UnitKind.SENTENCE
        and item.unit.span.start > last.unit.span.start
    ]
    after = sorted(behind, key=lambda item: item.unit.span.start)[:1]
    return (*chosen, *(item for item in after if told_by(item.text)))


def _place(item: Evidence) -> tuple[str, Span]:
    return item.passage.chunk.source_id, item.unit.span


def _heard(side: Side, retriever: Retriever, reader: Language, model: Model) -> Heard:
    """What the body says in its own sources; else where it is quoted; else in a text about it."""
    result = retriever.search(side.question, reader, k=_PASSAGES_FOUND)
    heard = [_listened(side, *found, result, model) for found in _voices(side, result)]
    nothing = Heard(
        side, read_question(side.question, (), ()), (), Judgement(AnswerStatus.NO_SUPPORT, 0.0, "")
    )
    return next((one for one in heard if one.is_answer), (*heard, nothing)[0])


def _voices(side: Side, result: SearchResult) -> Iterator[tuple[Sequence[Passage], bool, bool]]:
    """Passages where the body may speak; whether all of them are its own; whether it must be named beside them."""
    body = _body(side, result)
    if own := [one for one in result.passages if is_by(body, one)]:
        yield own, True, False
    if such := [one for one in result.passages if is_by_such(side.body, one)]:
        yield such, True, False
    is_name = side.body != side.body.lower() or side.question == side.question.lower()
    if is_name or is_role(side.body):
        yield result.passages, False, True
    about = [one for one in result.passages if is_about(body, one)]
    if about and is_name:
        yield about, False, False


def _listened(
    side: Side,
    passages: Sequence[Passage],
    is_own: bool,
    is_beside: bool,
    result: SearchResult,
    model: Model,
) -> Heard:
    body = _body(side, result)
    near = passages if is_beside else passages[:_PASSAGES_READ]
    reading = read_question(result.question or side.question, near, result.terms)
    if is_own or is_beside:
        reading = _without(body, reading)
    evidence = weigh_units(reading, near)
    if is_beside:
        evidence = tuple(one for one in evidence if is_said_by(body, one.passage, one.unit))
    evidence = _value_first(reading, evidence)
    judgement = judge(side.question, reading, evidence, result.everyday, model)
    if evidence and evidence[0].coverage < _LEAST_COVERAGE:
        judgement = replace(judgement, status=AnswerStatus.NO_SUPPORT)
    return Heard(side, reading, evidence, judgement)


def _body(side: Side, result: SearchResult) -> tuple[QuestionTerm, ...]:
    named = frozenset(words(side.body))
    return tuple(term for term in result.terms if term.word in named)


def _value_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The units in order, but first one near the best that holds the kind of value asked for, or sets a limit."""
    near = [
        one for one in evidence if one.score >= evidence[0].score - _NEAR and one.coverage >= _LEAST_COVERAGE
    ]
    asks_for_limit = _ASKS_FOR_A_LIMIT.search(reading.text) is not None and any(
        lacks_value(reading, one) for one in near
    )
    limits = [one for one in near if asks_for_limit and _A_LIMIT.search(one.text)]
    holding = [one for one in near if not lacks_value(reading, one)]
    verdicts = [
        one for one in holding if one.score >= evidence[0].score - _NEARLY and _OWN_VERDICT.search(one.text)
    ]
    first = (*limits, *verdicts, *holding, *near)[:1]
    return (*first, *(one for one in evidence if one not in first))


def _without(body: Sequence[QuestionTerm], reading: Reading) -> Reading:
    """The question without the name of who is asked, which in its own texts nobody repeats, and without its words for
    a limit, which is told by a number."""
    told = {term.word for term in body}
    return replace(
        reading,
        names=tuple(term for term in reading.names if term.word not in told),
        attributes=tuple(
            term
            for term in reading.attributes
            if term.word not in told and not _OF_LIMITS.fullmatch(term.word)
        ),
        entities=tuple(one for one in reading.entities if not told & set(one)),
    )


def _beside_the_other(heard: Heard) -> Heard:
    """Where the other one answers, the sources know what is asked: less has to be said in the question's words."""
    if heard.is_answer or not heard.evidence:
        return heard
    best = heard.evidence[0]
    is_limit = _A_LIMIT.search(best.text) is not None
    if best.coverage < _LEAST_COVERAGE or (lacks_value(heard.reading, best) and not is_limit):
        return heard
    return replace(heard, judgement=Judgement(AnswerStatus.ANSWERED, heard.judgement.confidence, ""))
