"""Generations on disk and in a service: damage is seen before the first answer, an answer mixes nothing."""

from __future__ import annotations

import logging
import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import DamagedGeneration, IndexUnavailable, ModelMismatch
from app.retrieval.concepts import NO_CONCEPTS
from app.retrieval.live import LiveIndex
from app.retrieval.manifest import verified_manifest
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import CURRENT, Shelf
from tests.builders import HashEmbedder, ingested, write_corpus

IDENTITY = HashEmbedder().identity


def _text(version: int) -> str:
    return f"# Om tillit\n\nDetta är version {version} av texten.\n\n- ett råd i version {version} här\n"


def _publish(folder: Path, version: int, keep_generations: int = 3) -> str:
    """The name of the generation of this version of two texts."""
    corpus = write_corpus(folder / "corpus", a=_text(version), b=_text(version).replace("texten", "boken"))
    return ingested(corpus, folder / "index", keep_generations=keep_generations).generation


@pytest.fixture(scope="module")
def two_generations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with gen-000001 and, live, gen-000002."""
    folder = tmp_path_factory.mktemp("two")
    assert [_publish(folder, version) for version in (1, 2)] == ["gen-000001", "gen-000002"]
    return folder / "index"


@pytest.fixture
def index(two_generations: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    copy = tmp_path / "index"
    shutil.copytree(two_generations, copy)
    return copy


def _files(index: Path) -> list[Path]:
    found = sorted(path for path in (index / "gen-000002").rglob("*") if path.is_file())
    assert len(found) >= 15
    return [path.relative_to(index) for path in found]


def _damage(path: Path, kind: str, rng: random.Random) -> None:
    if kind == "delete":
        path.unlink()
        return
    content = bytearray(path.read_bytes())
    at = rng.randrange(len(content))
    if kind == "truncate":
        path.write_bytes(content[:at])
    else:
        content[at] ^= 1 << rng.randrange(8)
        path.write_bytes(content)


def _assert_previous_serves(index: Path, caplog: pytest.LogCaptureFixture, damaged: Path) -> None:
    caplog.clear()
    live = LiveIndex(Shelf(index), IDENTITY)

    assert live.current().name == "gen-000001"
    assert all("version 1" in document.text for document in live.documents())
    assert "gen-000002" in caplog.text
    assert damaged.name in caplog.text
    with pytest.raises(DamagedGeneration, match=damaged.name.replace(".", r"\.")):
        verified_manifest(index / "gen-000002")


@pytest.mark.parametrize("kind", ["flip", "truncate", "delete"])
def test_damage_to_any_file_is_named_and_the_previous_generation_serves(
    index: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    for number, file in enumerate(_files(index)):
        whole = (index / file).read_bytes()
        _damage(index / file, kind, random.Random(number))

        _assert_previous_serves(index, caplog, file)

        (index / file).write_bytes(whole)
    assert LiveIndex(Shelf(index), IDENTITY).current().name == "gen-000002"


def test_50_random_bit_flips_are_all_detected(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    rng = random.Random(50)
    files = _files(index)

    for _ in range(50):
        file = rng.choice(files)
        whole = (index / file).read_bytes()
        _damage(index / file, "flip", rng)
        _assert_previous_serves(index, caplog, file)
        (index / file).write_bytes(whole)


def test_damage_without_another_generation_makes_the_index_unavailable(index: Path) -> None:
    shutil.rmtree(index / "gen-000001")
    rng = random.Random(1)

    for file in _files(index):
        whole = (index / file).read_bytes()
        _damage(index / file, rng.choice(("flip", "truncate", "delete")), rng)
        with pytest.raises(IndexUnavailable, match=r"gen-000002.*run: tilda ingest"):
            LiveIndex(Shelf(index), IDENTITY).current()
        (index / file).write_bytes(whole)


def test_a_damaged_pointer_still_leads_to_one_whole_generation(index: Path) -> None:
    """CURRENT has no checksum of its own: whatever it says, what it leads to is verified."""
    whole = (index / CURRENT).read_bytes()
    damaged = [
        whole[:at] + bytes((byte ^ 1 << bit,)) + whole[at + 1 :]
        for at, byte in enumerate(whole)
        for bit in range(8)
    ]
    damaged += [
        b"",
        b"\n",
        b"gen-\n",
        b"../gen-000001\n",
        b"gen-000001/../gen-000002\n",
        b"\xff\xfe\x00",
        b"x" * 10_000,
    ]

    for content in damaged:
        (index / CURRENT).write_bytes(content)
        generation = LiveIndex(Shelf(index), IDENTITY).current()
        version = {"gen-000001": 1, "gen-000002": 2}[generation.name]
        assert all(f"version {version}" in document.text for document in generation.documents.values())


def test_without_a_pointer_the_newest_generation_serves(index: Path) -> None:
    (index / CURRENT).unlink()

    assert LiveIndex(Shelf(index), IDENTITY).current().name == "gen-000002"


def test_a_pointer_that_is_a_folder_is_no_pointer(index: Path) -> None:
    (index / CURRENT).unlink()
    (index / CURRENT).mkdir()

    assert LiveIndex(Shelf(index), IDENTITY).current().name == "gen-000002"


def test_a_file_that_turns_unreadable_is_damage(index: Path) -> None:
    """A folder in a file's place, as the superuser may read everything else."""
    dense = index / "gen-000002" / "dense.faiss"
    dense.unlink()
    dense.mkdir()
    assert LiveIndex(Shelf(index), IDENTITY).current().name == "gen-000001"

    manifest = index / "gen-000001" / "manifest.json"
    manifest.unlink()
    manifest.mkdir()
    with pytest.raises(IndexUnavailable, match=r"manifest\.json cannot be read"):
        LiveIndex(Shelf(index), IDENTITY).current()


