"""`python -m tests.store_writer FILE`: rates answers until it is killed, and prints each one that is acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from app.domain.conversations import Feedback, Rating
from app.store.conversations import StoredConversations, utc_now
from app.store.database import Database


def main() -> None:
    store = StoredConversations(Database(Path(sys.argv[1])), retention_days=30)
    for number in range(1_000_000):
        store.rate(Feedback(f"answer-{number}", utc_now(), Rating.UP), "c" * 22)
        print(number, flush=True)


if __name__ == "__main__":
    main()
