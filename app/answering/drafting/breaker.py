"""A circuit breaker: a model that keeps failing is left alone, and tried again now and then."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Opens after `failures` within `window` seconds; then lets one request through every `probe` seconds.

    `clock` is monotonic, in seconds. Safe to use from several threads.
    """

    failures: int = 5
    window: float = 30.0
    probe: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _failed_at: deque[float] = field(default_factory=deque)
    _tried_at: float | None = None  # set while it is open
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_open(self) -> bool:
        return self._tried_at is not None

    def admits(self) -> bool:
        """Whether to ask the model now; asking while it is open is the probe."""
        with self._lock:
            if self._tried_at is None:
                return True
            if self.clock() - self._tried_at < self.probe:
                return False
            self._tried_at = self.clock()
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed_at.clear()
            self._tried_at = None

    def failed(self) -> None:
        with self._lock:
            now = self.clock()
            self._failed_at.append(now)
            while now - self._failed_at[0] > self.window:
                self._failed_at.popleft()
            if self._tried_at is not None or len(self._failed_at) >= self.failures:
                self._tried_at = now
