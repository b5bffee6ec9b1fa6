"""What stands under "Before the meeting" answers what is to be done before the meeting, the byline who wrote it."""

from __future__ import annotations

import pytest

from app.answering.examination import examine
from app.answering.extractive import compose
from app.domain.answers import Question
from app.domain.sources import Language
from app.messages import load_texts
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from ingest.build import ingest

pytestmark = pytest.mark.model

CHECKLIST = """# Sjekkliste for ledere i Lindby

Av Kari Nordmann, rådgiver · 3. mai 2024

## Før møtet

- [ ] Spør alle hva de trenger
- [x] Bestill god kaffe
- [ ] Send dagsorden til gruppen

## Under møtet

Lederen må lytte mer enn hun snakker på møtet.

## 3. Etter møtet

1. Skriv ned det som ble avtalt.
2. Fortell hva lederen skal gjøre.

## Hvis noen er uenige

Gruppa tar en ny runde neste uke.
"""
BEFORE = ["Spør alle hva de trenger", "Bestill god kaffe", "Send dagsorden til gruppen"]
DURING = ["Lederen må lytte mer enn hun snakker på møtet."]
AFTER = ["Skriv ned det som ble avtalt.", "Fortell hva lederen skal gjøre."]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("occasions")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "checklist.md").write_text(CHECKLIST, encoding="utf-8")
    shelf = Shelf(folder / "index")
    ingest(
        (folder / "corpus",),
        shelf=shelf,
        embedder=embedder,
        default_language=Language.NB,
        keep_generations=1,
    )
    return HybridRetriever(LiveIndex(shelf, embedder.identity), embedder, load_concepts())


def quotes(retriever: HybridRetriever, question: str) -> list[str]:
    seen = examine(Question(question), retriever, Language.NB)
    composed = compose(seen.reading, seen.evidence, seen.result.passages, seen.reader, load_texts("answers"))
    return [citation.quote for citation in composed.citations]


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("hva skal lederen gjøre før møtet", BEFORE),
        ("what should the manager check before the meeting", BEFORE),
        ("vad ska chefen göra innan mötet", BEFORE),
        ("hva gjør lederen under møtet", DURING),
        ("kva skal leiaren gjere etter møtet", AFTER),
        ("hva gjør vi når noen er uenige", ["Gruppa tar en ny runde neste uke."]),
    ],
)
def test_the_section_of_the_occasion_answers(
    retriever: HybridRetriever, question: str, quoted: list[str]
) -> None:
    seen = examine(Question(question), retriever, Language.NB)
    composition = compose(
        seen.reading, seen.evidence, seen.result.passages, seen.reader, load_texts("answers")
    )

    assert [citation.quote for citation in composition.citations] == quoted


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("hvem skrev sjekklisten", ["Av Kari Nordmann, rådgiver · 3. mai 2024"]),
        ("vem har skrivit checklistan för ledare", ["Av Kari Nordmann, rådgiver · 3. mai 2024"]),
    ],
)
def test_the_byline_says_who_wrote_the_text(
    retriever: HybridRetriever, question: str, quoted: list[str]
) -> None:
    assert quotes(retriever, question) == quoted


@pytest.mark.parametrize("question", ["hvem er sjekklisten skrevet for", "hvem skrev boken Hamlet"])
def test_whom_a_text_is_for_and_who_wrote_another_is_no_question_for_the_byline(
    retriever: HybridRetriever, question: str
) -> None:
    assert not any("Kari" in quote for quote in quotes(retriever, question)[:1])
