"""Two bodies are asked at once, and each answers under its own source."""

from __future__ import annotations

import pytest

from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import AnswerStatus, BlockType, Question
from app.domain.sources import Language
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def answerer(corpus_index: LiveIndex, embedder: Embedder) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(HybridRetriever(corpus_index, embedder, load_concepts()), Language.SV)


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("Vad säger Hartman och Bringselius om kontroll?", ["Kvalitetsmagasinet", "Idébanken"]),
        ("What do Bringselius and Hartman say about control?", ["Idébanken", "Kvalitetsmagasinet"]),
        ("Er Hartman og Bringselius enige om kontroll?", ["Kvalitetsmagasinet", "Idébanken"]),
        (
            "Vad säger Chefspodden respektive Kvalitetsmagasinet om uppföljning?",
            ["Chefspodden", "Kvalitetsmagasinet"],
        ),
    ],
)
def test_each_is_quoted_under_its_source_in_the_order_of_the_question(
    answerer: ExtractiveAnswerer, question: str, publishers: list[str]
) -> None:
    answer = answerer.answer(Question(question))

    leads = [block.items[0].text for block in answer.blocks if block.type is BlockType.LEAD]
    assert answer.status is AnswerStatus.ANSWERED
    assert len(leads) == len(publishers)
    assert all(publisher in lead for publisher, lead in zip(publishers, leads, strict=True))


def test_where_one_has_nothing_to_say_the_question_is_answered_as_any_other(
    answerer: ExtractiveAnswerer,
) -> None:
    answer = answerer.answer(Question("Vad säger Hartman och Riksrevisionen om pendeltåg?"))

    assert answer.status is not AnswerStatus.ANSWERED
