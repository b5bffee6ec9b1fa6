"""What the judgement looks at, and that a noun asked for without a question word is seen."""

from __future__ import annotations

import pytest

from app.answering.answerability import features_of
from app.answering.asking.asked_noun import asked_noun
from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.domain.passages import QuestionTerm
from app.domain.sources import Language
from app.text.words import content_words, stem
from tests.builders import document_of
from tests.weighed import weighed


def reading_of(question: str, name: str = "") -> Reading:
    terms = [QuestionTerm(word, {stem(word, Language.SV): 1.0}, 3.0) for word in content_words(question)]
    together = tuple(name.lower().split())
    names = tuple(term for term in terms if term.word in together)
    attributes = tuple(term for term in terms if term not in names)
    return Reading(question, question_type(question), names, attributes, (together,) if name else ())


def evidence_of(text: str, best: str) -> Evidence:
    return weighed(document_of(text), scores={best: 1.0})[0]


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Vad har Helena Brodin för utbildning?", "utbildning"),
        ("Kva straff får kommunar som bryt lova?", "straff"),
        ("What grades did the schools get?", "grades"),
        ("Vad har nämnden gjort?", None),
        ("What happened to the pool?", None),
    ],
)
def test_the_noun_asked_for_is_seen_without_a_question_word_beside_it(
    question: str, noun: str | None
) -> None:
    found = asked_noun(reading_of(question))
    assert (found.word if found else None) == noun


def test_the_noun_asked_for_is_missed() -> None:
    told = evidence_of("Skolorna hade 610 elever.", "Skolorna")
    assert features_of(reading_of("Vad har skolorna för betyg?"), told).asked_missing == 1.0


def test_every_word_of_the_subject_must_be_there() -> None:
    """ "Agile management" is not what "management" is."""
    told = evidence_of("Styrning är att leda.", "Styrning")
    assert features_of(reading_of("Vad är agil styrning?"), told).asked_missing == 1.0
    assert features_of(reading_of("Vad är styrning?"), told).asked_missing == 0.0


def test_what_a_document_tells_elsewhere_is_not_told_of_the_person() -> None:
    text = "# Anna Ek\n\nAnna Ek leder enheten.\n\n# Kurser\n\nGruppen väljer sin utbildning."
    question = reading_of("Vad har Anna Ek för utbildning?", "Anna Ek")
    assert features_of(question, evidence_of(text, "Gruppen")).person_elsewhere == 1.0
    assert features_of(question, evidence_of(text, "Anna Ek leder")).person_elsewhere == 0.0