def test_a_half_copied_generation_is_ignored_until_it_is_whole(index: Path, tmp_path: Path) -> None:
    """As when someone copies a generation in by hand, file by file, while the service runs."""
    source = tmp_path / "source"
    (index / "gen-000002").rename(source)
    Shelf(index).make_current("gen-000001")
    live = LiveIndex(Shelf(index), IDENTITY)
    assert live.current().name == "gen-000001"
    files = sorted((path for path in source.rglob("*") if path.is_file()), reverse=True)

    for file in files:
        target = index / "gen-000002" / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        (index / CURRENT).write_text("gen-000002\n")
        (index / CURRENT).touch()
        expected = "gen-000002" if file is files[-1] else "gen-000001"
        assert LiveIndex(Shelf(index), IDENTITY).current().name == expected


def test_a_running_service_keeps_what_it_has_when_the_new_generation_is_damaged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _publish(tmp_path, 1)
    live = LiveIndex(Shelf(tmp_path / "index"), IDENTITY)
    assert live.generation() == "gen-000001"
    _publish(tmp_path, 2)
    _damage(tmp_path / "index" / "gen-000002" / "units.faiss", "flip", random.Random(2))

    assert [live.generation() for _ in range(3)] == ["gen-000001"] * 3
    assert caplog.text.count("units.faiss") == 1, "it is told once, not with every question"

    _publish(tmp_path, 3)
    assert live.generation() == "gen-000003"


def test_a_service_survives_the_loss_of_its_folder(index: Path) -> None:
    live = LiveIndex(Shelf(index), IDENTITY)
    assert live.generation() == "gen-000002"

    shutil.rmtree(index)

    assert live.generation() == "gen-000002"
    with pytest.raises(IndexUnavailable, match=r"no index yet.*tilda ingest"):
        LiveIndex(Shelf(index), IDENTITY).current()


def test_no_answer_mixes_generations_while_12_are_published(tmp_path: Path) -> None:
    """Four threads ask while generations come and, one kept only, go at once."""
    versions = {_publish(tmp_path, 0, keep_generations=1): 0}
    live = LiveIndex(Shelf(tmp_path / "index"), IDENTITY)
    retriever = HybridRetriever(live, HashEmbedder(), NO_CONCEPTS)
    done = threading.Event()
    seen: list[tuple[str, frozenset[str]]] = []

    def ask() -> int:
        count = 0
        while not done.is_set():
            result = retriever.search("Vilka råd ger version texten?", k=5)
            said = {text.partition("version ")[2].split()[0] for text in _texts(result.passages)}
            seen.append((result.generation, frozenset(said)))
            count += 1
        return count

    def _texts(passages: tuple[object, ...]) -> list[str]:
        found = []
        for passage in passages:
            found += [passage.chunk.text, passage.document.text]  # type: ignore[attr-defined]
        return [text for text in found if "version " in text]

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        try:
            for version in range(1, 13):
                versions[_publish(tmp_path, version, keep_generations=1)] = version
        finally:
            done.set()
        assert all(future.result() > 0 for future in asking)

    assert len({name for name, _ in seen}) > 5, "the readers did not see the generations change"
    assert all(said == {str(versions[name])} for name, said in seen)
    assert live.generation() == "gen-000013"


