"""The SQLite file: opened when it is first needed, durable, and empty where something was deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.domain.errors import StoreUnavailable
from app.store.tables import SCHEMA_VERSION, metadata, schema

BUSY_MILLISECONDS = 2_000

# FULL: a commit has reached the disk. secure_delete: what is deleted is overwritten with zeros.
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
)


class Database:
    """One connection at a time, for one thread. All methods raise `StoreUnavailable`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._identity: tuple[int, int] | None = None

    def exists(self) -> bool:
        return self._file.exists()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Committed, and on disk, when the block is left without an error; else as if it had not begun."""
        with _unavailable(self._file):
            connection = self._connected()
            try:
                with connection.begin():
                    yield connection
            except SQLAlchemyError:
                self.close()
                raise

    def scrub(self) -> bool:
        """Empties the write-ahead log, which still holds deleted pages. False, at once, while somebody is reading."""
        with _unavailable(self._file):
            connection = self._connected().connection.dbapi_connection
            assert isinstance(connection, sqlite3.Connection)
            connection.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            return not busy

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._connection = self._identity = None

    def _connected(self) -> Connection:
        """A new connection where the file was removed or replaced: SQLite would go on writing to the old one."""
        if self._identity is None or self._identity != _identity(self._file):
            self.close()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
            self._engine = _engine(self._file)
            self._connection = self._engine.connect()
            _require_schema(self._connection)
            self._identity = _identity(self._file)
        assert self._connection is not None
        return self._connection


def _engine(file: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _require_schema(connection: Connection) -> None:
    with connection.begin():
        if not inspect(connection).has_table(schema.name):
            metadata.create_all(connection)
            connection.execute(insert(schema).values(version=SCHEMA_VERSION))
        version = connection.execute(select(schema.c.version)).scalar_one()
    if version != SCHEMA_VERSION:
        raise StoreUnavailable(
            f"the store was written by another version of Tilda (schema {version}, expected {SCHEMA_VERSION}); "
            "use that version, or move the file away"
        )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _unavailable(file: Path) -> Iterator[None]:
    """The database's own text is not passed on: it quotes what was to be written."""
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailable(f"{file.name} cannot be used: {_reason(error.orig)}") from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreUnavailable(f"{file.name} cannot be used: {_reason(error)}") from None


def _reason(error: BaseException | None) -> str:
    return str(getattr(error, "sqlite_errorname", None) or type(error).__name__)
