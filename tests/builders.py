"""Small corpora, documents and an embedder that costs nothing, for the tests of ingestion and index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.sources import BlockKind, Document, Language, Source, SourceKind
from app.retrieval.embedding import ModelIdentity
from app.retrieval.shelf import Shelf
from app.text.words import words
from ingest.build import ingest
from ingest.extract import html, markdown, text
from ingest.extract.raw import Extracted
from ingest.report import IngestReport
from ingest.structure import build_document

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED_SOURCES = ROOT.parent / "shared" / "sources"
DIMENSION = 32
EXTRACTORS: dict[str, Callable[[str], Extracted]] = {
    "md": markdown.extract,
    "txt": text.extract,
    "html": html.extract,
}


class HashEmbedder:
    """Words hashed into a 32-dimensional unit vector: texts that share words lie together.

    `computed` counts the texts that were embedded, so that a test can see the cache at work.
    """

    def __init__(self, model: str = "hashed-words", revision: str = "1") -> None:
        self.identity = ModelIdentity(model, revision, "", "", "float32", DIMENSION)
        self.computed = 0

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return _hashed(text)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.computed += len(texts)
        if progress is not None:
            progress(len(texts))
        return np.stack([_hashed(text) for text in texts])

    def embed_together(
        self, queries: Sequence[str], passages: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        vectors = np.stack([_hashed(text) for text in (*queries, *passages)])
        return vectors[: len(queries)], vectors[len(queries) :]


def _hashed(text: str) -> NDArray[np.float32]:
    total = np.full(DIMENSION, 1e-3, dtype=np.float32)
    for word in words(text):
        total += _direction(word)
    return total / np.float32(np.linalg.norm(total))


@lru_cache(maxsize=50_000)
def _direction(word: str) -> NDArray[np.float32]:
    digest = hashlib.shake_256(word.encode()).digest(DIMENSION)
    return np.frombuffer(digest, dtype=np.uint8).astype(np.float32) / 127.5 - 1


def document_of(
    content: str, suffix: str = "md", *, title: str = "Prov", language: Language = Language.SV
) -> Document:
    """A normalised text as a document, without a file."""
    return build_document(Source("prov", title, language, SourceKind.ARTICLE), EXTRACTORS[suffix](content))


def outline(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Each block's kind with the words of its units; of page chrome the reason and its words."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for block in document.blocks:
        if block.kind is BlockKind.NOT_CITABLE:
            found.append((f"not-citable: {block.reason}", (block.span.of(document.text),)))
        else:
            found.append((block.kind.value, tuple(unit.span.of(document.text) for unit in block.units)))
    return found


def units_of(document: Document) -> list[str]:
    """The words of all units, in order."""
    return [unit.span.of(document.text) for block in document.blocks for unit in block.units]


def write_corpus(folder: Path, **texts: str) -> Path:
    """A folder with one Markdown file a keyword."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in texts.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")
    return folder


def ingested(
    corpus: Path, index: Path, embedder: HashEmbedder | None = None, keep_generations: int = 3
) -> IngestReport:
    """An ingest with the cheap embedder."""
    return ingest(
        (corpus,),
        shelf=Shelf(index),
        embedder=embedder or HashEmbedder(),
        default_language=Language.SV,
        keep_generations=keep_generations,
    )
