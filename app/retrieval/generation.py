"""One index generation: everything that answering needs, complete and checksummed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from app.domain.errors import DamagedGeneration
from app.domain.passages import Chunk
from app.domain.sources import Document, Language, Unit, UnitKind
from app.retrieval.capitals import Capitals
from app.retrieval.dense import DenseIndex, Numbers, Vectors, language_means, shift_weights, shifted
from app.retrieval.embedding import ModelIdentity
from app.retrieval.fragments import first_that_say_it, is_fragment
from app.retrieval.lexical import LexicalIndex
from app.retrieval.manifest import (
    SCHEMA,
    Counts,
    Manifest,
    record_files,
    verified_manifest,
    write_manifest,
)
from app.retrieval.sister_words import SisterWords, corpus_words
from app.retrieval.spelling import Spelling
from app.text.expressions import signs
from app.text.words import stems, text_grams

_PASSAGES = "passages.sqlite"
_DENSE = "dense.faiss"
_UNITS = "units.faiss"
_STEMS = "lexical/stems"
_GRAMS = "lexical/grams"
_WORDS = "words"
_TABLES = """
CREATE TABLE documents (source_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, record TEXT NOT NULL) STRICT;
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, source_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE TABLE units (
    number INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    kind TEXT NOT NULL
) STRICT;
"""
_NEVER_AN_ANSWER = (UnitKind.HEADING, UnitKind.HEADER_ROW)


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit that has a vector of its own: `number` is its row in the unit index."""

    number: int
    chunk: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Generation:
    """`units` are ordered by number; those of chunk c lie from `unit_ends[c]` to `unit_ends[c + 1]`. `fragments` and
    `first_to_say` tell of each chunk whether it is one, and which is the first that says the same words; `languages`
    are those of the chunks, `main_language` that of most.
    """

    name: str
    manifest: Manifest
    documents: Mapping[str, Document]
    chunks: tuple[Chunk, ...]
    units: tuple[ScoredUnit, ...]
    unit_ends: Numbers
    fragments: NDArray[np.bool_]
    first_to_say: tuple[int, ...]
    dense: DenseIndex
    unit_index: DenseIndex
    stems: LexicalIndex
    grams: LexicalIndex
    sister_words: SisterWords
    spelling: Spelling
    capitals: Capitals
    main_language: Language
    languages: frozenset[Language]

    def units_of(self, chunk: int) -> tuple[ScoredUnit, ...]:
        return self.units[self.unit_ends[chunk] : self.unit_ends[chunk + 1]]


def scored_units(chunks: Sequence[Chunk]) -> tuple[ScoredUnit, ...]:
    """The units that may answer by themselves, in order of chunk and place: no headings, no header rows."""
    pairs = [
        (chunk.number, unit) for chunk in chunks for unit in chunk.units if unit.kind not in _NEVER_AN_ANSWER
    ]
    return tuple(ScoredUnit(number, chunk, unit) for number, (chunk, unit) in enumerate(pairs))


def write_generation(
    folder: Path,
    *,
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    chunk_vectors: Vectors,
    unit_vectors: Vectors,
    word_vectors: Vectors,
    model: ModelIdentity,
    corpus: str,
    chunker: int,
    created: str,
) -> Manifest:
    """Writes all files of a generation and its manifest into an empty folder.

    `chunk_vectors` has one row a chunk, `unit_vectors` one row for each of `scored_units(chunks)`,
    `word_vectors` one row for each of `corpus_words(chunks)`.
    """
    units = scored_units(chunks)
    words = corpus_words(chunks)
    assert (len(chunk_vectors), len(unit_vectors), len(word_vectors)) == (len(chunks), len(units), len(words))
    _write_passages(folder / _PASSAGES, documents, chunks, units)
    languages = [chunk.language for chunk in chunks]
    dense = _shifted_index(chunk_vectors, languages)
    unit_index = _shifted_index(unit_vectors, [languages[unit.chunk] for unit in units])
    dense.save(folder / _DENSE)
    unit_index.save(folder / _UNITS)
    (folder / "lexical").mkdir()
    _lexical([_said(chunk) for chunk in chunks]).save(folder / _STEMS)
    _lexical([text_grams(indexed_text(chunk)) for chunk in chunks]).save(folder / _GRAMS)
    SisterWords.build(words, word_vectors).save(folder / _WORDS)
    manifest = Manifest(
        schema_version=SCHEMA,
        created=created,
        corpus=corpus,
        chunker=chunker,
        model=model,
        dense_kind=dense.kind,
        unit_kind=unit_index.kind,
        counts=Counts(sources=len(documents), chunks=len(chunks), units=len(units)),
        files=record_files(folder),
    )
    write_manifest(folder, manifest)
    return manifest


