"""What is known about a question before anything is decided: its reading, the passages, the evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading, read_question
from app.answering.comparing.authors import byline_first, with_bylines
from app.answering.following.followup import follow_up
from app.answering.following.pointing import Pointed, nearest_first, news_first, own_words_first, point
from app.answering.lists.list_first import list_first
from app.answering.lists.occasions import occasion_first
from app.answering.sections import headed_section, named_section
from app.answering.weighing.countries import own_country_first
from app.answering.weighing.evidence import Evidence, weigh_units
from app.answering.weighing.kind_first import kind_first
from app.domain.answers import Question
from app.domain.passages import Passage, Retriever, SearchResult
from app.domain.sources import Language
from app.text.languages import detect_language
from app.text.normalise import plain_letters

PASSAGES_FOUND = 30  # where the other parts of a list are looked for
PASSAGES_READ = 8  # whose units may answer


@dataclass(frozen=True, slots=True)
class Examination:
    """`reader` is the language of the answer; `evidence` is ordered best first and empty without passages.

    `pointed` is what a follow-up points at without asking anything of it; then that is the answer. `goes_on` says
    that the question needs the last answer to be understood.
    """

    reader: Language
    interpreted: str
    result: SearchResult
    reading: Reading
    evidence: tuple[Evidence, ...]
    pointed: Pointed
    goes_on: bool

    @property
    def near(self) -> tuple[Passage, ...]:
        return self.result.passages[:PASSAGES_READ]


def examine(question: Question, retriever: Retriever, default_language: Language) -> Examination:
    """Makes the question self-contained, searches, and weighs the units of the best passages.

    Raises `IndexUnavailable` when there is nothing to search.
    """
    question = replace(question, text=plain_letters(question.text))
    reader = question.language or detect_language(question.text, default_language)
    asked = follow_up(question, retriever, reader)
    reader = asked.wish.language or reader
    result = retriever.search(asked.interpreted, reader, k=PASSAGES_FOUND)
    if asked.referent:
        result = replace(result, passages=nearest_first(result.passages, asked.referent))
    spelt = result.question or asked.interpreted
    section = named_section(spelt, result.passages)
    near = section or headed_section(asked.interpreted, result.passages) or result.passages[:PASSAGES_READ]
    near = with_bylines(asked.interpreted, near, result.passages)
    reading = read_question(spelt, near, result.terms)
    if section:
        reading = replace(reading, type=QuestionType.LIST, names_section=True)
    elif asked.referent:
        reading = own_words_first(reading, asked)
    weighed = own_country_first(reading, weigh_units(reading, near))
    reading, weighed = byline_first(reading, weighed)
    evidence = kind_first(reading, occasion_first(reading, list_first(reading, weighed)))
    if asked.referent:
        evidence = news_first(evidence, reading, asked, asked.referent)
    pointed = point(asked, result.passages)
    goes_on = asked.referent is not None
    return Examination(reader, asked.interpreted, result, reading, evidence, pointed, goes_on)
