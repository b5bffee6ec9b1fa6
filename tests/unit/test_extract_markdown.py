from __future__ import annotations

import pytest

from app.domain.sources import BlockKind, Document, UnitKind
from app.text.normalise import normalise
from ingest.extract import markdown
from tests.builders import document_of, outline

Outline = list[tuple[str, tuple[str, ...]]]


def _document(content: str) -> Document:
    return document_of(normalise(content), "md")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "# Titel\r\n\r\nEn mening.\r\nEn till.\r\n",
            [("heading", ("Titel",)), ("paragraph", ("En mening.", "En till."))],
            id="CRLF",
        ),
        pytest.param(
            "Titel\n=====\n\nDel\n---\n\nText.",
            [("heading", ("Titel",)), ("heading", ("Del",)), ("paragraph", ("Text.",))],
            id="underlined headings",
        ),
        pytest.param(
            "### # x #\n\n##\n\n# **Fet**",
            [("heading", ("# x",)), ("heading", ("Fet",))],
            id="odd headings",
        ),
        pytest.param(
            "1. 1\n2. 2 b\n10. 10\n",
            [("list", ("1", "2 b", "10"))],
            id="items that look like their markers",
        ),
        pytest.param(
            "- a\n  - b\n    fortsätter\n  - c\n\n    eget stycke\n- d\n",
            [("list", ("a", "b\n    fortsätter", "c", "eget stycke", "d"))],
            id="nested list",
        ),
        pytest.param("- a\n\tb\n\tc\n", [("list", ("a\n\tb\n\tc",))], id="tabs in an item"),
        pytest.param(
            "- a\n  > citat\n\n  ```\n  kod\n  ```\n",
            [("list", ("a", "citat", "kod"))],
            id="quotation and code in an item",
        ),
        pytest.param(
            "> Citat en.\n> Citat två.\n>\n> - punkt\n",
            [("paragraph", ("Citat en.", "Citat två.")), ("list", ("punkt",))],
            id="block quote",
        ),
        pytest.param(
            "| a | b |\n|---|---|\n| 1 | |\n| | 2 |\n| x\\|y | z |",
            [("table", ("a | b", "1 |", "| 2", "x\\|y | z"))],
            id="table with empty cells",
        ),
        pytest.param("a | b\n--|--\n1 | 2", [("table", ("a | b", "1 | 2"))], id="table without outer pipes"),
        pytest.param(
            "```python\nkod = 1. Två.\n```\n\n    indragen. Rad.\n",
            [("paragraph", ("```python\nkod = 1. Två.\n```",)), ("paragraph", ("indragen. Rad.",))],
            id="code is one unit",
        ),
        pytest.param(
            "<div>Meny</div>\n\nText.\n\n[länk]: https://example.org 'T'\n\nMer [länk].",
            [
                ("not-citable: markup", ("<div>Meny</div>",)),
                ("paragraph", ("Text.",)),
                ("not-citable: markup", ("[länk]: https://example.org 'T'",)),
                ("paragraph", ("Mer [länk].",)),
            ],
            id="markup and link targets are visible and not citable",
        ),
        pytest.param(
            "Skip to content\n\nText.\n\nDela\n\n***\n",
            [
                ("not-citable: skip link", ("Skip to content",)),
                ("paragraph", ("Text.",)),
                ("not-citable: share bar", ("Dela",)),
            ],
            id="chrome",
        ),
        pytest.param(
            "**Fet mening. Och en till.**\n\n*kursiv*\n\n**fet** och *kursiv*",
            [
                ("paragraph", ("Fet mening.", "Och en till.")),
                ("paragraph", ("kursiv",)),
                ("paragraph", ("**fet** och *kursiv*",)),
            ],
            id="emphasis",
        ),
    ],
)
def test_markdown_becomes_blocks(content: str, expected: Outline) -> None:
    assert outline(_document(content)) == expected


def test_front_matter_is_metadata_and_not_citable() -> None:
    extracted = markdown.extract("---\ntitle: Om tillit\npublished: 2019\n---\n# Rubrik\n")

    assert extracted.metadata == {"title": "Om tillit", "published": 2019}
    assert extracted.blocks[0].kind is BlockKind.NOT_CITABLE
    assert extracted.blocks[0].reason == "front matter"


@pytest.mark.parametrize("content", ["---\n---\n# Rubrik\n", "---\n# bara en kommentar\n---\n# Rubrik\n"])
def test_empty_front_matter_says_nothing(content: str) -> None:
    assert markdown.extract(content).metadata == {}


@pytest.mark.parametrize(
    "front",
    [
        "- a\n- b",
        "bara text",
        "title: [oavslutad",
        "a: b: c",
        "title: !!python/object/apply:os.system ['true']",
        "a: " + "[" * 5_000,
        "published: 2019-13-45",
    ],
    ids=["list", "text", "unclosed", "colons", "python object", "deeply nested", "impossible date"],
)
def test_broken_front_matter_is_refused(front: str) -> None:
    with pytest.raises(ValueError, match=r"front matter"):
        markdown.extract(f"---\n{front}\n---\n# Rubrik\n")


@pytest.mark.parametrize("depth", [25, 55, 200])
@pytest.mark.parametrize("marker", ["> ", "- "])
def test_nothing_is_lost_in_deep_nesting(depth: int, marker: str) -> None:
    """What the parser leaves out is at least shown as not citable."""
    document = _document("Först.\n\n" + marker * depth + "djupt nere\n\nSist.")

    assert any("djupt nere" in block.span.of(document.text) for block in document.blocks)


def test_items_know_their_depth_and_a_table_its_header() -> None:
    listing, table = _document("1. a\n   - b\n     - c\n2. d\n\n| h |\n|--|\n| r |\n").blocks

    assert [unit.depth for unit in listing.units] == [0, 1, 2, 0]
    assert listing.ordered
    assert [unit.kind for unit in table.units] == [UnitKind.HEADER_ROW, UnitKind.ROW]


def test_a_bold_line_of_its_own_is_a_heading() -> None:
    document = document_of(
        "# Om\n\n**Gäller det vikarier?**\n\nJa, alla.\n\n**Viktigt:** läs detta.\n\n**Det är klart.**\n"
    )
    assert outline(document) == [
        ("heading", ("Om",)),
        ("heading", ("Gäller det vikarier?",)),
        ("paragraph", ("Ja, alla.",)),
        ("paragraph", ("**Viktigt:** läs detta.",)),
        ("paragraph", ("Det är klart.",)),
    ]


def test_a_header_row_without_words_is_no_row() -> None:
    (table,) = _document("| | |\n|---|---|\n| Enhet | Kjøkken |\n").blocks

    assert [unit.kind for unit in table.units] == [UnitKind.ROW]


def test_a_checkbox_is_a_marker_and_no_part_of_its_item() -> None:
    document = _document("- [ ] Spør **alle**\n- [x] Bestill kaffe\n- [1] en kilde\n")

    assert outline(document) == [("list", ("Spør **alle**", "Bestill kaffe", "[1] en kilde"))]
