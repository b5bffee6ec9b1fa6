"""An embedder that loads its model with the first text.

What only needs to know which model it is, such as an ingest that finds nothing changed, then starts at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from app.retrieval.bundled_model import BUNDLED_MODEL, DIMENSION, ensure_bundled_model
from app.retrieval.embedding import Embedder, ModelIdentity, Vectors, load_embedder
from app.retrieval.model_identity import folder_revision, preferred_dtype, prefixes


class DeferredEmbedder:
    """Implements `Embedder`; `load` is called once, by whichever thread embeds first."""

    def __init__(self, identity: ModelIdentity, load: Callable[[], Embedder]) -> None:
        self._identity = identity
        self._load = load
        self._loading = threading.Lock()
        self._loaded: Embedder | None = None

    @property
    def identity(self) -> ModelIdentity:
        return self._identity

    def embed_query(self, text: str) -> Vectors:
        return self._embedder().embed_query(text)

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return self._embedder().embed_passages(texts, progress)

    def embed_together(self, queries: Sequence[str], passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        return self._embedder().embed_together(queries, passages)

    def _embedder(self) -> Embedder:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
                assert self._loaded.identity == self._identity
            return self._loaded


def deferred_embedder(model: str, models_dir: Path, threads: int) -> Embedder:
    """As `load_embedder`, but the bundled model, whose identity its folder tells, is loaded when needed."""
    if model != BUNDLED_MODEL:
        return load_embedder(model, models_dir, threads)
    folder = ensure_bundled_model(models_dir)
    query_prefix, passage_prefix = prefixes(model, {})
    identity = ModelIdentity(
        model, folder_revision(folder), query_prefix, passage_prefix, preferred_dtype(), DIMENSION
    )
    return DeferredEmbedder(identity, lambda: load_embedder(model, models_dir, threads))
