"""What a letterhead, a page's header or a site's name tells of the publisher, and where it takes part."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.sources import Language, Source
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.manifest import Entry

LETTER = "LINDBY KOMMUN\n\nNy ordning för fika\n\nFrån maj får alla enheter välja sin egen tid för fika.\n"


def _source(folder: Path, name: str, text: str, entry: Entry | None = None) -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_document(path, entry, Language.SV).document.source


def _letter(head: str) -> str:
    return LETTER.replace("LINDBY KOMMUN", head)


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("LINDBY KOMMUN", "Lindby kommun"),
        ("Lindby kommune", "Lindby kommune"),
        ("LINDBY KOMMUN          PROTOKOLL          1 (4)", "Lindby kommun"),
        ("FYLKESDIREKTORATET FOR FIKA", "Fylkesdirektoratet for fika"),
        ("Fikaverket", "Fikaverket"),
        ("Fikanämnden", "Fikanämnden"),
        ("Till Lindby kommun", None),
        ("Vår kommun", None),
        ("Fagområdet", None),
        ("Regelverket", None),
        ("Protokoll", None),
        ("Kari Berg", None),
        ("3. mai 2024", None),
    ],
)
def test_a_letterhead_names_the_publisher(tmp_path: Path, head: str, publisher: str | None) -> None:
    source = _source(tmp_path, "brev.txt", _letter(head))

    assert source.publisher == publisher


def test_minutes_are_published_by_whose_paper_they_are_on(tmp_path: Path) -> None:
    text = (
        "LINDBY KOMMUN\nFikanämnden\n\nSAMMANTRÄDESPROTOKOLL\n2024-05-16\n\n"
        "§ 7 Bullar\n\nNämnden beslutar att köpa bullar.\n"
    )
    source = _source(tmp_path, "protokoll.txt", text)

    assert source.publisher == "Lindby kommun"


@pytest.mark.parametrize(
    ("head", "header", "publisher"),
    [
        ("<title>Fika | Lindby kommun</title>", "", "Lindby kommun"),
        ("<title>Fika</title>", "<header><div class='logo'>Region Lindby</div></header>", "Region Lindby"),
        ("<title>Fika</title><meta property='og:site_name' content='Fikarådet'>", "", "Fikarådet"),
        (
            "<title>Bullar i Lindby kommun</title><meta property='og:site_name' content='Fikanytt'>",
            "<header>Lindby kommun</header>",
            None,
        ),
        ("<title>Fika | Bullar</title>", "<header><nav><a>Hem</a></nav></header>", None),
    ],
)
def test_a_page_names_its_publisher(tmp_path: Path, head: str, header: str, publisher: str | None) -> None:
    page = f"<html><head>{head}</head><body>{header}<main><h1>Fika</h1><p>Alla får välja tid.</p></main>"

    assert _source(tmp_path, "sida.html", page).publisher == publisher


def test_what_the_manifest_says_wins(tmp_path: Path) -> None:
    entry = Entry.model_validate({"publisher": "Fikarådet"})

    assert _source(tmp_path, "brev.txt", LETTER, entry).publisher == "Fikarådet"


def test_a_restatement_has_no_other_publisher_than_its_manifest_says(tmp_path: Path) -> None:
    entry = Entry.model_validate({"restates": {"title": "Originalet"}})

    assert _source(tmp_path, "brev.txt", LETTER, entry).publisher is None


@pytest.mark.parametrize(
    ("entry", "above"),
    [
        (None, "Ny ordning för fika – Lindby kommun"),
        (Entry.model_validate({"title": "Fika i Lindby kommun"}), "Fika i Lindby kommun"),
        (
            Entry.model_validate({"publisher": "Tilda", "restates": {"title": "Originalet"}}),
            "Ny ordning för fika",
        ),
    ],
    ids=["publisher", "named by the title", "restatement"],
)
def test_every_chunk_stands_under_its_publisher(tmp_path: Path, entry: Entry | None, above: str) -> None:
    path = tmp_path / "brev.txt"
    path.write_text(LETTER, encoding="utf-8")
    (chunk,) = chunk_document(load_document(path, entry, Language.SV).document)

    assert chunk.context == above
