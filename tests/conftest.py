"""What several tests need and what is slow to make: the model and the indexes, each once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.sources import Language
from app.retrieval.embedding import Embedder, load_embedder
from app.retrieval.live import LiveIndex
from app.retrieval.shelf import Shelf
from ingest.build import ingest
from tests.builders import CORPUS, ROOT, SHARED_SOURCES
from tests.smollm2 import smollm2_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = pytest.mark.skip(reason=f"the publishers' own texts are not at {SHARED_SOURCES}")
    for item in items:
        if item.get_closest_marker("shared_sources") and not SHARED_SOURCES.is_dir():
            item.add_marker(absent)


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bundled model is or will be written; the working copy's own when it is there."""
    own = ROOT / "var" / "models"
    return own if own.is_dir() else tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def embedder(models_folder: Path) -> Embedder:
    """The bundled model."""
    return load_embedder(None, models_folder, threads=2)


@pytest.fixture(scope="session")
def corpus_index(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    """The shipped corpus under the bundled model."""
    return _indexed(CORPUS, embedder, tmp_path_factory.mktemp("corpus-index"))


@pytest.fixture(scope="session")
def shared_index(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    """The publishers' own texts under the bundled model."""
    if not SHARED_SOURCES.is_dir():
        pytest.skip(f"the publishers' own texts are not at {SHARED_SOURCES}")
    return _indexed(SHARED_SOURCES, embedder, tmp_path_factory.mktemp("shared-index"))


@pytest.fixture(scope="session")
def language_model_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a real language model's OpenAI-compatible server; its name is `tests.smollm2.NAME`."""
    with smollm2_server(tmp_path_factory.mktemp("smollm2") / "server.log") as base_url:
        yield base_url


def _indexed(texts: Path, embedder: Embedder, folder: Path) -> LiveIndex:
    shelf = Shelf(folder)
    ingest((texts,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    return LiveIndex(shelf, embedder.identity)
