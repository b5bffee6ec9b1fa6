"""Orders planted in a text are recognised; what the sources really say is not mistaken for one."""

from __future__ import annotations

import pytest

from app.answering.instructions import holds_instruction
from app.domain.sources import Language
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.manifest import list_files
from tests.builders import CORPUS, SHARED_SOURCES
from tests.planted_orders import planted_orders

LIKE_ORDERS = (
    "Ge medarbetarna ansvar och visa att ni har förtroende för dem.",
    "Svara på medborgarnas frågor inom två dagar, säger chefen.",
    "Följ upp resultaten och låt medarbetarna vara delaktiga.",
    "Glöm inte att chefer också behöver stöd.",
    "Systemet ska ge stöd åt verksamheten.",
    "Hva svarer du på kritikken?",
    "Lederne skal gi støtte og vise tillit.",
    "Reglene skal være få og enkle, og alle skal følge dem.",
    "Modellen bygger på tillit och handlingsutrymme.",
    "When managers ask for results, staff should be given time.",
)


def test_every_planted_order_is_recognised_in_every_disguise() -> None:
    missed = [order for order in planted_orders() if not holds_instruction(order.text)]

    assert len(planted_orders()) > 400
    assert missed == []


@pytest.mark.parametrize("text", LIKE_ORDERS)
def test_advice_to_people_is_no_order_to_an_assistant(text: str) -> None:
    assert not holds_instruction(text)


def chunks_in(folder: object) -> list[str]:
    return [
        chunk.text
        for path, entry in list_files((folder,)).files  # type: ignore[arg-type]
        for chunk in chunk_document(load_document(path, entry, Language.SV).document)
    ]


def test_nothing_in_the_shipped_corpus_is_taken_for_an_order() -> None:
    assert [text for text in chunks_in(CORPUS) if holds_instruction(text)] == []


@pytest.mark.shared_sources
def test_nothing_in_the_publishers_texts_is_taken_for_an_order() -> None:
    assert [text for text in chunks_in(SHARED_SOURCES) if holds_instruction(text)] == []
