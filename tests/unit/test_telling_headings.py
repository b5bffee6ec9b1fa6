"""Which headings are worth suggesting. All headings are made up here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.answering.citing import CitationBook
from app.answering.suggesting.suggestions import followups
from app.answering.suggesting.telling_headings import telling
from app.domain.passages import Passage
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


def _suggested(*passages: Passage, cited: Sequence[Passage] = ()) -> tuple[str, ...]:
    book = CitationBook()
    for passage in cited:
        book.cite(passage, passage.chunk.units[-1].span)
    return followups(passages, book.citations, Language.SV, load_texts("answers"))


def _section(publisher: str, heading: str, score: float, language: Language = Language.SV) -> Passage:
    document = published_by(
        publisher, f"# Blad\n\n## {heading}\n\nGarnet tvinnas för hand av dem som kan det.\n"
    )
    found = next(one for one in passages_of(document) if one.chunk.headings[-1:] == (heading,))
    return replace(found, score=score, chunk=replace(found.chunk, language=language))


def test_sections_in_the_readers_language_are_suggested_first() -> None:
    bokmal = _section("Norsk", "Ull fra fjellet", 2.0, Language.NB)

    found = _suggested(bokmal, _section("Bladet", "Garn och trasor", 1.8))

    assert found == ("Vad står det under «Garn och trasor»?", "Vad står det under «Ull fra fjellet»?")


def test_what_lies_far_from_the_question_is_not_suggested() -> None:
    first = _section("Bladet", "Garn och trasor", 3.0)
    far = _section("Tråden", "Knappar och spännen", 1.5)
    foreign = _section("Norsk", "Ull fra fjellet", 2.0, Language.NB)

    assert _suggested(first, foreign, far) == ("Vad står det under «Garn och trasor»?",)


def test_other_sections_of_the_source_cited_are_suggested_first_however_far() -> None:
    *_, told, other = passages_of(
        published_by(
            "Bladet",
            "# Blad\n\n## Garn och trasor\n\nGarnet tvinnas för hand.\n\n## Knappar och spännen\n\nSpännen gjuts.\n",
        )
    )
    near = _section("Tråden", "Varp och inslag", 2.9)

    found = _suggested(replace(told, score=3.0), near, replace(other, score=0.5), cited=[told])

    assert found == ("Vad står det under «Knappar och spännen»?", "Vad står det under «Varp och inslag»?")
