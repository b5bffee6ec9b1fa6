"""Lists by their place, their titles and their count, and what is told one by one: with the real model."""

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

MUSEUM = """# Museet i Lindby

## Vad besökaren kan vänta sig

Museet som värd lovar att:

- hålla öppet alla dagar om sommaren
- svara på frågor inom en vecka
- låta barn gå in gratis

## Om museet

Texten beskriver vad vi vill, och vad du som besökare kan vänta dig av museet. Museet har tre hus.

## Vad ingår inte i biljetten

Detta ingår inte:

- fika
- parkering

## Detta ingår i biljetten

- guidad visning
- garderob
"""
PROJECT = """# Maling av skulen i Vik

## 4.1 Fase 1: Vask

Veggene blir vaska for hand. Vaskinga har desse delane:

- såpe
- vatn

## 4.2 Fase 2: Maling

Veggene blir måla to gonger.

## 4.3 Fase 3: Tørking

Skulen står tom i ei veke.

## Kva lærte vi?

Vi gjorde to ting annleis. Vi kjøpte måling sjølve. Vi lånte stillas av naboen. Det gjekk fint.
"""
KIOSK = """# Kiosken på torget

## Kontakt

Telefon: 55 12 34 56
Åpningstid: 9 til 15
Daglig leder: Ada Lie
Ansatte: 12

## Slik lager du vaffel i kiosken

1. Rør røren
2. Varm jernet
3. Stek vaffelen
"""
BUS = """# Bokbussen

## Hit kör vi

Bussen kör till alla byar i Granvik varje tisdag.

## Detta slutade vi med

- avgifter för sena böcker
- stämplar på papper
- lånekort av plast
"""
TOWN = """# Granviks kommun berättar

Ida Lund har varit chef för bokbussen i Granvik sedan 2019. I Granvik är boken nära alla,
och bokbussen i Granvik är känd.
"""
FERRY = """# Ferja til Solvær

## Våre tre regler om bord

### 1. Ingen løper

Dekket er glatt.

### 2. Alle hunder i bånd

Det gjelder også små hunder.

### 3. Vent på signalet

Bommen går opp først når skipperen sier fra.

## Hva som har hjulpet mot køen

To ting har hjulpet mot køen. Vi selger billetter på nett. De koster det samme som før. Og vi
har satt opp et skilt med ventetid.

## Når motoren stopper

Først ringer skipperen til land. Hvis ikke noen svarer, brukes radioen. Til slutt kastes ankeret.
"""
COUNTS = """# Fisketur i Solvær

## Fangst per båt

| Båt | Torsk i kilo | Mannskap |
|---|---|---|
| Havella | 1 120 | 4 |
| Måken | 980 | 6 |
| Lomvien | 1 340 | 3 |
"""
QUAY = """# Reglar for kaien i Solvær

| Tillate | Forbode |
|---|---|
| Fiske med stong. | Fiske med garn. |
| Lade båten om natta. | Lade båten om dagen. |
"""
TEXTS = {
    "museum": MUSEUM,
    "project": PROJECT,
    "kiosk": KIOSK,
    "bus": BUS,
    "town": TOWN,
    "ferry": FERRY,
    "counts": COUNTS,
    "quay": QUAY,
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("enumerations")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    shelf = Shelf(folder / "index")
    ingest((corpus,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    return HybridRetriever(LiveIndex(shelf, embedder.identity), embedder, load_concepts())


def cited(retriever: HybridRetriever, question: str) -> list[str]:
    seen = examine(Question(question), retriever, Language.SV)
    composition = compose(
        seen.reading, seen.evidence, seen.result.passages, seen.reader, load_texts("answers")
    )
    return [citation.quote for citation in composition.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "Vad kan jag som besökare vänta mig av museet?",
            "hålla öppet alla dagar om sommaren",
            id="a heading that says what is asked",
        ),
        pytest.param("Vilka saker ingår inte i biljetten?", "parkering", id="what is not so"),
        pytest.param("Vilka saker ingår i biljetten?", "garderob", id="what is so"),
        pytest.param("Kva for fasar har malinga?", "4.3 Fase 3: Tørking", id="the titles of parts"),
        pytest.param(
            "Kva for to ting gjorde dei annleis i Vik?",
            "Vi gjorde to ting annleis. Vi kjøpte måling sjølve. Vi lånte stillas av naboen.",
            id="told one by one",
        ),
        pytest.param(
            "Kva slutta bokbussen i Granvik med?", "lånekort av plast", id="a heading without the name"
        ),
        pytest.param("Hvilke regler gjelder om bord?", "2. Alle hunder i bånd", id="titles that are counted"),
        pytest.param(
            "Hva har hjulpet mot køen?",
            "To ting har hjulpet mot køen. Vi selger billetter på nett. De koster det samme som før. Og vi\n"
            "har satt opp et skilt med ventetid.",
            id="counted, and one of them told in two sentences",
        ),
        pytest.param(
            "Hva gjør skipperen når motoren stopper?",
            "Først ringer skipperen til land. Hvis ikke noen svarer, brukes radioen. Til slutt kastes ankeret.",
            id="told in order",
        ),
        pytest.param("Hvordan lager man vaffel i kiosken?", "Varm jernet", id="steps"),
    ],
)
def test_what_is_enumerated_is_given_whole(retriever: HybridRetriever, question: str, expected: str) -> None:
    assert expected in cited(retriever, question)


def test_what_is_so_is_no_answer_to_what_is_not(retriever: HybridRetriever) -> None:
    assert not {"guidad visning", "garderob"} & set(cited(retriever, "Vilka saker ingår inte i biljetten?"))


def test_a_box_of_facts_gives_the_one_that_is_asked_for(retriever: HybridRetriever) -> None:
    assert cited(retriever, "Hvor mange ansatte har kiosken?") == ["Ansatte: 12"]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Hvilken båt fikk mest torsk?", "Lomvien | 1 340 | 3"),
        ("Which boat had the smallest crew?", "Lomvien | 1 340 | 3"),
        ("Hvilken båt har størst mannskap?", "Måken | 980 | 6"),
    ],
)
def test_most_and_least_is_the_row_with_that_number(
    retriever: HybridRetriever, question: str, row: str
) -> None:
    assert row in cited(retriever, question)


@pytest.mark.parametrize("question", ["Kan eg lade båten på kaien?", "Kva er lov på kaien i Solvær?"])
def test_a_row_of_opposite_columns_comes_with_their_titles(retriever: HybridRetriever, question: str) -> None:
    shown = cited(retriever, question)

    assert shown[:1] == ["| Tillate | Forbode |"] or shown[:1] == ["Tillate | Forbode"]
    assert len(shown) > 1
