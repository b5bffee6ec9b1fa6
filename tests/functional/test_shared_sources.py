"""The publishers' own five texts, page chrome and slide debris included. Only fragments are quoted here."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.domain.answers import Citation
from app.domain.errors import UnverifiedQuote
from app.domain.passages import Chunk, ChunkKind
from app.domain.sources import Block, BlockKind, Document, Language, UnitKind
from app.text.display import cells
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.structure import faults_of_structure
from tests.builders import SHARED_SOURCES

pytestmark = pytest.mark.shared_sources

PODCAST, ARTICLE, ADVICE, SLIDES, INTERVIEW = (
    "000_963466cee19b9bbf",
    "001_f4b088961c3d8af7",
    "002_34d1d1ea4b0e02a6",
    "003_4de2f891a9f8a369",
    "004_f98cecc7cfe2f4c2",
)


def _document(name: str) -> Document:
    return load_document(SHARED_SOURCES / f"{name}.txt", None, Language.SV).document


def _chunks(name: str) -> tuple[Chunk, ...]:
    return chunk_document(_document(name))


def _chrome(name: str) -> list[tuple[str, str]]:
    document = _document(name)
    return [
        (block.span.of(document.text), block.reason or "")
        for block in document.blocks
        if block.kind is BlockKind.NOT_CITABLE
    ]


def _block_with(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in block.span.of(document.text))


@pytest.mark.parametrize("name", [PODCAST, ARTICLE, ADVICE, SLIDES, INTERVIEW])
def test_each_text_keeps_the_promises_of_a_document(name: str) -> None:
    document = _document(name)
    chunks = chunk_document(document)
    units = [unit for block in document.blocks for unit in block.units]

    assert faults_of_structure(document) == ()
    assert [unit for chunk in chunks for unit in chunk.units] == units
    assert all(a.span.end <= b.span.start for a, b in pairwise(chunks))
    prose = [chunk for chunk in chunks if chunk.kind is ChunkKind.TEXT]
    assert all(len(chunk.text) <= 550 for chunk in prose)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        (PODCAST, Language.SV),
        (ARTICLE, Language.SV),
        (ADVICE, Language.NB),
        (SLIDES, Language.SV),
        (INTERVIEW, Language.SV),
    ],
)
def test_each_text_shows_its_language(name: str, language: Language) -> None:
    document = _document(name)

    assert document.source.language is language
    assert {block.language for block in document.blocks} == {language}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (PODCAST, "Tillitsbaserad styrning i ledarskapet"),
        (ARTICLE, "Vad är tillitsbaserad styrning?"),
        (ADVICE, "Det må være tillit mellom ledelse"),
        (SLIDES, "Hur bygger vi tillit mellan"),
        (INTERVIEW, "Hon föreslår mindre detaljstyrning"),
    ],
)
def test_each_text_has_its_title(name: str, title: str) -> None:
    assert _document(name).source.title.startswith(title)


def test_the_14_pieces_of_advice_are_one_list_with_their_lead_in() -> None:
    (chunk,) = (chunk for chunk in _chunks(ADVICE) if chunk.kind is ChunkKind.LIST)
    items = [unit for unit in chunk.units if unit.kind is UnitKind.ITEM]
    text = _document(ADVICE).text

    assert len(items) == 14
    assert chunk.ordered
    assert items[0].span.of(text).startswith("Rydd opp")
    assert items[-1].span.of(text).startswith("Gjør digitalisering")
    assert chunk.lead_in is not None
    assert "Louise Bringselius" in chunk.lead_in.of(text)
    assert chunk.lead_in.of(text).endswith(":")
    assert "Louise Bringselius" in chunk.text
    assert chunk.headings[-1].startswith("Praktiske råd")


def test_the_table_of_control_and_trust_has_a_header_and_seven_rows() -> None:
    document = _document(SLIDES)
    table = _block_with(document, "Nyckelverktyg")
    rows = [cells(unit.span.of(document.text)) for unit in table.units]

    assert table.kind is BlockKind.TABLE
    assert [unit.kind for unit in table.units] == [UnitKind.HEADER_ROW, *[UnitKind.ROW] * 7]
    assert rows[0] == ("Kontrollbaserad styrning", "Tillitsbaserad styrning")
    assert [row[0].split()[0] for row in rows[1:]] == [
        "Nyckelverktyg",
        "Fokus",
        "Ansvarsområden",
        "Främsta",
        "Syn",
        "Prestationsutvärdering",
        "Utformning",
    ]
    assert all(len(row) == 3 for row in rows[1:])
    (chunk,) = (chunk for chunk in chunk_document(document) if "Nyckelverktyg" in chunk.text)
    assert len([unit for unit in chunk.units if unit.kind is UnitKind.ROW]) == 7


def test_the_characteristics_are_rows_of_two_tables() -> None:
    document = _document(SLIDES)
    names = [
        cells(unit.span.of(document.text))[0]
        for block in document.blocks
        if block.kind is BlockKind.TABLE and "Nyckelverktyg" not in block.span.of(document.text)
        for unit in block.units
    ]

    assert names == [
        "Tillit",
        "Medborgarfokus",
        "Helhetssyn",
        "Handlingsutrymme",
        "Stöd",
        "Kunskap",
        "Öppenhet",
    ]


def test_the_definition_is_a_list_with_its_lead_in_under_its_heading() -> None:
    document = _document(SLIDES)
    block = _block_with(document, "stimulera samverkan")

    assert block.kind is BlockKind.LIST
    assert len(block.units) == 3
    assert block.lead_in is not None
    assert block.lead_in.of(document.text).startswith("Styrning, kultur och arbetssätt")
    assert document.headings_of(block.section)[-1].startswith("Definition av tillitsbaserad")


def test_each_of_the_three_quoted_definitions_is_a_unit_under_the_same_question() -> None:
    document = _document(SLIDES)
    definitions = [
        unit.span.of(document.text)
        for block in document.blocks
        for unit in block.units
        if unit.span.of(document.text).startswith("”Tillit är")
    ]

    assert len(definitions) == 3
    for definition in definitions:
        block = _block_with(document, definition)
        assert document.headings_of(block.section)[-1] == "Vad är TILLIT?"


def test_the_benefits_in_the_article_are_one_list() -> None:
    document = _document(ARTICLE)
    block = _block_with(document, "Effektivare resursanvändning")

    assert block.kind is BlockKind.LIST
    assert len(block.units) == 6
    assert document.headings_of(block.section)[-1].startswith("Fördelar")


def test_the_steps_in_the_article_are_one_list_with_their_texts() -> None:
    document = _document(ARTICLE)
    block = _block_with(document, "Utveckla ledarskapet")

    assert block.kind is BlockKind.LIST and block.ordered
    assert len(block.units) == 5
    assert all("\n" in unit.span.of(document.text) for unit in block.units)


def test_each_question_of_the_interview_is_the_heading_of_its_answer() -> None:
    document = _document(INTERVIEW)
    answer = _block_with(document, "inget fritt valt arbete")
    questions = [
        block.span.of(document.text)
        for block in document.blocks
        if block.kind is BlockKind.HEADING and block.span.of(document.text).endswith("?")
    ]

    assert len(questions) == 5
    assert "kritik" in document.headings_of(answer.section)[-1]
    assert not answer.units[0].span.of(document.text).startswith("–")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (PODCAST, []),
        (ARTICLE, []),
        (
            ADVICE,
            [
                ("Til hovedinnhold", "skip link"),
                (";", "lone punctuation"),
                ("Hei, jeg heter Frøya.", "chat greeting"),
            ],
        ),
        (
            SLIDES,
            [
                ("Share", "share bar"),
                ("Add to list", "share bar"),
                ("Like", "share bar"),
                ("Rate", "share bar"),
            ],
        ),
        (
            INTERVIEW,
            [
                ("Hon föreslår mindre detaljstyrning", "repeated title"),
                ("Kvalitetsmagasinet Premium", "advert"),
                ("Full tillgång till", "advert"),
            ],
        ),
    ],
)
def test_exactly_the_page_chrome_is_marked(name: str, expected: list[tuple[str, str]]) -> None:
    found = _chrome(name)

    assert len(found) == len(expected), found
    for (text, reason), (beginning, expected_reason) in zip(found, expected, strict=True):
        assert text.startswith(beginning)
        assert reason == expected_reason


@pytest.mark.parametrize("name", [ADVICE, SLIDES, INTERVIEW])
def test_chrome_is_in_no_chunk_and_cannot_be_cited(name: str) -> None:
    document = _document(name)
    chunks = chunk_document(document)

    for block in document.blocks:
        if block.kind is BlockKind.NOT_CITABLE:
            assert not any(
                block.span.start < chunk.span.end and chunk.span.start < block.span.end for chunk in chunks
            )
            with pytest.raises(UnverifiedQuote):
                Citation(1, document, block.span, block.span.of(document.text))


def test_typing_errors_of_the_originals_stay() -> None:
    assert "initativ" in _document(ADVICE).text
