"""The sources of the index on this machine, read without the embedding model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.domain.errors import IndexUnavailable
from app.settings import Settings
from eval.run_sources import StoredSource, stored_source, texts_of


def indexed_texts(settings: Settings) -> Mapping[str, str]:
    """The texts of the live generation by source id.

    Raises `IndexUnavailable` when there is no index.
    """
    return texts_of(indexed_sources(settings))


def indexed_sources(settings: Settings) -> tuple[StoredSource, ...]:
    """The sources of the live generation.

    Raises `IndexUnavailable` when there is no index.
    """
    from app.retrieval.generation import load_generation

    return tuple(map(stored_source, load_generation(_live_folder(settings)).documents.values()))


def indexed_models(settings: Settings) -> Mapping[str, str]:
    """The models that the live generation was built with.

    Raises `IndexUnavailable` when there is no index.
    """
    from app.retrieval.manifest import read_manifest

    model = read_manifest(_live_folder(settings)).model
    return {"embedding": f"{model.model} ({model.revision}, {model.dtype})"}


def _live_folder(settings: Settings) -> Path:
    from app.retrieval.shelf import Shelf

    shelf = Shelf(settings.index_folder)
    name = shelf.current()
    if name is None:
        raise IndexUnavailable(f"there is no index in {settings.index_folder}")
    return shelf.path(name)
