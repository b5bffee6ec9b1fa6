from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.sources import BlockKind, Language, UnitKind
from app.text.normalise import normalise
from ingest.chunk import chunk_document
from ingest.extract import html
from ingest.load import load_document
from tests.builders import document_of, outline, units_of

Outline = list[tuple[str, tuple[str, ...]]]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<h1>Titel</h1>\r\n<p>En mening.\r\nEn   till.</p>text utan tagg",
            [
                ("heading", ("Titel",)),
                ("paragraph", ("En mening.", "En till.")),
                ("paragraph", ("text utan tagg",)),
            ],
            id="blocks and white space",
        ),
        pytest.param(
            "<p>Det är <b>in</b>te <a href='x'>en <em>länk</em></a>&nbsp;&amp; <q>så</q>.<br>Ny rad",
            [("paragraph", ("Det är inte en länk & så.", "Ny rad"))],
            id="links and emphasis",
        ),
        pytest.param(
            "<p>Ett<p>Två<ul><li>a<li>b</ul>efter<table><tr><td>c<td>d<tr><td>e</table>",
            [
                ("paragraph", ("Ett",)),
                ("paragraph", ("Två",)),
                ("list", ("a", "b")),
                ("paragraph", ("efter",)),
                ("table", ("c\td", "e")),
            ],
            id="unclosed elements",
        ),
        pytest.param(
            "<ul><li>A<ul><li>B</li></ul>C</li><li><p>D</p><p>E</p></li></ul><ol><li>F</ol>",
            [("list", ("A", "B", "C", "D", "E")), ("list", ("F",))],
            id="nested lists",
        ),
        pytest.param(
            "<dl><dt>Tillit</dt><dd><p>är bra</p><p>och svårt</p></dd><dt>Styrning<dt>Ledning<dd>behövs</dl>",
            [("list", ("Tillit\när bra", "och svårt", "Styrning\nLedning\nbehövs"))],
            id="definition list",
        ),
        pytest.param(
            "<dl><dt>Läge</dt><dd><ul><li>av</li></ul></dd><dt>Namn</dt></dl>",
            [("list", ("Läge", "av", "Namn"))],
            id="term without a definition of its own",
        ),
        pytest.param(
            "<table><caption>T1</caption><thead><tr><th>A<th>B<tbody><tr><td>1<td>2</table>",
            [("paragraph", ("T1",)), ("table", ("A\tB", "1\t2"))],
            id="table with row groups",
        ),
        pytest.param(
            "<table><tr><th></th><th>Kontroll</th></tr>\n <tr> <th>Fokus</th>\n <td> <p>a</p><p>b</p></table>",
            [("table", ("Kontroll", "Fokus\ta b"))],
            id="table cells with blocks",
        ),
        pytest.param(
            "<table><tr><td>Först</td><td>Yttre<table><tr><td>inre</td></tr></table>svans</td></tr></table>",
            [("table", ("Först\tYttre", "inre")), ("paragraph", ("svans",))],
            id="a table in a table loses nothing",
        ),
        pytest.param(
            "<header><nav><ul><li>Hem<li>Om oss</ul></nav></header><main><p>Text.</p></main>"
            "<aside>Bredvid</aside><footer>Fot</footer>",
            [
                ("not-citable: page header", ("Hem",)),
                ("not-citable: page header", ("Om oss",)),
                ("paragraph", ("Text.",)),
                ("not-citable: side column", ("Bredvid",)),
                ("not-citable: footer", ("Fot",)),
            ],
            id="navigation and footer",
        ),
        pytest.param(
            "<div class='cookie-banner'>Kakor här</div><div id='social_share'>Sprid</div><p>Text.</p>"
            "<div role='search'>Leta</div><a class='skip-link'>Förbi</a><button>Öppna</button>",
            [
                ("not-citable: cookie notice", ("Kakor här",)),
                ("not-citable: share bar", ("Sprid",)),
                ("paragraph", ("Text.",)),
                ("not-citable: search form".replace("search form", "search"), ("Leta",)),
                ("not-citable: skip link", ("Förbi",)),
                ("not-citable: button", ("Öppna",)),
            ],
            id="chrome by name and role",
        ),
        pytest.param(
            "<table><tr><td>Text</td><td><nav>Hem <b>Om</b></nav></td></tr><tr><td>Mer<button>Dela</button></table>",
            [
                ("table", ("Text", "Mer")),
                ("not-citable: navigation", ("Hem Om",)),
                ("not-citable: button", ("Dela",)),
            ],
            id="chrome in table cells",
        ),
        pytest.param(
            "<body><form id='aspnetForm'><label>Sök</label><h1>Titel</h1><p>Text om tillit.</p></form></body>",
            [
                ("not-citable: form", ("Sök",)),
                ("heading", ("Titel",)),
                ("paragraph", ("Text om tillit.",)),
            ],
            id="a form around the whole page",
        ),
        pytest.param(
            "<div class='site has-menu'><p>Text.</p></div><div class='menu'><main><p>Mer.</p></main></div>",
            [("paragraph", ("Text.",)), ("paragraph", ("Mer.",))],
            id="class names that only sound like chrome",
        ),
        pytest.param(
            "<h2><button>Vad är tillit?</button></h2><p>Svar.</p>",
            [("heading", ("Vad är tillit?",)), ("paragraph", ("Svar.",))],
            id="a heading that folds out",
        ),
        pytest.param(
            "<ul><li>Hem</li><li>Tillit är bra</li></ul><p>Dela</p>",
            [
                ("not-citable: navigation", ("Hem",)),
                ("list", ("Tillit är bra",)),
                ("not-citable: share bar", ("Dela",)),
            ],
            id="chrome by its words",
        ),
        pytest.param(
            "<p>Synlig</p><script>x < 1</script><style>p{}</style><!-- dold --><noscript>n</noscript>"
            "<svg><text>s</text></svg>",
            [("paragraph", ("Synlig",))],
            id="what no reader sees",
        ),
        pytest.param(
            "<p>Före.</p><table summary='Note'><tr><td rowspan='2'><img src='note.png'></td><th>Notera</th></tr>"
            "<tr><td><p>En mening. En till.</p></td></tr></table><p>Efter.</p>",
            [
                ("paragraph", ("Före.",)),
                ("heading", ("Notera",)),
                ("paragraph", ("En mening.", "En till.")),
                ("paragraph", ("Efter.",)),
            ],
            id="a box drawn as a table",
        ),
        pytest.param(
            "<div id='banner'>Ladda ner boken</div><div class='banner'><h1>Titel</h1>Ingress.</div><p>Text.</p>",
            [
                ("not-citable: banner", ("Ladda ner boken",)),
                ("heading", ("Titel",)),
                ("paragraph", ("Ingress.",)),
                ("paragraph", ("Text.",)),
            ],
            id="banner",
        ),
        pytest.param("<pre>rad 1\n  rad 2.  Tre</pre>", [("paragraph", ("rad 1\n  rad 2.  Tre",))], id="pre"),
        pytest.param("<p>3 < 5 och 7 > 2 &lt;b&gt;", [("paragraph", ("3 < 5 och 7 > 2 <b>",))], id="signs"),
        pytest.param("<p>Tillit <oavslutad", [("paragraph", ("Tillit <oavslutad",))], id="an unclosed tag"),
        pytest.param(
            "<p>a\u030a &#xD800;&#0;&#xFEFF;b",
            [("paragraph", ("å \ufffd\ufffd\ufeffb",))],
            id="odd characters",
        ),
    ],
)
def test_a_page_becomes_blocks(markup: str, expected: Outline) -> None:
    assert outline(document_of(normalise(markup), "html")) == expected


