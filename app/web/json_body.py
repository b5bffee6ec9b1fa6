"""Strict JSON: what the standard allows, once, finite, and nothing more."""

from __future__ import annotations

import json
import math
from typing import NoReturn

from app.web.problems import Problem


def parse_json(body: bytes) -> object:
    """The value in `body`, which is UTF-8 without a byte order mark.

    Raises `Problem`: 400 for what is no JSON, 422 for JSON with duplicate keys, with numbers that are not
    finite or have thousands of digits, or nested too deep.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _invalid() from None
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_short,
        )
    except json.JSONDecodeError:
        raise _invalid() from None
    except RecursionError:
        raise _unusable() from None
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _unusable()
    return found


def _refuse(_: str) -> NoReturn:
    raise _unusable()


def _finite(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise _unusable()
    return number


def _short(literal: str) -> int:
    """No request of ours holds a number of twenty digits; Python itself gives up at 4,300."""
    if len(literal) > 20:
        raise _unusable()
    return int(literal)


def _invalid() -> Problem:
    return Problem("invalid-json", 400)


def _unusable() -> Problem:
    return Problem("unusable-json", 422)
