"""The bundled model says which one it is before it is loaded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.retrieval.deferred import DeferredEmbedder, deferred_embedder
from app.retrieval.embedding import Embedder

pytestmark = pytest.mark.model


def test_the_identity_is_the_loaded_models(embedder: Embedder, models_folder: Path) -> None:
    deferred = deferred_embedder("multilingual-e5-small", models_folder, threads=1)

    assert deferred.identity == embedder.identity


def test_the_model_is_loaded_once_by_whoever_comes_first(embedder: Embedder) -> None:
    loads: list[Embedder] = []

    def load() -> Embedder:
        loads.append(embedder)
        return embedder

    deferred = DeferredEmbedder(embedder.identity, load)
    assert loads == []

    with ThreadPoolExecutor(8) as pool:
        vectors = list(pool.map(deferred.embed_query, ["tillit"] * 8))

    assert len(loads) == 1
    assert all((vector == vectors[0]).all() for vector in vectors)
