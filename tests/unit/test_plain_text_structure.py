"""Slides, minutes and fact boxes as plain text: what heads what, and which lines belong together."""

from __future__ import annotations

import pytest

from app.domain.passages import Chunk, ChunkKind
from app.domain.sources import BlockKind, UnitKind
from app.text.display import cells
from ingest.chunk import chunk_document
from ingest.extract.text import extract
from tests.builders import document_of, outline, units_of

SLIDES = """Ledersamling
Mindre skjema, mer tid

1


Hva vi har sluttet med

Månedsrapporter uten leser
Signering av vaktlister
Ventetida ned 40 prosent



2


Eksempel: Solsida bofellesskap

Beboerne velger middagen
Svinnet ned en tredel
Ingen pårørende har klaget

3


Fire slags hindringer
slik de ansatte ser dem (våren 2023, 120 svar)

1. Regler ingen eier
2. Systemer som ikke snakker sammen

4


Takk for meg!
"""

MINUTES = """NORRVIKS KOMMUN
Socialnämnden

SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum 2023-03-07

Plats och tid: Rådhuset, kl. 13.00–15.00
Beslutande: Anna Ek (S), ordförande, Bo Lind (M)
Justerare: Bo Lind

Sida 1 (3)

§ 12 Ny introduktion för chefer

Dnr SN 2023/18

Nämndens beslut
1. Introduktionen införs den 1 maj.
2. Förvaltningen redovisar läget i november.

Skäl till beslutet
Sju av tio nya chefer hade inte fått någon introduktion alls under sitt första år.

Sida 2 (3)

§ 13 Ändrad delegation

Nämndens beslut
Delegationen ändras så att enhetschefen får besluta om
- inköp under 50 000 kronor
- vikarier upp till ett år

Justerandes sign ________
"""


def _chunks(text: str) -> dict[str, Chunk]:
    """The first chunk under each heading."""
    found = reversed(chunk_document(document_of(text, "txt")))
    return {chunk.headings[-1]: chunk for chunk in found if chunk.headings}


def _units(chunk: Chunk, kind: UnitKind = UnitKind.ITEM) -> list[str]:
    start = chunk.span.start
    return [chunk.text[u.span.start - start : u.span.end - start] for u in chunk.units if u.kind is kind]


def test_the_lines_below_a_slides_title_are_its_items_down_to_the_last() -> None:
    chunks = _chunks(SLIDES)

    assert _units(chunks["Hva vi har sluttet med"])[-1] == "Ventetida ned 40 prosent"
    assert _units(chunks["Eksempel: Solsida bofellesskap"]) == [
        "Beboerne velger middagen",
        "Svinnet ned en tredel",
        "Ingen pårørende har klaget",
    ]


def test_a_slides_title_may_have_two_lines_and_heads_the_list_behind_a_blank_line() -> None:
    title = "Fire slags hindringer slik de ansatte ser dem (våren 2023, 120 svar)"

    assert _units(_chunks(SLIDES)[title]) == ["Regler ingen eier", "Systemer som ikke snakker sammen"]


def test_minutes_are_sections_by_their_numbers_with_what_stands_below() -> None:
    paths = {chunk.headings for chunk in chunk_document(document_of(MINUTES, "txt"))}

    assert ("§ 12 Ny introduktion för chefer", "Nämndens beslut") in paths
    assert ("§ 12 Ny introduktion för chefer", "Skäl till beslutet") in paths
    assert ("§ 13 Ändrad delegation", "Nämndens beslut") in paths


def test_page_numbers_and_lines_to_sign_on_are_no_text() -> None:
    blocks = document_of(MINUTES, "txt").blocks
    text = document_of(MINUTES, "txt").text

    apart = [block.span.of(text) for block in blocks if block.kind is BlockKind.NOT_CITABLE]
    assert apart == ["NORRVIKS KOMMUN", "Sida 1 (3)", "Sida 2 (3)", "Justerandes sign ________"]


def test_a_line_that_goes_on_below_introduces_its_list() -> None:
    document = document_of(MINUTES, "txt")
    listing = [chunk for chunk in chunk_document(document) if chunk.kind is ChunkKind.LIST][-1]

    assert listing.lead_in is not None
    assert listing.lead_in.of(document.text) == "Delegationen ändras så att enhetschefen får besluta om"


def test_labels_with_their_values_are_a_list() -> None:
    facts = next(words for kind, words in outline(document_of(MINUTES, "txt")) if kind == "list")

    assert facts[-1] == "Justerare: Bo Lind"


