"""What is known about a question before anything is decided: its reading, the passages, the evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.answering.evidence import Evidence, weigh_units
from app.answering.followup import contextualise
from app.answering.question_types import QuestionType
from app.answering.reading import Reading, read_question
from app.answering.sections import named_section
from app.domain.answers import Question
from app.domain.passages import Passage, Retriever, SearchResult
from app.domain.sources import Language
from app.text.languages import detect_language

PASSAGES_FOUND = 30  # where the other parts of a list are looked for
PASSAGES_READ = 8  # whose units may answer


@dataclass(frozen=True, slots=True)
class Examination:
    """`reader` is the language of the answer; `evidence` is ordered best first and empty without passages."""

    reader: Language
    interpreted: str
    result: SearchResult
    reading: Reading
    evidence: tuple[Evidence, ...]

    @property
    def near(self) -> tuple[Passage, ...]:
        return self.result.passages[:PASSAGES_READ]


def examine(question: Question, retriever: Retriever, default_language: Language) -> Examination:
    """Makes the question self-contained, searches, and weighs the units of the best passages.

    Raises `IndexUnavailable` when there is nothing to search.
    """
    reader = question.language or detect_language(question.text, default_language)
    interpreted = contextualise(question.text, question.history)
    result = retriever.search(interpreted, reader, k=PASSAGES_FOUND)
    section = named_section(interpreted, result.passages)
    near = section or result.passages[:PASSAGES_READ]
    reading = read_question(interpreted, near, result.terms)
    if section:
        reading = replace(reading, type=QuestionType.LIST, names_section=True)
    return Examination(reader, interpreted, result, reading, weigh_units(reading, near))
