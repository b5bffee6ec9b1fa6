"""What a sentence of a text of one's own is worth to a question."""

from __future__ import annotations

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.unit_features import Features, QuestionAndPassage
from app.domain.passages import QuestionTerm
from app.domain.sources import Language
from app.text.words import content_words, stems
from tests.builders import document_of
from tests.weighed import passages_of


def read(question: str) -> Reading:
    """Every content word is an attribute, and each is as rare."""
    terms = tuple(
        QuestionTerm(word, {stem: 1.0}, 3.0)
        for word in dict.fromkeys(content_words(question))
        for stem in stems(word, Language.SV)
    )
    return Reading(question, question_type(question), (), terms)


def features_in(text: str, question: str, start: str) -> Features:
    """Of the unit that begins with `start`, in a text in Markdown."""
    for passage in passages_of(document_of(text)):
        for unit in passage.chunk.units:
            if unit.span.of(passage.document.text).startswith(start):
                return QuestionAndPassage.of(read(question), passage, False).features_of(unit, 0.85)
    raise AssertionError(start)
