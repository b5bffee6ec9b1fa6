"""Tables with spanning and empty cells, questions that fold out, and lines with labels, on web pages."""

from __future__ import annotations

import pytest

from app.domain.sources import BlockKind, Document
from app.text.display import row_cells
from tests.builders import document_of, outline

TABLE = """<table><tr><th></th><th>Tilsyn</th><th>Kontakt</th></tr>
<tr><th rowspan=2>Nord</th><td>12</td><td></td></tr>
<tr><td></td><td>Ada Lie</td></tr>
<tr><td></td><td></td><td>Felles: Bo Vik</td></tr></table>"""


def _rows(document: Document) -> list[tuple[str, ...]]:
    (table,) = (block for block in document.blocks if block.kind is BlockKind.TABLE)
    return [row_cells(document.text, unit.span.start, unit.span.end) for unit in table.units]


def test_every_cell_keeps_its_column() -> None:
    assert _rows(document_of(TABLE, "html")) == [
        ("", "Tilsyn", "Kontakt"),
        ("Nord", "12"),
        ("Nord", "", "Ada Lie"),
        ("", "", "Felles: Bo Vik"),
    ]


def test_a_column_that_is_empty_all_the_way_is_left_out() -> None:
    markup = "<table><tr><td><img></td><td>Mål</td><td colspan=2>få</td></tr><tr><td></td><td>Krav</td></tr></table>"

    assert _rows(document_of(markup, "html")) == [("Mål", "få"), ("Krav",)]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", "70000"])
def test_odd_spans_are_survived(span: str) -> None:
    document = document_of(
        f"<table><tr><td rowspan={span} colspan={span}>a<td>b<tr><td>c<td>d</table>", "html"
    )

    assert {cell for row in _rows(document) for cell in row if cell} >= {"a", "c"}


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<details><summary>{}</summary><p>{}</p></details>", id="details"),
        pytest.param("<button aria-expanded='false'>{}</button><div><p>{}</p></div>", id="accordion"),
        pytest.param("<p><strong>{}</strong></p><p>{}</p>", id="bold"),
        pytest.param("<h3><button aria-controls='a'>{}</button></h3><div id='a'>{}</div>", id="heading"),
    ],
)
def test_a_question_that_folds_out_heads_its_answer(markup: str) -> None:
    question, answer = "Kven betaler for kurset?", "Arbeidsgjevaren."
    document = document_of(f"<h2>Spørsmål</h2>{markup.format(question, answer)}", "html")

    assert outline(document)[1:] == [("heading", (question,)), ("paragraph", (answer,))]
    assert document.headings_of(document.blocks[-1].section) == ("Spørsmål", question)


def test_a_button_that_only_opens_something_is_chrome() -> None:
    document = document_of("<button aria-expanded='false'>Filtrera</button><p>Text.</p>", "html")

    assert outline(document)[0] == ("not-citable: button", ("Filtrera",))


def test_a_bold_sentence_is_no_title() -> None:
    assert outline(document_of("<p><b>Detta gäller alla.</b></p>", "html")) == [
        ("paragraph", ("Detta gäller alla.",))
    ]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        pytest.param("<p>Telefon: 55 12 34 56<br>E-post: post@vik.example</p>", "html", id="broken lines"),
        pytest.param("<p>Telefon: 55 12 34 56</p><p>E-post: post@vik.example</p>", "html", id="paragraphs"),
        pytest.param("Telefon: 55 12 34 56\\\nE-post: post@vik.example", "md", id="Markdown"),
        pytest.param("Text.\n\nTelefon: 55 12 34 56\nE-post: post@vik.example", "txt", id="plain text"),
    ],
)
def test_labels_with_values_are_a_list_whatever_the_format(content: str, suffix: str) -> None:
    facts = ("Telefon: 55 12 34 56", "E-post: post@vik.example")

    assert outline(document_of(content, suffix))[-1] == ("list", facts)


def test_what_people_say_is_no_list_of_facts() -> None:
    said = document_of("<p>Kari: Hva gjorde dere?</p><p>Per: Vi ryddet.</p>", "html")

    assert [kind for kind, _ in outline(said)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table role='presentation'>", id="by its role"),
        pytest.param("<table>", id="by the headings in it"),
    ],
)
def test_a_table_that_only_places_blocks_is_none(table: str) -> None:
    inner = "<table><tr><th>Skule</th><th>Elevar</th></tr><tr><td>Vik</td><td>12</td></tr></table>"
    cells = f"<td><h2>Ny leiar</h2><p>Ada begynner i mai.</p></td><td><h2>Tal</h2>{inner}</td>"
    markup = f"{table}<tr>{cells}</tr></table>"

    assert outline(document_of(markup, "html")) == [
        ("heading", ("Ny leiar",)),
        ("paragraph", ("Ada begynner i mai.",)),
        ("heading", ("Tal",)),
        ("table", ("Skule\tElevar", "Vik\t12")),
    ]


def test_a_number_may_be_all_that_is_said_of_a_term() -> None:
    assert outline(document_of("<dl><dt>Antall saker</dt><dd>7</dd></dl>", "html")) == [
        ("list", ("Antall saker\n7",))
    ]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        pytest.param("<h2>Kontakt</h2><p>Ring Ada Lie.</p>", "html", id="a web page"),
        pytest.param("Om kortet\n\nKortet er gratis.\n\nKontakt\nRing Ada Lie.", "txt", id="a plain text"),
    ],
)
def test_a_word_that_menus_have_may_head_a_section(content: str, suffix: str) -> None:
    assert outline(document_of(content, suffix))[-2:] == [
        ("heading", ("Kontakt",)),
        ("paragraph", ("Ring Ada Lie.",)),
    ]


def test_a_pages_header_is_chrome_up_to_its_title_but_not_an_articles() -> None:
    page = (
        "<header><a>Lindby kommun</a></header><article><header><p>Ingress.</p></header><p>Text.</p></article>"
    )

    assert [block.kind for block in document_of(page, "html").blocks] == [
        BlockKind.NOT_CITABLE,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
