from __future__ import annotations

import pytest

from app.domain.sources import BlockKind, Document, UnitKind
from app.text.normalise import normalise
from tests.builders import document_of, outline, units_of

Outline = list[tuple[str, tuple[str, ...]]]


def _document(content: str) -> Document:
    return document_of(normalise(content), "txt")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "Titel\n\nEn mening. En till.",
            [("heading", ("Titel",)), ("paragraph", ("En mening.", "En till."))],
            id="a first short line is the title",
        ),
        pytest.param(
            "Titel\r\n\r\nEn mening.\r\nEn till.\r\n",
            [("heading", ("Titel",)), ("paragraph", ("En mening.",)), ("paragraph", ("En till.",))],
            id="CRLF",
        ),
        pytest.param(
            "Titel\n\nHun gir råd:\n\n  1. Rydd opp.\n\n  2. Gi tid.\n 10. Lytt til folk.",
            [
                ("heading", ("Titel",)),
                ("paragraph", ("Hun gir råd:",)),
                ("list", ("Rydd opp.", "Gi tid.", "Lytt til folk.")),
            ],
            id="numbers and blank lines between items",
        ),
        pytest.param(
            "Titel\n\n• Ett\n   – under ett\n   – också\n• Två",
            [("heading", ("Titel",)), ("list", ("Ett", "under ett", "också", "Två"))],
            id="nested bullets",
        ),
        pytest.param(
            "- en sak som\n  går vidare\n- två saker\nsom också gör det",
            [("list", ("en sak som\n  går vidare", "två saker\nsom också gör det"))],
            id="items over several lines",
        ),
        pytest.param(
            "Titel\n\n1. ett\n2. två\n\n1. ny lista\n2. igen",
            [("heading", ("Titel",)), ("list", ("ett", "två")), ("list", ("ny lista", "igen"))],
            id="numbering begins again",
        ),
        pytest.param(
            "Titel\n\nStegen:\n1. Skapa kultur\nBörja med att bygga en organisation som litar på folk.\n"
            "2. Utveckla\nLedare behöver utbildas i att delegera ansvar.",
            [
                ("heading", ("Titel",)),
                ("paragraph", ("Stegen:",)),
                ("heading", ("Skapa kultur",)),
                ("paragraph", ("Börja med att bygga en organisation som litar på folk.",)),
                ("heading", ("Utveckla",)),
                ("paragraph", ("Ledare behöver utbildas i att delegera ansvar.",)),
            ],
            id="numbered headings over prose",
        ),
        pytest.param(
            "Titel\n\nDette er en lang linje som er brutt ved en fast bredde på seksti\n"
            "tegn eller så. Den skal leses som ett avsnitt fordi alle linjene\n"
            "er omtrent like lange. Slutt.",
            [
                ("heading", ("Titel",)),
                (
                    "paragraph",
                    (
                        "Dette er en lang linje som er brutt ved en fast bredde på seksti\ntegn eller så.",
                        "Den skal leses som ett avsnitt fordi alle linjene\ner omtrent like lange.",
                        "Slutt.",
                    ),
                ),
            ],
            id="hard wrapped",
        ),
        pytest.param(
            "Titel\n\n| Fokus | Kontroll | Tillit |\n|---|---|---|\n| Mål | många | få |",
            [("heading", ("Titel",)), ("table", ("Fokus | Kontroll | Tillit", "Mål | många | få"))],
            id="pipes",
        ),
        pytest.param(
            "Titel\n\n\tKontroll\tTillit\nFokus\tbehov\tdialog\n",
            [("heading", ("Titel",)), ("table", ("Kontroll\tTillit", "Fokus\tbehov\tdialog"))],
            id="tabs",
        ),
        pytest.param(
            "Hoppa till innehåll\n\nTitel\n\nEn mening.\n\nShare\n\nAdd to list\n\nEn till.\n;",
            [
                ("not-citable: skip link", ("Hoppa till innehåll",)),
                ("heading", ("Titel",)),
                ("paragraph", ("En mening.",)),
                ("not-citable: share bar", ("Share",)),
                ("not-citable: share bar", ("Add to list",)),
                ("paragraph", ("En till.",)),
                ("not-citable: lone punctuation", (";",)),
            ],
            id="chrome between",
        ),
        pytest.param(
            "Titeln\n\nFrågan?\n\nTiteln\n\n– Svaret är ja.\n\n– Och igen.",
            [
                ("heading", ("Titeln",)),
                ("heading", ("Frågan?",)),
                ("not-citable: repeated title", ("Titeln",)),
                ("paragraph", ("Svaret är ja.",)),
                ("paragraph", ("Och igen.",)),
            ],
            id="interview",
        ),
        pytest.param(
            "Slide ett\n\n\n\nUnderrubrik\nTexten på bilden fortsätter,\noch går vidare här.\n",
            [
                ("heading", ("Slide ett",)),
                ("heading", ("Underrubrik",)),
                ("paragraph", ("Texten på bilden fortsätter,\noch går vidare här.",)),
            ],
            id="a slide's title and subtitle",
        ),
        pytest.param(
            "# Titel\n## Del två\nEn mening.",
            [("heading", ("Titel",)), ("heading", ("Del två",)), ("paragraph", ("En mening.",))],
            id="hash marks in a plain text",
        ),
        pytest.param("**Fet mening.**", [("paragraph", ("Fet mening.",))], id="emphasis around all"),
        pytest.param("tillit", [("paragraph", ("tillit",))], id="one word"),
        pytest.param(
            "Titel\n\nÖppna punkter\n",
            [("heading", ("Titel",)), ("paragraph", ("Öppna punkter",))],
            id="short lines that nothing follows",
        ),
        pytest.param(
            "Titel\n\nEn mening.\n\nHjul\n\nRam\n\nSadel\n\nDel två\n\nOm cykeln\n\nEn till.",
            [
                ("heading", ("Titel",)),
                ("paragraph", ("En mening.",)),
                ("list", ("Hjul", "Ram", "Sadel")),
                ("heading", ("Del två",)),
                ("heading", ("Om cykeln",)),
                ("paragraph", ("En till.",)),
            ],
            id="the labels of a figure",
        ),
    ],
)
def test_lines_become_blocks(content: str, expected: Outline) -> None:
    assert outline(_document(content)) == expected


