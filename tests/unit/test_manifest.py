"""Which files an ingest reads, and what the manifest and front matter may say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.errors import CorpusFaults
from app.domain.sources import Language, Original, SourceKind
from ingest.load import load_document
from ingest.manifest import Listing, id_of, list_files
from ingest.read import UnreadableFile


def _corpus(folder: Path, manifest: str | None = None, **texts: str) -> Path:
    for name, content in texts.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")
    if manifest is not None:
        (folder / "sources.toml").write_text(manifest, encoding="utf-8")
    return folder


def _skipped(listing: Listing) -> dict[str, str]:
    return {skip.path.name: skip.reason for skip in listing.skipped}


def test_a_broken_manifest_lists_all_its_faults_at_once(tmp_path: Path) -> None:
    manifest = """
        colour = "red"

        [[source]]
        id = "Stora Bokstäver"
        file = "a.md"
        title = ""
        language = "no"

        [[source]]
        file = "../utanför.md"
        published = "i fjol"
        url = "ftp://example.org"
        kind = "restatement"

        [[source]]
        id = "samma"
        file = "b.md"
        title = "B"
        licens = "CC0"

        [[source]]
        id = "samma"
        file = "b.md"
        title = "B igen"
        [source.restates]
        publisher = "X"
    """

    with pytest.raises(CorpusFaults) as faults:
        list_files((_corpus(tmp_path, manifest, a="A", b="B"),))

    text = "\n".join(faults.value.faults)
    for expected in (
        "colour",
        "source 1.*id",
        "source 1.*title",
        "source 1.*language",
        "source 2.*id is missing",
        "source 2.*title is missing",
        "source 2.*outside the manifest's folder",
        "source 2.*published",
        "source 2.*url",
        "source 2.*restates",
        "source 3.*licens",
        "source 4.*restates.*title",
        "id samma is used 2 times",
        "file b.md is used 2 times",
    ):
        assert _some_line_matches(expected, text), f"{expected} is not among\n{text}"


def _some_line_matches(pattern: str, text: str) -> bool:
    return any(_in_order(pattern.split(".*"), line) for line in text.splitlines())


def _in_order(parts: list[str], line: str) -> bool:
    at = 0
    for part in parts:
        at = line.find(part, at)
        if at < 0:
            return False
    return True


def test_the_faults_of_several_manifests_are_told_together(tmp_path: Path) -> None:
    folders = (tmp_path / "en", tmp_path / "två")
    for folder in folders:
        folder.mkdir()
        _corpus(folder, "[[source]]\nid = 3\n")

    with pytest.raises(CorpusFaults) as faults:
        list_files(folders)

    assert {str(folder) in "\n".join(faults.value.faults) for folder in folders} == {True}


@pytest.mark.parametrize("manifest", ["[[source]\nid=", "källor = [", "\x00"])
def test_what_is_not_toml_is_one_fault(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(CorpusFaults, match="is not TOML"):
        list_files((_corpus(tmp_path, manifest, a="A"),))


def test_a_manifest_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes("# på svenska".encode("latin-1"))

    with pytest.raises(CorpusFaults, match="is not TOML"):
        list_files((tmp_path,))


def test_a_byte_order_mark_in_the_manifest_does_not_matter(tmp_path: Path) -> None:
    manifest = '\ufeff[[source]]\nid = "a"\nfile = "a.md"\ntitle = "A"\n'

    listing = list_files((_corpus(tmp_path, manifest, a="Text."),))

    assert [entry.id for _, entry in listing.files if entry] == ["a"]


def test_a_missing_file_is_reported_by_name(tmp_path: Path) -> None:
    manifest = '[[source]]\nid = "a"\nfile = "borta.md"\ntitle = "A"\n'

    listing = list_files((_corpus(tmp_path, manifest, b="B"),))

    assert [path.name for path, _ in listing.files] == ["b.md"]
    assert _skipped(listing) == {"borta.md": "does not exist, but sources.toml names it"}


@pytest.mark.parametrize("name", ["README.md", ".dold.md", "under"])
def test_a_named_file_that_is_not_read_is_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "c.md").write_text("C")
    (tmp_path / "README.md").write_text("Läs mig")
    (tmp_path / ".dold.md").write_text("Dold")
    manifest = f'[[source]]\nid = "a"\nfile = "{name}"\ntitle = "A"\n'

    listing = list_files((_corpus(tmp_path, manifest, b="B"),))

    assert name in _skipped(listing)
    assert [path.name for path, _ in listing.files] == ["b.md", "c.md"]


def test_what_is_no_regular_text_file_is_reported_by_name(tmp_path: Path) -> None:
    """The FIFO would block whoever opened it for ever."""
    _corpus(tmp_path, a="A")
    (tmp_path / "länk.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "bruten.md").symlink_to(tmp_path / "finns-inte.md")
    (tmp_path / "ring").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "rör.md")
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    (tmp_path / "utan").write_text("x")

    listing = list_files((tmp_path, tmp_path / "ingen.md"))

    assert [path.name for path, _ in listing.files] == ["a.md"]
    reasons = _skipped(listing)
    assert reasons.keys() == {"länk.md", "bruten.md", "ring", "rör.md", "bild.png", "utan", "ingen.md"}
    assert "symbolic link" in reasons["länk.md"]
    assert "symbolic link" in reasons["ring"]
    assert "not a regular file" in reasons["rör.md"]
    assert ".png" in reasons["bild.png"]
    assert reasons["ingen.md"] == "does not exist"


def test_readme_manifest_and_hidden_files_are_no_texts(tmp_path: Path) -> None:
    _corpus(tmp_path, "", a="A", README="x", LICENSE="x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.md").write_text("x")

    listing = list_files((tmp_path,))

    assert [path.name for path, _ in listing.files] == ["a.md"]
    assert listing.skipped == ()


def test_a_file_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _corpus(tmp_path, a="A")
    monkeypatch.chdir(tmp_path)

    listing = list_files((tmp_path, Path("a.md"), Path()))

    assert len(listing.files) == 1


def test_the_manifest_wins_over_front_matter_which_wins_over_the_text(tmp_path: Path) -> None:
    manifest = """
        [[source]]
        id = "egen"
        file = "a.md"
        title = "Manifestets titel"
        published = 2019-10-01
        kind = "restatement"
        [source.restates]
        title = "Originalet"
        published = 2018
    """
    text = "---\ntitle: Egen\nauthor: A. Nilsson\nlanguage: nb\n---\n# Rubriken\n\nEn text om tillit.\n"
    ((path, entry),) = list_files((_corpus(tmp_path, manifest, a=text),)).files

    source = load_document(path, entry, Language.SV).document.source

    assert (source.id, source.title, source.author) == ("egen", "Manifestets titel", "A. Nilsson")
    assert (source.published, source.language, source.kind) == (
        "2019-10-01",
        Language.NB,
        SourceKind.RESTATEMENT,
    )
    assert source.restates == Original("Originalet", published="2018")


def test_without_any_metadata_the_text_and_its_name_speak(tmp_path: Path) -> None:
    path = tmp_path / "Om Tillit_på Ärlighet.md"
    path.write_text("## Under\n\nDet är inte vad man tror.\n\n# Rubriken\n", encoding="utf-8")

    source = load_document(path, None, Language.NB).document.source

    assert (source.id, source.title) == ("om-tillit-pa-arlighet", "Rubriken")
    assert (source.language, source.kind) == (Language.SV, SourceKind.ARTICLE)


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("titel: Fel nyckel", "titel"),
        ("language: no", "language"),
        ('title: "\\ud800"', "title"),
        ("url: javascript:alert(1)", "url"),
        ("published: [2019]", "published"),
        ("id: ../x", "id"),
        ("title: [a]", "title"),
    ],
)
def test_front_matter_that_says_nonsense_is_refused(tmp_path: Path, front: str, fault: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{front}\n---\n\nText.\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match=f"front matter.*{fault}"):
        load_document(path, None, Language.SV)


def test_a_page_of_chrome_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<nav>Hem</nav><footer>Fot</footer>", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="no text that can be cited"):
        load_document(path, None, Language.SV)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("no", Language.NB), ("nn-NO", Language.NN), ("da", Language.NB), ("fi", Language.SV)],
)
def test_a_pages_own_language_counts_when_it_is_known(tmp_path: Path, lang: str, expected: Language) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html lang='{lang}'><title>T</title><p>Det är vad vi alla vill.</p>", encoding="utf-8")

    assert load_document(path, None, Language.EN).document.source.language is expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [("Øvre_Eiker 2022", "ovre-eiker-2022"), ("åäöæ", "aaoae"), ("中文", "text"), ("a" * 200, "a" * 80)],
)
def test_a_file_name_becomes_an_id(stem: str, expected: str) -> None:
    assert id_of(stem) == expected
