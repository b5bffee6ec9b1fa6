"""Which headings are worth suggesting. All headings are made up here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.suggesting.suggestions import followups
from app.answering.suggesting.telling_headings import telling
from app.domain.sources import Language
from app.messages import load_texts
from tests.weighed import passages_of, published_by


@pytest.mark.parametrize(
    "heading",
    [
        "Kontakt",
        "Next steps",
        "Nästa steg",
        "Veien videre",
        "Related jobs",
        "§ 8 Övriga frågor",
        "Sak 3/31 Godkjenning av møteprotokoll",
        "Item 14/25 Approval of minutes",
        "Bilaga 1 Blankett för linfrön",
        "Vedlegg B Skjema for ullgarn",
        "Steg 5: Väv och spola",
        "Till alla vävare i Linby",
        "Vänliga hälsningar",
        "Best regards from the weavers",
        "VERA: Varför väver du?",
        "Vera Lind, vävmästare",
        "Kort om oss",
        "LINBY VÄVSKOLA",
        "Möte 2031-05-04",
        "Vad hände?",
        "",
    ],
)
def test_a_heading_that_says_nothing_by_itself_is_not_suggested(heading: str) -> None:
    assert telling(heading) is None


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("4.2 Hur linet spinns", "Hur linet spinns"),
        ("”Garnet räcker aldrig till”", "Garnet räcker aldrig till"),
        ("§ 7 Förslag om nya vävstolar", "Förslag om nya vävstolar"),
        ("Hvorfor vever vi om natta?", "Hvorfor vever vi om natta?"),
        ("Five rules for warm yarn", "Five rules for warm yarn"),
    ],
)
def test_a_telling_heading_is_named_without_number_and_quotation_marks(heading: str, asked: str) -> None:
    assert telling(heading) == asked


def test_sections_in_the_readers_language_are_suggested_first() -> None:
    swedish = passages_of(
        published_by("Bladet", "# Blad\n\n## Garn och trasor\n\nGarnet tvinnas för hand.\n")
    )
    document = published_by("Norsk", "# Norsk\n\n## Ull fra fjellet\n\nUlla vaskes om høsten.\n")
    bokmal = tuple(
        replace(one, chunk=replace(one.chunk, language=Language.NB)) for one in passages_of(document)
    )

    found = followups((*bokmal, *swedish), (), Language.SV, load_texts("answers"))

    assert found == ("Vad står det under «Garn och trasor»?", "Vad står det under «Ull fra fjellet»?")
