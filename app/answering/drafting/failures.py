"""How a language model can fail, as far as it makes a difference."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

_BUSY = (429, 503, 529)
_REFUSED = (401, 403, 407, 451)
_NOT_FOUND = (404, 405, 410)
_UNSUPPORTED = (400, 415, 422)


class FailureKind(StrEnum):
    UNREACHABLE = "unreachable"  # refused, unknown host, no TLS
    UNTRUSTED = "untrusted"  # a certificate of nobody we trust, or of another host
    PAUSED = "paused"  # it failed several times, and is left alone for a while
    SLOW = "slow"  # a deadline passed
    BUSY = "busy"  # 429, 503, 529, or too many at once here
    BROKEN = "broken"  # another server error, or a connection that ended before the first token
    MALFORMED = "malformed"  # a reply that is none
    REFUSED = "refused"  # the key is wrong, or the question not welcome
    NOT_FOUND = "not-found"  # no such model, or nothing at this address, or all of it elsewhere
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


class ResponseTooLarge(Exception):
    """More bytes, or a longer line, than any answer needs."""


@dataclass(frozen=True, slots=True)
class ErrorTypes:
    """What a client's libraries raise where nobody is reached, nothing comes in time, or a connection is lost."""

    unreachable: tuple[type[Exception], ...]
    slow: tuple[type[Exception], ...]
    lost: tuple[type[Exception], ...]


def failure_of_status(status: int, retry_after: str | None) -> ModelFailure:
    """What an HTTP status that is no success means; `retry_after` is that header."""
    if status in _BUSY:
        return ModelFailure(FailureKind.BUSY, _seconds(retry_after))
    if status in _UNSUPPORTED:
        return ModelFailure(FailureKind.FORM)
    if status in _REFUSED:
        return ModelFailure(FailureKind.REFUSED)
    if status in _NOT_FOUND or 300 <= status < 400:
        return ModelFailure(FailureKind.NOT_FOUND)
    return ModelFailure(FailureKind.BROKEN, _seconds(retry_after))


def failure_of_error(error: Exception, types: ErrorTypes, has_said: bool) -> ModelFailure:
    """What an error without a status means, in a reply of which some was heard already or not."""
    if _is_caused_by(error, ssl.SSLCertVerificationError):
        return ModelFailure(FailureKind.UNTRUSTED)
    if _is_caused_by(error, ConnectionRefusedError, *types.unreachable):
        return ModelFailure(FailureKind.UNREACHABLE)
    if _is_caused_by(error, ResponseTooLarge):
        return ModelFailure(FailureKind.TOO_LONG)
    if _is_caused_by(error, *types.slow):
        return ModelFailure(FailureKind.SLOW)
    if has_said:
        return ModelFailure(FailureKind.CUT)
    return ModelFailure(FailureKind.BROKEN if _is_caused_by(error, *types.lost) else FailureKind.MALFORMED)


def _is_caused_by(error: BaseException | None, *kinds: type[Exception]) -> bool:
    while error is not None:
        if isinstance(error, kinds):
            return True
        error = error.__cause__ or error.__context__
    return False


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After, which is a number of seconds or a date; None when it is neither."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