@pytest.mark.parametrize(
    ("content", "heading", "items"),
    [
        pytest.param(
            "Tillit i nord\n\nDette er et langt svar som slutter her.\n\n"
            "FAKTA\nSolvik sykehjem\nAnsatte: 140\nEier: Solvik",
            "Solvik sykehjem",
            ["Ansatte: 140", "Eier: Solvik"],
            id="a box of facts under its title",
        ),
        pytest.param(
            "Kurs for leiarar\n\nKurset går om hausten og er ope for alle.\n\nPåmelding\nTelefon: 55 00 00 00\n"
            "E-post: kurs@vik.example",
            "Påmelding",
            ["Telefon: 55 00 00 00", "E-post: kurs@vik.example"],
            id="how to reach somebody",
        ),
    ],
)
def test_facts_stand_under_what_heads_them(content: str, heading: str, items: list[str]) -> None:
    assert _units(_chunks(content)[heading]) == items


def test_numbers_give_headings_their_depth() -> None:
    text = (
        "Policy for arkiv\n\nKort ingress her.\n\n1 Ansvar\n\n1.1 Leder\n\nLederen har ansvaret.\n\n"
        "1.2 Ansatt\n\nAlle bidrar."
    )

    paths = [chunk.headings for chunk in chunk_document(document_of(text, "txt"))]
    assert ("1 Ansvar", "1.2 Ansatt") in paths


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "Debatt\n\n”Tilliten finns bara på papper”\n\nPublicerad 2024-05-02\n\nVi hoppades alla.",
            "Tilliten finns bara på papper",
            id="quoted",
        ),
        pytest.param(
            "Styrande dokument\nDnr 2022/41\nVerket\n\nPolicy för arkiv och register\n\nPolicyn gäller alla.",
            "Policy för arkiv och register",
            id="letterhead",
        ),
        pytest.param(
            "Publisert 3. mai\nLes denne først\n\nEt langt svar slutter her.",
            "Les denne først",
            id="dateline",
        ),
        pytest.param(
            "Chefsdag\nTillit i vardagen\n\nVi börjar klockan nio.",
            "Chefsdag – Tillit i vardagen",
            id="one word",
        ),
        pytest.param("Arkiv\n\nAnsvar\n\nAlla bidrar till arkivet.", "Arkiv", id="one word over a section"),
    ],
)
def test_the_headline_is_the_title(text: str, title: str) -> None:
    assert extract(text).metadata["title"] == title


@pytest.mark.parametrize(
    ("above", "lead_in"),
    [
        pytest.param(
            "Samtalen bygger på to spørsmål.", "Samtalen bygger på to spørsmål.", id="it counts the items"
        ),
        pytest.param(
            "Det var på våren. Kva skal leiaren spørje om?", "Kva skal leiaren spørje om?", id="it asks"
        ),
        pytest.param("Det finns hinder (312 svar)", "Det finns hinder (312 svar)", id="it ends in a bracket"),
        pytest.param("Metoden passer når", "Metoden passer når", id="it goes on"),
        pytest.param("Samtalen bygger på tre spørsmål.", None, id="another number"),
    ],
)
def test_what_stands_right_before_a_list_introduces_it(above: str, lead_in: str | None) -> None:
    document = document_of(f"# Prov\n\n## Del\n\n{above}\n\n- Første\n- Andre\n")
    found = chunk_document(document)[-1].lead_in

    assert (found.of(document.text) if found else None) == lead_in


def test_numbered_titles_that_stand_alone_are_headings_from_the_first_one_on() -> None:
    text = (
        "Rundskriv om lunsj\n\n3. juni 2021\n\n1. Bakgrunn\n\nKommunen har betalt lenge.\n\n2. Hva er ordningen?\n\n"
        "Alle får en kupong.\n\n3. Ansvar\n\nTidslinje\n\nLederen deler ut."
    )
    headings = [words[0] for kind, words in outline(document_of(text, "txt")) if kind == "heading"]

    assert headings == ["Rundskriv om lunsj", "Bakgrunn", "Hva er ordningen?", "Ansvar", "Tidslinje"]
    assert _chunks(text)["Tidslinje"].headings == ("Ansvar", "Tidslinje")


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_date_is_no_item(suffix: str) -> None:
    kinds = [kind for kind, _ in outline(document_of("Brev\n\n3. juni 2021\n\nEt svar her.", suffix))]
    assert "list" not in kinds


def test_items_apart_by_blank_lines_are_no_headings() -> None:
    text = (
        "Råd\n\nHon ger råd:\n\n1. Lyssna mer\n\n2. Mät mindre\n\n3. Städa\n\nEfter listan kommer en mening."
    )

    assert ("list", ("Lyssna mer", "Mät mindre", "Städa")) in outline(document_of(text, "txt"))


def test_a_text_broken_at_a_width_is_put_together_where_the_next_word_did_not_fit() -> None:
    text = (
        "Lindby museum vill vara ett hus för alla som bor i kommunen och för dem\n"
        "som bara är på besök. Under våren har avgiften tagits bort för alla barn.\n\n"
        "Avgiften infördes 2011 av den dåvarande chefen, och den har enligt chefen\n"
        "Berit Ek kostat museet många besökare. Nu räknar man med att det kommer\n"
        "3,5 procent fler nästa år, vilket är mer än vad museet i grannkommunen\n"
        "Solvik räknar med.\n"
    )
    blocks = outline(document_of(text, "txt"))

    assert [kind for kind, _ in blocks] == ["paragraph", "paragraph"]
    assert blocks[1][1][1].endswith("Solvik räknar med.")


