"""The tables. Every column is described in `docs/privacy.md`; there is none for who asked or from where."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

schema = Table("schema", metadata, Column("version", Integer, nullable=False))

# `conversation` is the SHA-256 of the id that the reader's browser holds. Times are seconds since 1970, UTC.
exchanges = Table(
    "exchanges",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("asked_at", Integer, nullable=False, index=True),
    Column("answer_id", String(64), nullable=False),
    Column("language", String(2), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    sqlite_autoincrement=True,
)

# `id` is made of the conversation and the answer, so that feedback given twice is one row.
feedback = Table(
    "feedback",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=True),
    Column("answer_id", String(64), nullable=False),
    Column("given_at", Integer, nullable=False, index=True),
    Column("rating", String(8), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Index("feedback_of_answer", "conversation", "answer_id"),
)
