"""Structure becomes chunks: what stays together, what is cut, and what stands in front."""

from __future__ import annotations

from app.domain.passages import Chunk, ChunkKind
from app.domain.sources import BlockKind, Language, UnitKind
from ingest.chunk import LONGEST_LIST, LONGEST_PROSE, LONGEST_UNIT, TARGET, chunk_document
from tests.builders import document_of, units_of

SENTENCE = "Tillit bygger på att chefer och medarbetare talar med varandra varje dag. "  # 75 characters


def _chunks(content: str, suffix: str = "md") -> tuple[Chunk, ...]:
    return chunk_document(document_of(content, suffix))


def test_prose_is_cut_between_sentences_at_about_400_characters() -> None:
    chunks = _chunks("# T\n\n" + SENTENCE * 20)

    assert all(chunk.text.endswith(".") for chunk in chunks)
    assert all(TARGET - 100 <= len(chunk.text) <= LONGEST_PROSE for chunk in chunks[:-1])


def test_short_paragraphs_of_a_section_share_a_chunk() -> None:
    chunks = _chunks("## Del\n\nEtt kort stycke.\n\nEtt till.\n\n## Del två\n\nAnnat.")

    assert [chunk.text for chunk in chunks] == ["Del\n\nEtt kort stycke.\n\nEtt till.", "Del två\n\nAnnat."]
    assert [chunk.headings for chunk in chunks] == [("Del",), ("Del två",)]


def test_a_list_is_one_chunk_with_its_lead_in() -> None:
    items = "".join(
        f"{number}. Råd nummer {number} är att lita på folk och lyssna.\n" for number in range(1, 15)
    )
    chunks = _chunks(f"## Råd\n\n{SENTENCE}\n\nHon ger dessa råd:\n\n{items}\nEfter listan.")

    (listing,) = (chunk for chunk in chunks if chunk.kind is ChunkKind.LIST)

    assert listing.text.startswith("Hon ger dessa råd:")
    assert sum(unit.kind is UnitKind.ITEM for unit in listing.units) == 14
    assert listing.ordered
    assert chunks[0].text.endswith("varje dag.")
    assert chunks[-1].text == "Efter listan."


def test_a_heading_takes_its_list_along() -> None:
    (chunk,) = _chunks("## Risker\n\nDet finns risker:\n\n- en\n- två")

    assert chunk.text == "Risker\n\nDet finns risker:\n\n- en\n- två"
    assert chunk.kind is ChunkKind.LIST


def test_a_long_list_is_cut_between_items_and_each_part_knows_its_lead_in() -> None:
    items = "".join(f"- {SENTENCE * 3}\n" for _ in range(20))
    chunks = _chunks(f"## Råd\n\nHon ger dessa råd:\n\n{items}")

    lists = [chunk for chunk in chunks if chunk.kind is ChunkKind.LIST]

    assert len(lists) >= 3
    assert all(len(chunk.text) <= LONGEST_LIST + 100 for chunk in lists)
    assert all(chunk.context.startswith("Prov – Råd") for chunk in lists)
    assert all("Hon ger dessa råd:" in chunk.context + chunk.text for chunk in lists)
    assert sum(unit.kind is UnitKind.ITEM for chunk in lists for unit in chunk.units) == 20


def test_an_item_is_never_cut_however_long() -> None:
    item = (SENTENCE * 40).strip()
    document = document_of(f"- kort\n- {item}\n- kort igen", "md")

    chunks = chunk_document(document)

    items = [unit.span.of(document.text) for chunk in chunks for unit in chunk.units]
    assert items == ["kort", item, "kort igen"]


def test_a_row_is_never_cut_however_long() -> None:
    row = f"Fokus | {(SENTENCE * 40).strip()}"
    document = document_of(f"| a | b |\n|---|---|\n| {row} |\n| c | d |", "md")

    rows = [unit.span.of(document.text) for chunk in chunk_document(document) for unit in chunk.units]

    assert rows == ["a | b", row, "c | d"]


def test_a_sentence_without_end_is_cut_at_white_space_and_loses_nothing() -> None:
    endless = "ord " * 2_000 + "x" * 3_000
    document = document_of(endless, "txt")

    units = [unit.span.of(document.text) for chunk in chunk_document(document) for unit in chunk.units]

    assert all(len(unit) <= LONGEST_UNIT for unit in units)
    assert "".join("".join(units).split()) == "".join(endless.split())


def test_no_chunk_reaches_over_page_chrome() -> None:
    chunks = _chunks("En mening.\n\nDela\n\nEn till.")

    assert [chunk.text for chunk in chunks] == ["En mening.", "En till."]


def test_the_context_is_title_headings_and_a_lead_in_that_stands_outside() -> None:
    chunks = _chunks("# Prov\n\n## **Del**\n\n### Under\n\nText.")

    assert [chunk.context for chunk in chunks] == ["Prov", "Prov – Del", "Prov – Del – Under"]


def test_chunks_are_numbered_from_where_the_last_document_ended() -> None:
    assert [chunk.number for chunk in chunk_document(document_of("A.\n\n## B\n\nC."), 7)] == [7, 8]


def test_a_quotation_in_another_language_is_labelled() -> None:
    norwegian = (
        "Hva er det ledere ikke gjør når de ikke har tillit, og hvorfor gjør de noe annet enn det de sier?"
    )

    document = document_of(f"# T\n\nDet är vad vi vill.\n\n## Citat\n\n{norwegian}")

    assert [block.language for block in document.blocks][-1] is Language.NB
    assert [chunk.language for chunk in chunk_document(document)][-1] is Language.NB


def test_a_reply_loses_its_dash() -> None:
    document = document_of("Titel\n\nVad är tillit?\n\n– Att lita på folk. Alltid.\n\n– Och att våga.", "txt")

    assert units_of(document)[2:] == ["Att lita på folk.", "Alltid.", "Och att våga."]
    assert [block.kind for block in document.blocks].count(BlockKind.LIST) == 0


def test_a_sentence_that_points_below_introduces_the_list_behind_its_paragraph() -> None:
    document = document_of(
        "# Om\n\nPlanerna listas nedan. Är du osäker, välj den första.\n\n- En del\n- Två delar\n"
    )
    plans = chunk_document(document)[-1]
    assert plans.lead_in is not None
    assert plans.lead_in.of(document.text) == "Planerna listas nedan."


def test_a_paragraph_that_points_nowhere_introduces_nothing() -> None:
    document = document_of(
        "# Om\n\nPlanerna är två. Är du osäker, välj den första.\n\n- En del\n- Två delar\n"
    )
    assert chunk_document(document)[-1].lead_in is None