def test_a_nested_item_knows_its_depth() -> None:
    (block,) = _document("- a\n    - b\n  - c\n- d").blocks

    assert [unit.depth for unit in block.units] == [0, 2, 1, 0]


def test_a_table_under_a_rule_has_a_header_row() -> None:
    (table,) = _document("a | b\n".replace("a | b", "| a | b |") + "|--|--|\n| 1 | 2 |").blocks

    assert [unit.kind for unit in table.units] == [UnitKind.HEADER_ROW, UnitKind.ROW]


def test_the_lead_in_of_a_list_is_the_paragraph_above() -> None:
    document = _document("Titel\n\nForsker Louise er kjent. Hun gir disse rådene:\n\n1. Rydd opp\n2. Gi tid")

    (block,) = (block for block in document.blocks if block.kind is BlockKind.LIST)

    assert block.lead_in is not None
    assert block.lead_in.of(document.text) == "Forsker Louise er kjent. Hun gir disse rådene:"
    assert block.ordered


def test_a_paragraph_that_ends_introduces_nothing() -> None:
    document = _document("Titel\n\nDetta är slut.\n\n- ett\n- två")

    assert document.blocks[-1].lead_in is None


def test_punctuation_alone_introduces_nothing() -> None:
    document = _document("En mening.\n\n" + "*_" * 200 + "\n\n- sak")

    assert document.blocks[-1].lead_in is None


def test_a_lettered_list_is_a_list() -> None:
    document = document_of("Principer\n\na) Medborgaren först. Alltid.\nb) Öppenhet.\nc) Ansvar.\n", "txt")
    assert outline(document)[-1] == ("list", ("Medborgaren först. Alltid.", "Öppenhet.", "Ansvar."))


@pytest.mark.parametrize(
    ("content", "depths"),
    [
        pytest.param("- **Ett**\n\n- under\n- under\n- **Två**", [0, 1, 1, 0], id="bold over plain"),
        pytest.param("- **Ett**\n- två\n- tre", [0, 0, 0], id="one bold item is only stressed"),
        pytest.param("- ett\n- **två**\n- **tre**", [0, 0, 0], id="nothing above the first plain item"),
        pytest.param("- **Ett.** Mer.\n- **Två.** Mer.\n- tre", [0, 0, 0], id="bold beginnings"),
        pytest.param("- **Ett**\n  - under\n- **Två**\n- tre", [0, 1, 0, 0], id="indented already"),
    ],
)
def test_plain_items_lie_under_bold_ones(content: str, depths: list[int]) -> None:
    (block,) = _document(f"Titel\n\nEn mening.\n\n{content}").blocks[2:]

    assert [unit.depth for unit in block.units] == depths


def test_what_a_text_is_and_when_it_came_out_is_no_title() -> None:
    text = "Debatt\nPublisert 3. mai 2022\nGi tillit tid\n\nEt langt svar begynner her og slutter her.\n"
    headings = [words for kind, words in outline(document_of(text, "txt")) if kind == "heading"]
    assert ("Gi tillit tid",) in headings
    assert ("Publisert 3. mai 2022",) not in headings


def test_the_last_lines_of_a_slide_are_not_the_headings_of_the_next() -> None:
    text = (
        "Prov\n\nEn mening om provet står här.\n\nNya vanor\n- Mål\n- Medel\nMatsvinnet ned 35 procent\n"
        "De boende bestämmer\n\n5\n\nNästa steg\n- Fler avdelningar\n- Fler kök\n"
    )
    document = document_of(text, "txt")
    headings = [words for kind, words in outline(document) if kind == "heading"]
    assert ("Nästa steg",) in headings
    assert ("De boende bestämmer",) not in headings
    assert "Matsvinnet ned 35 procent" in units_of(document)


def test_steps_with_a_paragraph_each_are_one_list() -> None:
    step = "Det här steget tar tid. Börja med att samla alla som berörs."
    steps = f"1. Samla\n{step}\n2. Pröva\n{step}\n\n3. Utvärdera\n{step}\n"
    text = f"Prov\n\nInförandet har tre steg:\n{steps}Efteråt\n{step}\n"
    blocks = outline(document_of(text, "txt"))
    assert ("list", tuple(f"{title}\n{step}" for title in ("Samla", "Pröva", "Utvärdera"))) in blocks
    assert ("heading", ("Efteråt",)) in blocks
