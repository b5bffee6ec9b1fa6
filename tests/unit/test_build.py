"""What an ingest computes, publishes and leaves alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.domain.errors import CorpusFaults, IngestLocked
from app.retrieval.live import LiveIndex
from app.retrieval.shelf import Shelf
from ingest.lock import ingest_lock
from tests.builders import HashEmbedder, ingested, write_corpus

A = "# Om tillit\n\nTillit är bra. Kontroll är dyrt.\n\n- ett råd\n- två råd\n"
B = "# Om kontroll\n\nKontroll tar tid från arbetet.\n"


def _live(index: Path) -> LiveIndex:
    return LiveIndex(Shelf(index), HashEmbedder().identity)


def test_a_second_ingest_without_changes_embeds_and_publishes_nothing(tmp_path: Path) -> None:
    corpus, embedder = write_corpus(tmp_path / "c", a=A, b=B), HashEmbedder()
    first = ingested(corpus, tmp_path / "i", embedder)
    computed = embedder.computed

    second = ingested(corpus, tmp_path / "i", embedder)

    assert first.published
    assert first.embedded == computed > 0
    assert not second.published
    assert (second.embedded, second.generation) == (0, first.generation)
    assert embedder.computed == computed


def test_only_what_changed_is_embedded(tmp_path: Path) -> None:
    corpus, embedder = write_corpus(tmp_path / "c", a=A, b=B), HashEmbedder()
    ingested(corpus, tmp_path / "i", embedder)

    write_corpus(corpus, b=B + "\n## Mer\n\nEn ny mening.\n")
    report = ingested(corpus, tmp_path / "i", embedder)

    assert report.published
    assert report.embedded == 3  # the new chunk, its one sentence, its one new word


def test_a_removed_text_is_no_longer_answered_from(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", a=A, b=B)
    ingested(corpus, tmp_path / "i")

    (corpus / "b.md").unlink()
    report = ingested(corpus, tmp_path / "i")

    assert report.embedded == 0
    assert [document.source.id for document in _live(tmp_path / "i").documents()] == ["a"]


def test_new_metadata_makes_a_new_generation(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", a=A)
    ingested(corpus, tmp_path / "i")

    write_corpus(corpus, **{"sources": ""}).joinpath("sources.md").unlink()
    (corpus / "sources.toml").write_text('[[source]]\nid = "ny"\nfile = "a.md"\ntitle = "Ny titel"\n')
    report = ingested(corpus, tmp_path / "i")

    assert report.published
    assert [document.source.title for document in _live(tmp_path / "i").documents()] == ["Ny titel"]


def test_new_structure_of_the_same_words_makes_a_new_generation(tmp_path: Path) -> None:
    corpus = tmp_path / "c"
    corpus.mkdir()
    page = corpus / "a.html"
    page.write_text("<title>T</title><h2>Risker</h2><p>Det finns risker med tillit.</p>")
    ingested(corpus, tmp_path / "i")

    page.write_text("<title>T</title><p>Risker</p><p>Det finns risker med tillit.</p>")

    assert ingested(corpus, tmp_path / "i").published


def test_another_model_makes_a_new_generation(tmp_path: Path) -> None:
    corpus, other = write_corpus(tmp_path / "c", a=A), HashEmbedder(revision="2")
    first = ingested(corpus, tmp_path / "i")

    report = ingested(corpus, tmp_path / "i", other)

    assert report.published
    assert report.embedded == first.embedded


@pytest.mark.parametrize(
    "text",
    ["# Bara en rubrik", "# En\n\n## Två", "- sak", "och i att det", "!? å", "| a |\n|---|\n| b |"],
    ids=["heading", "headings", "item", "stop words", "a letter", "table"],
)
def test_the_smallest_texts_make_an_index_that_can_be_read(tmp_path: Path, text: str) -> None:
    corpus = write_corpus(tmp_path / "c", a=text)

    ingested(corpus, tmp_path / "i")

    assert len(_live(tmp_path / "i").current().chunks) >= 1


def test_two_files_of_one_name_keep_both_their_texts(tmp_path: Path) -> None:
    write_corpus(tmp_path / "c" / "x", a=A)
    write_corpus(tmp_path / "c" / "y", a=B)

    report = ingested(tmp_path / "c", tmp_path / "i")

    assert [source.id for source in report.sources] == ["a", "a-2"]


def test_an_id_from_the_manifest_is_never_given_to_another_file(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", b=B)
    write_corpus(corpus / "a", tillit=A)
    (corpus / "sources.toml").write_text('[[source]]\nid = "tillit"\nfile = "b.md"\ntitle = "B"\n')

    report = ingested(corpus, tmp_path / "i")

    assert {source.id: source.title for source in report.sources} == {"tillit": "B", "tillit-2": "Om tillit"}


def test_bad_files_are_reported_and_the_others_ingested(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", a=A, tom="")
    (corpus / "binär.txt").write_bytes(b"\x00\x01")
    (corpus / "gammal.txt").write_bytes("Det är på svenska.".encode("cp1252"))

    report = ingested(corpus, tmp_path / "i")

    assert report.is_partial
    assert {skip.path.name: skip.reason for skip in report.skipped} == {
        "tom.md": "is empty",
        "binär.txt": "is binary, not a text; expected UTF-8",
    }
    assert [source.id for source in report.sources] == ["a", "gammal"]
    assert "windows-1252" in report.sources[1].warnings[0]


def test_a_corpus_without_a_text_is_refused_with_all_reasons(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", tom="")

    with pytest.raises(CorpusFaults) as faults:
        ingested(corpus, tmp_path / "i")

    assert "tom.md: is empty" in faults.value.faults[0]
    assert "no text to ingest" in faults.value.faults[-1]
    assert Shelf(tmp_path / "i").names() == ()


def test_one_ingest_at_a_time(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", a=A)

    with ingest_lock(tmp_path / "i"), pytest.raises(IngestLocked, match=r"process \d+ on .+ since 20"):
        ingested(corpus, tmp_path / "i")

    assert ingested(corpus, tmp_path / "i").published


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00" + b"x" * 5_000])
def test_a_damaged_cache_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    corpus = write_corpus(tmp_path / "c", a=A)
    first = ingested(corpus, tmp_path / "i")
    (tmp_path / "i" / "embeddings.sqlite").write_bytes(damage)
    write_corpus(corpus, b=B)

    report = ingested(corpus, tmp_path / "i")

    assert report.published
    assert report.embedded > first.embedded


def test_a_vector_that_changed_in_the_cache_is_computed_again(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c", a=A)
    ingested(corpus, tmp_path / "i")
    cache = sqlite3.connect(tmp_path / "i" / "embeddings.sqlite")
    with cache:
        cache.execute(
            "UPDATE vectors SET vector = zeroblob(128) WHERE text = (SELECT min(text) FROM vectors)"
        )
        cache.execute("UPDATE vectors SET vector = x'00' WHERE text = (SELECT max(text) FROM vectors)")
    cache.close()
    write_corpus(corpus, b="# Ny\n")

    assert ingested(corpus, tmp_path / "i").embedded == 3  # the two, and the new heading


def test_a_cache_that_is_in_use_is_not_thrown_away(tmp_path: Path) -> None:
    """Another program that looks at the cache, a backup for example, may hold it for a moment."""
    corpus = write_corpus(tmp_path / "c", a=A)
    ingested(corpus, tmp_path / "i")
    write_corpus(corpus, b=B)
    cache = sqlite3.connect(tmp_path / "i" / "embeddings.sqlite")
    cache.execute("BEGIN IMMEDIATE")
    cache.execute("SELECT count(*) FROM vectors").fetchone()
    cache.rollback()
    inode = (tmp_path / "i" / "embeddings.sqlite").stat().st_ino

    ingested(corpus, tmp_path / "i")

    assert (tmp_path / "i" / "embeddings.sqlite").stat().st_ino == inode
    cache.close()
