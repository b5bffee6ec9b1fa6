"""A question that stands in a source is never shown as an answer; what stands behind it answers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.examination import Examination, examine
from app.domain.answers import Question
from app.domain.sources import Language
from app.retrieval.concepts import load_concepts
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from tests.builders import HashEmbedder, ingested, write_corpus

INTERVIEW = """# Samtal om hemtjänsten

Erik: Har du något råd till kommuner som börjar? Ta det lugnt och välj en liten grupp.

**Gäller det även vikarier?** Vikarier omfattas från första dagen.
"""


@pytest.fixture
def retriever(tmp_path: Path) -> HybridRetriever:
    ingested(write_corpus(tmp_path / "corpus", samtal=INTERVIEW), tmp_path / "index")
    embedder = HashEmbedder()
    return HybridRetriever(LiveIndex(Shelf(tmp_path / "index"), embedder.identity), embedder, load_concepts())


def _examined(retriever: HybridRetriever, question: str) -> Examination:
    return examine(Question(question), retriever, Language.SV)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Har du något råd till kommuner som börjar?", "Ta det lugnt och välj en liten grupp."),
        ("Gäller det även vikarier?", "Vikarier omfattas från första dagen."),
    ],
)
def test_what_stands_behind_the_same_question_answers(
    retriever: HybridRetriever, question: str, answer: str
) -> None:
    evidence = _examined(retriever, question).evidence
    assert evidence[0].text == answer
    assert not any(item.text.rstrip("*").endswith("?") for item in evidence)


def test_a_title_is_part_of_what_its_units_are_about(retriever: HybridRetriever) -> None:
    best = _examined(retriever, "Vilka omfattas inom hemtjänsten?").evidence[0]
    assert best.text == "Vikarier omfattas från första dagen."
    assert best.coverage > 0.5
