"""What the exit codes of `tilda` mean."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    DONE = 0
    FAILED = 1  # refused, with the reason
    USAGE = 2  # a setting, an option or a question that cannot be used
    PARTIAL = 3  # ingest left files out; index verify found damage
    DISK_FULL = 4
    LOCKED = 5  # another ingest is at work
    INTERRUPTED = 130
