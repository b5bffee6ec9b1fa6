from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.domain.sources import Language
from app.retrieval import dense
from app.retrieval.dense import DenseIndex, Vectors, language_means, shift_weights, shifted

SV, NB = Language.SV, Language.NB


def _vectors(count: int, dimension: int = 8) -> Vectors:
    found = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@pytest.mark.parametrize(("largest_flat", "kind"), [(200_000, "flat"), (10, "hnsw")])
def test_an_index_finds_the_nearest_and_survives_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest_flat: int, kind: str
) -> None:
    monkeypatch.setattr(dense, "LARGEST_FLAT", largest_flat)
    vectors = _vectors(60)
    built = DenseIndex.build(vectors)
    built.save(tmp_path / "index")

    read = DenseIndex.load(tmp_path / "index", built.kind)

    assert built.kind == kind
    assert len(read) == 60
    expected = vectors @ vectors[17]
    assert read.nearest(vectors[17], 1).tolist() == [17]
    assert read.nearest(vectors[17], 5).tolist() == np.argsort(-expected)[:5].tolist()
    assert read.products(vectors[17], np.array([3, 17, 0])) == pytest.approx(expected[[3, 17, 0]], abs=1e-6)


def test_an_index_that_is_served_is_searched_by_one_thread(tmp_path: Path) -> None:
    """More of them wait for each other on a busy machine, and find the same."""
    import faiss

    vectors = _vectors(20_000, 32)
    DenseIndex.build(vectors).save(tmp_path / "index")
    faiss.omp_set_num_threads(2)
    by_two = DenseIndex(faiss.read_index(str(tmp_path / "index")), "flat").nearest(vectors[5], 300)

    by_one = DenseIndex.load(tmp_path / "index", "flat").nearest(vectors[5], 300)

    assert faiss.omp_get_max_threads() == 1
    assert by_one.tolist() == by_two.tolist()


def test_an_index_gives_no_more_than_it_holds() -> None:
    index = DenseIndex.build(_vectors(3))

    assert len(index.nearest(_vectors(1)[0], 10)) == 3
    assert index.products(_vectors(1)[0], np.zeros(0, np.int64)).shape == (0,)


def test_an_empty_index_finds_nothing() -> None:
    """As for a corpus that holds headings only."""
    index = DenseIndex.build(np.zeros((0, 8), dtype=np.float32))

    assert index.nearest(_vectors(1)[0], 10).tolist() == []


def test_the_shift_brings_the_languages_means_together() -> None:
    vectors = _vectors(80) + np.repeat(np.eye(8, dtype=np.float32)[:2], 40, axis=0)
    languages = [SV] * 40 + [NB] * 40
    means = language_means(vectors, languages)

    moved = language_means(shifted(vectors, languages, means, shift_weights(languages)), languages)

    assert np.linalg.norm(means[SV] - means[NB]) > 1
    assert moved[SV] == pytest.approx(moved[NB], abs=1e-5)


def test_a_small_language_is_shifted_by_half_and_a_single_one_not_at_all() -> None:
    assert shift_weights([SV] * 30 + [NB] * 29) == {NB: 0.5, SV: 1.0}
    vectors = _vectors(5)
    alone = shifted(vectors, [SV] * 5, language_means(vectors, [SV] * 5), {SV: 1.0})
    assert alone == pytest.approx(vectors, abs=1e-6)