def test_words_in_columns_are_rows() -> None:
    text = (
        "Møte om arkiv\n\nVi møttes i mai.\n\nTil stede:\nAda Lie          leder\nBo Vik           sekretær\n"
    )
    document = document_of(text, "txt")
    table = document.blocks[-1]

    assert outline(document)[-1][0] == "table"
    assert cells(table.units[0].span.of(document.text)) == ("Ada Lie", "leder")
    assert table.lead_in is not None


def test_a_row_whose_first_cell_fills_its_column_is_a_row() -> None:
    rows = ("2019         Start", "Hausten 2020 Nye skular", "2021         Slutt")
    text = "Tidslinje for arkivet\n\nVi møttest i mai.\n\n" + "\n".join(rows)

    assert outline(document_of(text, "txt"))[-1] == ("table", rows)


def test_prose_beside_no_columns_is_no_row() -> None:
    text = "Om arkivet\n\nDet ligger i Vik.   Og det er stort.\nMange kommer dit om sommaren."
    assert "table" not in [kind for kind, _ in outline(document_of(text, "txt"))]


def test_a_single_label_with_its_value_heads_nothing() -> None:
    text = "Møte om arkiv\n\nVi møttes i mai for å snakke.\n\nGodkjent av: Ola Nes\n\nNeste møte blir til høsten."
    assert ("paragraph", ("Godkjent av: Ola Nes",)) in outline(document_of(text, "txt"))


def test_who_says_it_and_when_is_no_part_of_what_is_said() -> None:
    text = "Podden\n\n[00:00:12] Erik: Vad var svårast?\n[00:01:05] Maria Ek: Att hålla tyst. Det tog tid.\n"
    document = document_of(text, "txt")

    assert units_of(document)[1:] == ["Vad var svårast?", "Att hålla tyst.", "Det tog tid."]


def test_minutes_are_called_by_who_met_and_when() -> None:
    assert extract(MINUTES).metadata["title"] == "Socialnämnden 2023-03-07"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("LINDBY KOMMUN", "letterhead"),
        ("LINDBY KOMMUN          PROTOKOLL          1 (4)", "letterhead"),
    ],
)
def test_letter_paper_is_no_text(line: str, reason: str) -> None:
    first, title, *_ = document_of(f"{line}\nRegler for bading\n\nAlle kan bade i sjøen.", "txt").blocks

    assert (first.kind, first.reason) == (BlockKind.NOT_CITABLE, reason)
    assert title.kind is BlockKind.HEADING


def test_who_wrote_a_text_heads_nothing() -> None:
    text = "Slik bader vi\nKari Berg, badevakt\n3. mai 2024\n\nAlle kan bade i sjøen."

    assert ("paragraph", ("Kari Berg, badevakt",)) in outline(document_of(text, "txt"))


def test_names_below_a_label_belong_to_its_row() -> None:
    text = (
        "Nämnden 2024-03-01\n\n"
        "Beslutande      Ada Lie (S), ordförande\n"
        "                Bo Vik (M)\n"
        "Justerare       Bo Vik\n"
        "Sekreterare     Cia Ek\n"
    )
    rows = units_of(document_of(text, "txt"))[-3:]

    assert [cells(row) for row in rows] == [
        ("Beslutande", "Ada Lie (S), ordförande; Bo Vik (M)"),
        ("Justerare", "Bo Vik"),
        ("Sekreterare", "Cia Ek"),
    ]


def test_a_turn_in_a_transcript_is_one_paragraph() -> None:
    text = (
        "[00:10] ADA: Hva gjorde dere?\n"
        "[00:14] BO: Tre ting. Vi sluttet å bade om kvelden. Og i går dro vi til\n"
        "Storvik, der vannet er varmt. Vi badet sammen med barna.\n"
        "Vi malte båten.\n"
        "[00:40] ADA: Takk.\n"
    )

    assert (
        "paragraph",
        (
            "Tre ting.",
            "Vi sluttet å bade om kvelden.",
            "Og i går dro vi til\nStorvik, der vannet er varmt.",
            "Vi badet sammen med barna.",
            "Vi malte båten.",
        ),
    ) in outline(document_of(text, "txt"))


@pytest.mark.parametrize(
    "line", ["Med vennlig hilsen", "Med helsing", "Vänliga hälsningar,", "Kind regards,"]
)
def test_a_closing_greeting_heads_nothing(line: str) -> None:
    blocks = document_of(f"Om bading\n\nAlle kan bade.\n\n{line}\n\nAda Lie\nbadevakt\n", "txt").blocks

    assert BlockKind.NOT_CITABLE in {block.kind for block in blocks}
    assert sum(block.kind is BlockKind.HEADING for block in blocks) == 1
