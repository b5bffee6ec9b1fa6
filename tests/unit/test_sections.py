"""Sections that a question names by their heading between quotation marks."""

from __future__ import annotations

import pytest

from app.answering.sections import headed_section, is_heading, named_section, without_number
from tests.builders import document_of
from tests.weighed import passages_of

TEXT = """# Policy

## 4.2 Uppföljning av målen

Verksamheten följs upp i dialog.

## 5 Ansvar

Chefen svarar.
"""


@pytest.mark.parametrize("heading", ["4.2 Uppföljning av målen", "Uppföljning av målen"])
def test_a_section_is_named_with_its_number_or_without(heading: str) -> None:
    (passage,) = named_section(f"Vad står det under «{heading}»?", passages_of(document_of(TEXT)))

    assert passage.chunk.text.endswith("Verksamheten följs upp i dialog.")


def test_no_section_is_named_without_quotation_marks() -> None:
    assert not named_section("Vad står det under Uppföljning av målen?", passages_of(document_of(TEXT)))


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("4.2 Uppföljning", "Uppföljning"),
        ("1. Uppdraget", "Uppdraget"),
        ("§ 72 Styrmodell", "Styrmodell"),
        ("14 råd till chefer", "14 råd till chefer"),
        ("2024", "2024"),
    ],
)
def test_a_heading_is_said_without_its_number(heading: str, plain: str) -> None:
    assert without_number(heading) == plain


FAQ = """# Frågor och svar

## Kan jag bli av med jobbet?

Nej, ingen sägs upp.

Det lovar kommunen.

## Vem svarar?

Chefen.
"""


@pytest.mark.parametrize(
    "question", ["Kan jag bli av med jobbet?", "KAN JAG BLI AV MED JOBBET", "kan jag bli av med jobbet"]
)
def test_a_question_that_is_a_heading_has_its_section(question: str) -> None:
    passages = passages_of(document_of(FAQ))

    section = headed_section(question, passages)

    assert section
    assert all(is_heading(question, passage) for passage in section)
    assert "ingen sägs upp" in section[0].chunk.text


@pytest.mark.parametrize("question", ["Vem svarar?", "Kan jag bli av med jobbet i vår?", "Frågor och svar"])
def test_a_question_with_other_words_or_hardly_any_has_none(question: str) -> None:
    assert not headed_section(question, passages_of(document_of(FAQ)))


def test_a_quoted_word_that_is_to_be_defined_names_no_section() -> None:
    assert named_section("Hva er «Ansvar»?", passages_of(document_of(TEXT))) == ()
    assert named_section("Vad står under «Ansvar»?", passages_of(document_of(TEXT)))