def test_nothing_is_lost_in_5000_nested_elements() -> None:
    markup = "".join(f"<div><p>ord{level} i djupet" for level in range(5_000))

    document = document_of(markup, "html")

    assert units_of(document) == [f"ord{level} i djupet" for level in range(5_000)]


def test_nothing_is_lost_in_5000_nested_lists_and_tables() -> None:
    lists = "".join(f"<ul><li>sak{level}" for level in range(5_000))
    tables = "".join(f"<table><tr><td>cell{level}" for level in range(5_000))

    assert len(units_of(document_of(lists, "html"))) == 5_000
    assert len(units_of(document_of(tables, "html"))) == 5_000


def test_title_and_language_are_metadata() -> None:
    page = html.extract("<html lang='nb-NO'><title> Om\n tillit </title><title>to</title><p>Tekst.</p>")

    assert page.metadata["language"] == "nb"
    assert str(page.metadata["title"]).startswith("Om tillit")
    assert [block.kind for block in page.blocks] == [BlockKind.PARAGRAPH]


def test_a_header_row_is_one_of_header_cells_only() -> None:
    markup = "<table><tr><th>A</th><th>B</th></tr><tr><th>r</th><td>1</td></tr></table>"

    (table,) = document_of(markup, "html").blocks

    assert [unit.kind for unit in table.units] == [UnitKind.HEADER_ROW, UnitKind.ROW]


def test_the_title_of_a_box_is_no_answer_and_heads_its_own_text_only() -> None:
    document = document_of(
        "<h2>Avsnitt</h2><p>Före.</p><div class='sidebar'><p class='title'><b>FAKTA</b> Om tillit</p>"
        "<p>I rutan.</p></div><p>Efter.</p>",
        "html",
    )

    label = document.blocks[2]
    assert [unit.kind for unit in label.units] == [UnitKind.HEADING]
    assert [document.headings_of(block.section) for block in document.blocks] == [("Avsnitt",)] * 5
    assert [chunk.text for chunk in chunk_document(document)] == [
        "Avsnitt\n\nFöre.",
        "FAKTA Om tillit\n\nI rutan.\n\nEfter.",
    ]


def test_a_table_s_title_introduces_it() -> None:
    document = document_of(
        "<p class='title'>Tabell 1. Krav</p><table><tr><td>Minne<td>2 GB<tr><td>Disk<td>4 GB</table>", "html"
    )

    lead_in = document.blocks[1].lead_in
    assert lead_in is not None
    assert lead_in.of(document.text) == "Tabell 1. Krav"


@pytest.mark.parametrize(
    ("title", "heading", "shown"),
    [
        ("Tillit i skolan | Exempelby kommun", "Tillit i skolan", "Tillit i skolan"),
        ("Exempelby - Tillit i skolan", "<b>Tillit</b> i skolan", "Tillit i skolan"),
        ("Tillit i skolan | Exempelby kommun", "Om oss", "Tillit i skolan"),
        ("Tillit i skolan", "Om oss", "Tillit i skolan"),
    ],
)
def test_a_site_s_name_is_no_part_of_a_page_s_title(
    tmp_path: Path, title: str, heading: str, shown: str
) -> None:
    page = tmp_path / "sida.html"
    page.write_text(f"<title>{title}</title><h1>{heading}</h1><p>Vi litar på varandra.</p>", encoding="utf-8")
    assert load_document(page, None, Language.SV).document.source.title == shown
