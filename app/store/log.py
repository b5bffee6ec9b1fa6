"""All that is kept, read beside a running service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.domain.conversations import KeptExchange, RatedExchange
from app.domain.errors import StoreUnavailable
from app.store import rows
from app.store.tables import exchanges, feedback

_EXCHANGE = "exchange_"


class StoredLog:
    """`ConversationLog` over a file that is only read. A file that is not there holds nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def kept(self) -> Iterator[KeptExchange]:
        for row in self._rows(select(exchanges).order_by(exchanges.c.number)):
            yield KeptExchange(row["conversation"], rows.to_exchange(row))

    def rated(self) -> Iterator[RatedExchange]:
        """An exchange that occurs twice in a conversation comes with the feedback on it once."""
        columns = [column.label(_EXCHANGE + column.name) for column in exchanges.c]
        same = and_(
            exchanges.c.conversation == feedback.c.conversation, exchanges.c.answer_id == feedback.c.answer_id
        )
        together = select(feedback, *columns).outerjoin(exchanges, same).group_by(feedback.c.id)
        for row in self._rows(together.order_by(feedback.c.given_at, feedback.c.id)):
            asked = {name.removeprefix(_EXCHANGE): row[name] for name in row if name.startswith(_EXCHANGE)}
            exchange = rows.to_exchange(asked) if asked["number"] is not None else None
            yield RatedExchange(row["conversation"], rows.to_feedback(row), exchange)

    def _rows(self, query: Select[Any]) -> Iterator[rows.Row]:
        """Raises `StoreUnavailable`."""
        if not self._file.exists():
            return
        engine = create_engine(f"sqlite:///file:{self._file.resolve()}?mode=ro&uri=true", poolclass=NullPool)
        try:
            with engine.connect() as connection:
                for row in connection.execute(query):
                    yield row._asdict()
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"{self._file.name} cannot be read: {type(error).__name__}") from None
