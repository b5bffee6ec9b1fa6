"""From texts in a folder to a published index generation."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from app.domain.errors import CorpusFaults, DamagedGeneration
from app.domain.passages import Chunk
from app.domain.sources import BlockKind, Document, Language
from app.retrieval.embedding import Embedder
from app.retrieval.generation import indexed_text, scored_units, write_generation
from app.retrieval.manifest import Manifest, verified_manifest
from app.retrieval.shelf import Shelf
from app.retrieval.sister_words import corpus_words
from app.text.display import display
from ingest.chunk import CHUNKER_VERSION, chunk_document
from ingest.embedding_cache import embed_with_cache
from ingest.load import LoadedDocument, load_document
from ingest.lock import ingest_lock
from ingest.manifest import Entry, Listing, Skipped, list_files
from ingest.read import UnreadableFile
from ingest.report import IngestReport, SourceReport

SHORT_UNIT = 120
_CACHE = "embeddings.sqlite"


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Documents ordered by source id, their chunks numbered from 0, and what could not be read."""

    loaded: tuple[LoadedDocument, ...]
    chunks: tuple[Chunk, ...]
    skipped: tuple[Skipped, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(item.document for item in self.loaded)


def ingest(
    paths: Sequence[Path],
    *,
    shelf: Shelf,
    embedder: Embedder,
    default_language: Language,
    keep_generations: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> IngestReport:
    """Reads all texts at and below `paths` and publishes them as the live generation.

    What was live before and is not among the texts is no longer answered from. Nothing is published
    when nothing has changed. Raises `CorpusFaults` for a broken manifest or when no text is left, and
    `IngestLocked` when another ingest is at work.
    """
    with _disk_errors_as_such(), ingest_lock(shelf.folder):
        corpus = _read(list_files(paths), default_language)
        digest = _digest(corpus.documents)
        if unchanged := _live_with(shelf, digest, embedder):
            return _report(corpus, unchanged, published=False)
        texts = _texts_to_embed(corpus)
        embedded = embed_with_cache(texts.all, embedder, shelf.folder / _CACHE, progress)
        with shelf.new_generation() as folder:
            chunk_vectors, unit_vectors, word_vectors = np.split(embedded.vectors, texts.ends)
            write_generation(
                folder,
                documents=corpus.documents,
                chunks=corpus.chunks,
                chunk_vectors=chunk_vectors,
                unit_vectors=unit_vectors,
                word_vectors=word_vectors,
                model=embedder.identity,
                corpus=digest,
                chunker=CHUNKER_VERSION,
                created=now().isoformat(timespec="seconds"),
            )
        removed = shelf.prune(keep_generations)
        return _report(corpus, shelf.current() or "", True, embedded.computed, removed)


@contextmanager
def _disk_errors_as_such() -> Iterator[None]:
    """SQLite and faiss have errors of their own for a disk that is full; to whoever calls they are `OSError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from error
    except RuntimeError as error:
        if os.strerror(errno.ENOSPC) not in str(error):
            raise
        raise OSError(errno.ENOSPC, str(error)) from error


def _read(listing: Listing, default_language: Language) -> _Corpus:
    loaded: dict[str, LoadedDocument] = {}
    skipped = list(listing.skipped)
    for path, entry in sorted(listing.files, key=_has_no_id):
        try:
            item = load_document(path, entry, default_language)
        except UnreadableFile as reason:
            skipped.append(Skipped(path, str(reason)))
            continue
        item = _with_free_id(item, loaded)
        loaded[item.document.source.id] = item
    if not loaded:
        faults = [f"{skip.path}: {skip.reason}" for skip in skipped]
        raise CorpusFaults((*faults, "there is no text to ingest; expected .md, .txt or .html files"))
    ordered = tuple(loaded[source_id] for source_id in sorted(loaded))
    chunks: list[Chunk] = []
    for item in ordered:
        chunks += chunk_document(item.document, first_number=len(chunks))
    return _Corpus(ordered, tuple(chunks), tuple(skipped))


def _has_no_id(file: tuple[Path, Entry | None]) -> bool:
    """Files whose id the manifest gives come first, so that no other file takes it."""
    return file[1] is None or file[1].id is None


def _with_free_id(item: LoadedDocument, taken: dict[str, LoadedDocument]) -> LoadedDocument:
    """Two files of one name in different folders keep both their texts: the later one's id gets a number."""
    source = item.document.source
    number = 2
    while source.id in taken:
        source = replace(source, id=f"{item.document.source.id}-{number}")
        number += 1
    return replace(item, document=replace(item.document, source=source))


def _digest(documents: Sequence[Document]) -> str:
    """A hash of all texts with their structure and of all that is said about them, in order."""
    hasher = hashlib.sha256(str(CHUNKER_VERSION).encode())
    adapter = TypeAdapter(Document)
    for document in documents:
        hasher.update(adapter.dump_json(document))
    return hasher.hexdigest()


def _live_with(shelf: Shelf, digest: str, embedder: Embedder) -> str | None:
    """The name of the live generation if it is whole and holds exactly this corpus for this model."""
    name = shelf.current()
    if name is None:
        return None
    try:
        manifest: Manifest = verified_manifest(shelf.path(name))
    except DamagedGeneration:
        return None
    same = (
        manifest.corpus == digest
        and manifest.chunker == CHUNKER_VERSION
        and manifest.model.is_interchangeable_with(embedder.identity)
    )
    return name if same else None


@dataclass(frozen=True, slots=True)
class _Texts:
    """What stands for each chunk, for each unit, and for each word of the corpus."""

    chunks: tuple[str, ...]
    units: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.chunks, *self.units, *self.words)

    @property
    def ends(self) -> tuple[int, int]:
        """Where among `all` the chunks end and the units end."""
        return len(self.chunks), len(self.chunks) + len(self.units)


def _texts_to_embed(corpus: _Corpus) -> _Texts:
    texts = {document.source.id: document for document in corpus.documents}
    units = tuple(
        unit_text(
            corpus.chunks[unit.chunk], unit.unit.span.of(texts[corpus.chunks[unit.chunk].source_id].text)
        )
        for unit in scored_units(corpus.chunks)
    )
    return _Texts(
        chunks=tuple(indexed_text(chunk) for chunk in corpus.chunks),
        units=units,
        words=tuple(word.word for word in corpus_words(corpus.chunks)),
    )


def unit_text(chunk: Chunk, quote: str) -> str:
    """A short unit is embedded under its nearest heading, without which an item like "Support" says nothing.

    A long one says enough by itself: leaving its heading out moved figures by a point either way and saves time.
    """
    words = display(quote)
    if len(words) >= SHORT_UNIT:
        return words
    heading = chunk.headings[-1] if chunk.headings else chunk.context
    return f"{heading}: {words}"


def _report(
    corpus: _Corpus, generation: str, published: bool, embedded: int = 0, removed: tuple[str, ...] = ()
) -> IngestReport:
    chunks = Counter(chunk.source_id for chunk in corpus.chunks)
    sources = tuple(
        SourceReport(
            id=item.document.source.id,
            title=item.document.source.title,
            language=item.document.source.language,
            units=sum(len(block.units) for block in item.document.blocks),
            chunks=chunks[item.document.source.id],
            not_citable=sum(block.kind is BlockKind.NOT_CITABLE for block in item.document.blocks),
            warnings=item.warnings,
        )
        for item in corpus.loaded
    )
    return IngestReport(generation, published, sources, corpus.skipped, embedded, removed)
