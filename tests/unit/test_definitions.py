"""Which sentences say what something is."""

from __future__ import annotations

import pytest

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.quoting.definitions import definitions
from app.domain.passages import QuestionTerm
from tests.builders import document_of
from tests.weighed import weighed


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Med tillitsteam meiner vi ei fast gruppe tilsette.", id="nn"),
        pytest.param("Med tillitsteam menas en fast grupp anställda.", id="sv"),
        pytest.param("By tillitsteam we mean a group that stays together.", id="en"),
        pytest.param("Et tillitsteam er en fast gruppe ansatte.", id="nb"),
        pytest.param("Tillitsteam: en fast gruppe ansatte.", id="a term and its gloss"),
    ],
)
def test_what_is_meant_by_a_word_defines_it_though_another_sentence_comes_first(sentence: str) -> None:
    document = document_of(f"# Om\n\nAlle tillitsteam har seks oppgaver. {sentence}\n")
    evidence = weighed(document, scores={"Alle": 5, sentence[:8]: 4})
    term = QuestionTerm("tillitsteam", {"tillitsteam": 1.0}, 4.0)

    found = definitions(Reading("Kva er eit tillitsteam?", QuestionType.DEFINITION, (), (term,)), evidence)

    assert [item.text for item in found] == [sentence]


def test_what_a_thing_means_for_somebody_does_not_define_it() -> None:
    document = document_of("# Om\n\nFor deg som tillitsteam betyr det nye spørsmål fra kollegene.\n")
    term = QuestionTerm("tillitsteam", {"tillitsteam": 1.0}, 4.0)
    asked = Reading("Hva er et tillitsteam?", QuestionType.DEFINITION, (), (term,))

    assert definitions(asked, weighed(document, scores={"For deg": 5})) == ()