def test_fresh_readers_find_a_generation_while_others_are_pruned(tmp_path: Path) -> None:
    """A reader may have read CURRENT just before what it names was replaced and removed."""
    _publish(tmp_path, 0, keep_generations=1)
    done = threading.Event()

    def open_index() -> int:
        count = 0
        while not done.is_set():
            generation = LiveIndex(Shelf(tmp_path / "index"), IDENTITY).current()
            assert (
                len(
                    {document.text.partition("version ")[2][:2] for document in generation.documents.values()}
                )
                == 1
            )
            count += 1
        return count

    with ThreadPoolExecutor(2) as pool:
        opening = [pool.submit(open_index) for _ in range(2)]
        try:
            for version in range(1, 21):
                _publish(tmp_path, version, keep_generations=1)
        finally:
            done.set()
        assert all(future.result() > 0 for future in opening)


def test_pruning_keeps_the_live_generation_and_the_newest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    for version in range(1, 5):
        _publish(tmp_path, version, keep_generations=10)
    shelf.make_current("gen-000001")

    assert shelf.prune(2) == ("gen-000002",)

    assert shelf.names() == ("gen-000001", "gen-000003", "gen-000004")
    assert shelf.current() == "gen-000001"
    assert LiveIndex(shelf, IDENTITY).current().name == "gen-000001"


def test_a_new_generation_after_a_rollback_is_the_newest(tmp_path: Path) -> None:
    for version in (1, 2):
        _publish(tmp_path, version)
    Shelf(tmp_path / "index").make_current("gen-000001")

    assert _publish(tmp_path, 3) == "gen-000003"


def test_a_rollback_to_nowhere_is_refused(index: Path) -> None:
    for name in ("gen-000009", "../etc", "", "gen-000001.tmp"):
        with pytest.raises(IndexUnavailable, match="tilda index list"):
            Shelf(index).make_current(name)
    assert Shelf(index).current() == "gen-000002"


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, model="another"),
        replace(IDENTITY, revision="2"),
        replace(IDENTITY, query_prefix="query: "),
        replace(IDENTITY, dimension=64),
    ],
    ids=["model", "revision", "prefix", "dimension"],
)
def test_another_model_is_refused_with_the_mend(index: Path, other: object) -> None:
    live = LiveIndex(Shelf(index), other)  # type: ignore[arg-type]

    with pytest.raises(ModelMismatch, match=r"gen-000002 was built with hashed-words.*run: tilda ingest"):
        live.current()


def test_another_precision_of_the_same_model_is_served(index: Path) -> None:
    assert LiveIndex(Shelf(index), replace(IDENTITY, dtype="bfloat16")).generation() == "gen-000002"


def test_a_schema_of_another_version_is_refused(index: Path) -> None:
    manifest = index / "gen-000002" / "manifest.json"
    content = manifest.read_bytes().replace(b'"schema_version": 2', b'"schema_version": 9')
    manifest.write_bytes(content)
    _seal(manifest)

    with pytest.raises(DamagedGeneration, match="index schema 9, this version reads 2"):
        verified_manifest(index / "gen-000002")


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b'{"schema_version": 1}', b"\xff"])
def test_a_sealed_manifest_of_another_shape_is_refused(index: Path, content: bytes) -> None:
    manifest = index / "gen-000002" / "manifest.json"
    manifest.write_bytes(content)
    _seal(manifest)

    with pytest.raises(DamagedGeneration, match="another version of Tilda"):
        verified_manifest(index / "gen-000002")


def _seal(manifest: Path) -> None:
    from app.retrieval.manifest import digest

    manifest.with_name("manifest.sha256").write_text(digest(manifest) + "\n")


def test_a_kept_generation_still_finds_its_documents(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveIndex(Shelf(index), IDENTITY)
    older = LiveIndex(Shelf(_only_first(index)), IDENTITY).documents()[0]

    assert live.find("a") == live.documents()[0]
    assert live.find("a", older.sha256[:16]) == older
    assert live.find("a", "0" * 16) is None
    assert live.find("okänd") is None

    _damage(index / "gen-000001" / "passages.sqlite", "flip", random.Random(3))
    with caplog.at_level(logging.WARNING):
        assert live.find("a", older.sha256) is None
    assert "passages.sqlite" in caplog.text


def _only_first(index: Path) -> Path:
    copy = index.parent / "first"
    copy.mkdir()
    shutil.copytree(index / "gen-000001", copy / "gen-000001")
    return copy
