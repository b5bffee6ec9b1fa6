"""Which list, table or definition answers, on two small texts of our own and with the real model."""

from __future__ import annotations

import pytest

from app.answering.examination import examine
from app.answering.extractive import Composition, compose
from app.domain.answers import BlockType, Question
from app.domain.sources import Language
from app.messages import load_texts
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from ingest.build import ingest

pytestmark = pytest.mark.model

SLIDES = """Att cykla till jobbet

En presentation om cykling för alla anställda i kommunen.

Fördelar med cykling

- **Bättre hälsa**
- Färre sjukdagar på våren
- **Lägre kostnader**
- Ingen parkering att betala
- Billigare än buss

Farorna med cykling

- **Det blir halt på vintern**
- Dubbdäck hjälper
- **Man syns dåligt i mörkret**

Vad är en elcykel?

"En elcykel är en cykel som har en motor som hjälper till när man trampar."

Vad är en elcykel?

"En elcykel är ett fordon som får köras på cykelbana utan körkort."

Vad är en elcykel?

En elcykel är inte en moped. Idén bakom en elcykel är att fler ska orka. Elcykelns laddare är en dosa.

Lampa

Bromsar

Ringklocka

Maria Persson | Cykeldagen

Så blir cykeln trygg på vägen?

Elcykeln i staden

Batteriet

Elcykelns batteri räcker i fyra mil.
"""
GUIDE = """# Handbok för cykelpendlare

## Regler

Kommunen definierar en cykelresa som en resa till arbetet där cyklisten uppfyller följande:

- Hjälmen sitter på.
- Lampan är tänd.

## Två sorters cyklar

| Jämförelse | Vanlig cykel | Elcykel |
|---|---|---|
| Hastighet | Låg | Hög |
| Vikt | Liten | Stor |
| Underhåll | Lätt | Svårt |

## Sju råd

Den som vill bli en trygg och glad cyklist får här fyra råd:

- Kör långsamt förbi skolor.
- Ge alltid tecken.
- Kontrollera bromsarna.
- Vila när du är trött.
"""


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("cycling")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "slides.txt").write_text(SLIDES, encoding="utf-8")
    (corpus / "guide.md").write_text(GUIDE, encoding="utf-8")
    shelf = Shelf(folder / "index")
    ingest((corpus,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    return HybridRetriever(LiveIndex(shelf, embedder.identity), embedder, load_concepts())


def composed(retriever: HybridRetriever, question: str) -> Composition:
    seen = examine(Question(question), retriever, Language.SV)
    return compose(seen.reading, seen.evidence, seen.result.passages, seen.reader, load_texts("answers"))


def said(composition: Composition, *kinds: BlockType) -> list[str]:
    return [item.text for block in composition.blocks if block.type in kinds for item in block.items]


def test_plain_items_under_bold_ones_are_quoted_with_them(retriever: HybridRetriever) -> None:
    composition = composed(retriever, "Vilka fördelar har cykling?")

    (block,) = [block for block in composition.blocks if block.type is BlockType.LIST]
    assert [(item.text, item.depth) for item in block.items] == [
        ("Bättre hälsa", 0),
        ("Färre sjukdagar på våren", 1),
        ("Lägre kostnader", 0),
        ("Ingen parkering att betala", 1),
        ("Billigare än buss", 1),
    ]
    assert [item.citations for item in block.items] == [(1,), (1,), (2,), (2,), (2,)]
    assert composition.citations[0].quote == "**Bättre hälsa**\n- Färre sjukdagar på våren"


@pytest.mark.parametrize("question", ["Vilka faror finns med cykling?", "ge mig alla farorna med cykling"])
def test_the_list_that_is_called_what_is_asked_for(retriever: HybridRetriever, question: str) -> None:
    listed = said(composed(retriever, question), BlockType.LIST)

    assert listed == ["Det blir halt på vintern", "Dubbdäck hjälper", "Man syns dåligt i mörkret"]


def test_the_labels_of_a_figure_come_together(retriever: HybridRetriever) -> None:
    listed = said(composed(retriever, "Vad sa Maria Persson på Cykeldagen?"), BlockType.LIST)

    assert listed == [
        "Lampa",
        "Bromsar",
        "Ringklocka",
        "Maria Persson | Cykeldagen",
        "Så blir cykeln trygg på vägen?",
    ]


@pytest.mark.parametrize("question", ["Vad är en elcykel?", "ge båda definitionerna av elcykel"])
def test_definitions_are_of_the_thing_itself(retriever: HybridRetriever, question: str) -> None:
    """Not what is denied of it, nor what something else of it is."""
    quotes = [citation.quote for citation in composed(retriever, question).citations]

    assert sorted(quotes) == [
        '"En elcykel är en cykel som har en motor som hjälper till när man trampar."',
        '"En elcykel är ett fordon som får köras på cykelbana utan körkort."',
    ]


def test_a_definition_that_ends_in_a_list_is_one_quotation_with_it(retriever: HybridRetriever) -> None:
    composition = composed(retriever, "Vad menas med en cykelresa?")

    (citation,) = composition.citations
    assert citation.quote.startswith("Kommunen definierar") and citation.quote.endswith("Lampan är tänd.")
    assert said(composition, BlockType.LIST) == ["Hjälmen sitter på.", "Lampan är tänd."]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Vilken hastighet har vanlig cykel och elcykel?", ["Hastighet – Låg – Hög"]),
        ("Vilket underhåll kräver en vanlig cykel jämfört med en elcykel?", ["Underhåll – Lätt – Svårt"]),
        (
            "Vad är skillnaden mellan en vanlig cykel och en elcykel?",
            ["Hastighet – Låg – Hög", "Vikt – Liten – Stor", "Underhåll – Lätt – Svårt"],
        ),
    ],
)
def test_one_row_where_its_label_is_asked_for(
    retriever: HybridRetriever, question: str, rows: list[str]
) -> None:
    _header, *shown = said(composed(retriever, question), BlockType.TABLE)

    assert shown == rows


@pytest.mark.parametrize(
    "question", ["Hur blir man en trygg och glad cyklist?", "vad ska en trygg och glad cyklist göra"]
)
def test_a_list_is_whole_where_the_question_says_what_stands_over_it(
    retriever: HybridRetriever, question: str
) -> None:
    assert len(said(composed(retriever, question), BlockType.LIST)) == 4


def test_a_lead_in_answers_no_question_for_yes_or_no(retriever: HybridRetriever) -> None:
    composition = composed(retriever, "Är det tryggt och glatt för den som vill cykla?")

    assert not any(citation.quote.endswith(":") for citation in composition.citations)
