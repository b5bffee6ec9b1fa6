"""A question without its names, and units held against that."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.sources import Language
from app.retrieval.capitals import Capitals
from app.retrieval.concepts import NO_CONCEPTS
from app.retrieval.live import LiveIndex
from app.retrieval.nameless import without_names
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from ingest.build import ingest
from tests.builders import HashEmbedder

LINDBY = "Vi bor i Lindby och ser ut över hamnen. Biblioteket i Lindby lånar ut cyklar till barn."
NAMES = Capitals.of(
    (text, Language.SV) for text in (LINDBY, "I hamnen möter Anna Berg båten. Hamnen är stor.")
)


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Vad lånar biblioteket i Lindby ut?", "Vad lånar biblioteket ut?"),
        ("vad lånar biblioteket i lindby ut", "vad lånar biblioteket ut"),
        ("Vilka cyklar har Lindbys bibliotek?", "Vilka cyklar har bibliotek?"),
        ("Vilken båt möter Anna Berg i hamnen?", "Vilken båt möter i hamnen?"),
        ("Vilka cyklar lånas ut i Askeby?", "Vilka cyklar lånas ut?"),
    ],
)
def test_names_go_with_the_prepositions_before_them(question: str, rest: str) -> None:
    assert without_names(question, NAMES) == rest


@pytest.mark.parametrize(
    "question",
    [
        "Vilka cyklar lånas ut?",
        "När öppnade Lindby?",
        "VILKA CYKLAR LÅNAS UT?",
        "Vilken båt ligger i Hamnen?",
        "",
    ],
)
def test_a_question_without_names_or_with_little_else_stays_whole(question: str) -> None:
    assert without_names(question, NAMES) is None


def test_units_are_also_held_against_the_question_without_its_names(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "lindby.md").write_text(f"# Lindby\n\n{LINDBY}\n", encoding="utf-8")
    embedder, shelf = HashEmbedder(), Shelf(tmp_path / "index")
    ingest((corpus,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    retriever = HybridRetriever(LiveIndex(shelf, embedder.identity), embedder, NO_CONCEPTS)

    named = retriever.search("Vad lånar biblioteket i Lindby ut?").passages[0].units
    plain = retriever.search("Vad lånar biblioteket ut?").passages[0].units

    assert [unit.to_what_is_asked for unit in named] == pytest.approx([unit.dense for unit in plain])
    assert [unit.dense for unit in named] != pytest.approx([unit.dense for unit in plain])
    assert all(unit.without_names is None for unit in plain)
