"""Vectors by text and model, so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.retrieval.embedding import Embedder

_BYTES = 4
_TOLERANCE = 0.01
_TABLE = """
CREATE TABLE IF NOT EXISTS vectors (model TEXT, text TEXT, vector BLOB NOT NULL, PRIMARY KEY (model, text))
STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """`vectors` has shape (n, d), one row a text; `computed` texts had to go through the model."""

    vectors: NDArray[np.float32]
    computed: int


def embed_with_cache(
    texts: Sequence[str], embedder: Embedder, cache: Path, progress: Callable[[int, int], None]
) -> Embedded:
    """The vectors of the texts; `progress(done, total)` counts the texts that go through the model."""
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    model = embedder.identity.key
    with closing(_open(cache)) as database:
        known = _known(database, model, embedder.identity.dimension)
        missing = {digest: text for digest, text in zip(hashes, texts, strict=True) if digest not in known}
        if missing:
            progress(0, len(missing))
            vectors = embedder.embed_passages(
                tuple(missing.values()), lambda done: progress(done, len(missing))
            )
            fresh = dict(zip(missing, vectors, strict=True))
            with database:
                database.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                    ((model, digest, vector.tobytes()) for digest, vector in fresh.items()),
                )
            known |= fresh
    return Embedded(np.stack([known[digest] for digest in hashes]), len(missing))


def _open(cache: Path) -> sqlite3.Connection:
    """The cache, begun anew when its file is damaged: it holds nothing that cannot be computed again."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(cache)
    try:
        database.execute(_TABLE)
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError
    except sqlite3.OperationalError:  # locked, or no room: the file itself is whole
        database.close()
        raise
    except sqlite3.DatabaseError:
        database.close()
        cache.unlink()
        return _open(cache)
    return database


def _known(database: sqlite3.Connection, model: str, dimension: int) -> dict[str, NDArray[np.float32]]:
    """The cached vectors, without those that are no longer what every vector is: d numbers of length one."""
    rows = database.execute("SELECT text, vector FROM vectors WHERE model = ?", (model,))
    vectors = {
        digest: np.frombuffer(vector, dtype=np.float32)
        for digest, vector in rows
        if len(vector) == dimension * _BYTES
    }
    return {digest: vector for digest, vector in vectors.items() if abs(vector @ vector - 1) < _TOLERANCE}
