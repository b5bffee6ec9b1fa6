"""Vectors in FAISS by inner product: the only door to faiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from app.domain.sources import Language

if TYPE_CHECKING:
    import faiss

LARGEST_FLAT = 200_000
SMALLEST_FULL_SHIFT = 30
_HNSW_LINKS = 32
_HNSW_BUILD_EFFORT = 200

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]  # of chunks, or of units


def shifted(
    vectors: Vectors,
    languages: Sequence[Language],
    means: Mapping[Language, Vectors],
    weights: Mapping[Language, float],
) -> Vectors:
    """The vectors with their language's mean taken out and the mean of all languages put back.

    Texts of one language lie together in the embedding space, so a question prefers its own language
    whatever a text says. With this shift the inner product compares what is said: q·(v - w·m_l + w·m).
    Shapes: (n, d) and n languages; rows are no longer of unit length.
    """
    if not len(vectors):
        return vectors
    overall = np.mean([means[language] for language in sorted(means)], axis=0)
    shift = {language: weights[language] * (overall - means[language]) for language in means}
    return cast(Vectors, (vectors + np.stack([shift[language] for language in languages])).astype(np.float32))


def language_means(vectors: Vectors, languages: Sequence[Language]) -> dict[Language, Vectors]:
    """The mean vector (d,) of each language that occurs."""
    names = np.array([language.value for language in languages])
    return {
        language: vectors[names == language.value].mean(axis=0, dtype=np.float32)
        for language in sorted(set(languages))
    }


def shift_weights(languages: Sequence[Language]) -> dict[Language, float]:
    """1 for a language with enough passages for a reliable mean, half for a smaller one."""
    return {
        language: 1.0 if languages.count(language) >= SMALLEST_FULL_SHIFT else 0.5
        for language in sorted(set(languages))
    }


class DenseIndex:
    """Vectors by explicit id. `kind` is "flat" (exact) or "hnsw" (approximate, for large corpora)."""

    def __init__(self, index: faiss.Index, kind: str) -> None:
        self._index = index
        self.kind = kind

    @classmethod
    def build(cls, vectors: Vectors) -> DenseIndex:
        """An index over rows 0…n-1 of shape (n, d): flat up to `LARGEST_FLAT` rows, HNSW above."""
        import faiss

        count, dimension = vectors.shape
        kind = "flat" if count <= LARGEST_FLAT else "hnsw"
        index = faiss.IndexIDMap2(_flat(dimension) if kind == "flat" else _hnsw(dimension))
        index.add_with_ids(np.ascontiguousarray(vectors), np.arange(count, dtype=np.int64))
        return cls(index, kind)

    @classmethod
    def load(cls, path: Path, kind: str) -> DenseIndex:
        """The index in a file whose checksum has been verified before: faiss itself checks nothing.

        From then on the process searches with one thread: one question is a few milliseconds of work, and
        threads that wait for each other on a busy machine cost ten times that.
        """
        import faiss
        from threadpoolctl import threadpool_limits

        faiss.omp_set_num_threads(1)
        threadpool_limits(limits=1, user_api="blas")  # numpy's products
        return cls(faiss.read_index(str(path)), kind)

    def save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: Vectors, k: int) -> Numbers:
        """The ids of the k largest inner products with a query of shape (d,), best first."""
        if not len(self):
            return np.zeros(0, np.int64)
        _, ids = self._index.search(query.reshape(1, -1), min(k, len(self)))
        return cast(Numbers, ids[0][ids[0] >= 0])

    def products(self, query: Vectors, ids: Numbers) -> Vectors:
        """The exact inner products of a query (d,) with the vectors of the ids, in their order."""
        if not len(ids):
            return np.zeros(0, dtype=np.float32)
        return cast(Vectors, self._index.reconstruct_batch(ids) @ query)


def _flat(dimension: int) -> faiss.Index:
    import faiss

    return faiss.IndexFlatIP(dimension)


def _hnsw(dimension: int) -> faiss.Index:
    import faiss

    index = faiss.IndexHNSWFlat(dimension, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = _HNSW_BUILD_EFFORT
    index.hnsw.efSearch = _HNSW_BUILD_EFFORT
    return index
