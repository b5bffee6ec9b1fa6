"""Which conversations were deleted a moment ago, so that an answer still under way does not bring one back."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

LONGEST_ANSWER = timedelta(minutes=10)


class RecentDeletions:
    """Forgets a deletion when no question of before it can still be under way."""

    def __init__(self) -> None:
        self._at: dict[str, datetime] = {}  # oldest first
        self._lock = Lock()

    def note(self, key: str, now: datetime) -> None:
        with self._lock:
            self._at.pop(key, None)
            self._at[key] = now
            while now - self._at[oldest := next(iter(self._at))] > LONGEST_ANSWER:
                del self._at[oldest]

    def outlived_by(self, key: str, asked_at: datetime) -> bool:
        """Whether a question of that time was asked after the conversation's last deletion, if any."""
        with self._lock:
            deleted_at = self._at.get(key)
        return deleted_at is None or asked_at > deleted_at
