from __future__ import annotations

import pytest

from app.domain.sources import Language
from app.retrieval.bridging import bridged
from app.retrieval.concepts import NO_CONCEPTS, load_concepts


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What is trust-based governance?", Language.SV, "What is tillitsbaserad styrning?"),
        ("What is trust-based governance?", Language.NB, "What is tillitsbasert styring?"),
        ("How do we measure trust?", Language.SV, "How do we mäta tillit?"),
    ],
)
def test_concepts_are_said_in_the_corpus_s_words(question: str, language: Language, expected: str) -> None:
    assert bridged(question, load_concepts(), language) == expected


@pytest.mark.parametrize("question", ["", "?", "how do I change a flat tyre", "Who painted the Mona Lisa?"])
def test_a_question_about_something_else_stays_as_it_is(question: str) -> None:
    assert bridged(question, load_concepts(), Language.SV) is None


def test_without_concepts_nothing_is_bridged() -> None:
    assert bridged("What is trust?", NO_CONCEPTS, Language.SV) is None
