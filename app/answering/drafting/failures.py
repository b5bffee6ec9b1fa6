"""How a language model can fail, as far as it makes a difference."""

from __future__ import annotations

from enum import StrEnum


class FailureKind(StrEnum):
    UNREACHABLE = "unreachable"  # refused, unknown host, TLS
    SLOW = "slow"  # a deadline passed
    BUSY = "busy"  # 429, 503, 529, or too many at once here
    BROKEN = "broken"  # another server error, or a connection that ended before the first token
    MALFORMED = "malformed"  # a reply that is none
    REFUSED = "refused"  # the key, the model's name or the request is wrong
    FORM = "form"  # the form that was asked for is not supported
    CUT = "cut"  # the connection ended in the middle
    EMPTY = "empty"  # nothing was said
    TOO_LONG = "too-long"  # more was said than anybody reads


RETRIED = frozenset((FailureKind.BUSY, FailureKind.BROKEN))


class ModelFailure(Exception):
    """`retry_after` is in seconds, where the provider named it. Holds nothing that the provider said."""

    def __init__(self, kind: FailureKind, retry_after: float | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.retry_after = retry_after