def indexed_text(chunk: Chunk) -> str:
    """What embedding and lexical search see of a chunk: its context in front of its text."""
    return f"{chunk.context}\n{chunk.text}"


def _said(chunk: Chunk) -> tuple[str, ...]:
    """A chunk's stems, and the signs of its expressions."""
    text = indexed_text(chunk)
    return (*stems(text, chunk.language), *signs(text, chunk.language))


def load_generation(folder: Path) -> Generation:
    """Reads a generation after verifying every checksum; raises `DamagedGeneration` otherwise."""
    manifest = verified_manifest(folder)
    try:
        return _load(folder, manifest)
    except (OSError, RuntimeError):  # faiss says RuntimeError of a file that is not there
        raise DamagedGeneration(f"{folder.name}: was removed while it was read") from None


def _load(folder: Path, manifest: Manifest) -> Generation:
    documents, chunks = _read_passages(folder / _PASSAGES)
    units = scored_units(chunks)
    units_in = np.bincount([unit.chunk for unit in units], minlength=len(chunks))
    sister_words = SisterWords.load(folder / _WORDS)
    return Generation(
        name=folder.name,
        manifest=manifest,
        documents=documents,
        chunks=chunks,
        units=units,
        unit_ends=np.concatenate(([0], np.cumsum(units_in))),
        fragments=np.array([is_fragment(chunk) for chunk in chunks], np.bool_),
        first_to_say=first_that_say_it(chunk.text for chunk in chunks),
        dense=DenseIndex.load(folder / _DENSE, manifest.dense_kind),
        unit_index=DenseIndex.load(folder / _UNITS, manifest.unit_kind),
        stems=LexicalIndex.load(folder / _STEMS),
        grams=LexicalIndex.load(folder / _GRAMS),
        sister_words=sister_words,
        spelling=Spelling(sister_words.words),
        capitals=Capitals.of((chunk.text, chunk.language) for chunk in chunks),
        main_language=max(Language, key=[chunk.language for chunk in chunks].count),
        languages=frozenset(chunk.language for chunk in chunks),
    )


def load_document(folder: Path, source_id: str, sha256: str) -> Document | None:
    """One document of a kept generation by (the beginning of) its text's hash, or None."""
    verified_manifest(folder)
    with closing(_open(folder / _PASSAGES)) as database:
        row = database.execute(
            "SELECT record FROM documents WHERE source_id = ? AND substr(sha256, 1, ?) = ?",
            (source_id, len(sha256), sha256),
        ).fetchone()
    return _document_adapter().validate_json(row[0]) if row else None


def _shifted_index(vectors: Vectors, languages: Sequence[Language]) -> DenseIndex:
    means = language_means(vectors, languages)
    return DenseIndex.build(shifted(vectors, languages, means, shift_weights(languages)))


def _lexical(tokens: Sequence[Sequence[str]]) -> LexicalIndex:
    return LexicalIndex.build(tokens)


def _write_passages(
    path: Path, documents: Sequence[Document], chunks: Sequence[Chunk], units: Sequence[ScoredUnit]
) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        database.executemany(
            "INSERT INTO documents VALUES (?, ?, ?)",
            (
                (document.source.id, document.sha256, _document_adapter().dump_json(document).decode())
                for document in documents
            ),
        )
        database.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?)",
            (
                (
                    chunk.number,
                    chunk.source_id,
                    chunk.span.start,
                    chunk.span.end,
                    _chunk_adapter().dump_json(chunk).decode(),
                )
                for chunk in chunks
            ),
        )
        database.executemany(
            "INSERT INTO units VALUES (?, ?, ?, ?, ?)",
            ((u.number, u.chunk, u.unit.span.start, u.unit.span.end, u.unit.kind.value) for u in units),
        )


def _read_passages(path: Path) -> tuple[dict[str, Document], tuple[Chunk, ...]]:
    try:
        with closing(_open(path)) as database:
            documents = [
                _document_adapter().validate_json(record)
                for (record,) in database.execute("SELECT record FROM documents ORDER BY source_id")
            ]
            chunks = tuple(
                _chunk_adapter().validate_json(record)
                for (record,) in database.execute("SELECT record FROM chunks ORDER BY number")
            )
    except (sqlite3.DatabaseError, ValidationError):
        raise DamagedGeneration(f"{path.parent.name}: {path.name} is of another version of Tilda") from None
    return {document.source.id: document for document in documents}, chunks


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


@cache
def _document_adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _chunk_adapter() -> TypeAdapter[Chunk]:
    return TypeAdapter(Chunk)
