"""What an evaluator types, understood; each raises `ValueError` that says what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from app.domain.answers import fault_of_text
from app.domain.errors import QuestionFault
from app.text.normalise import matching_form, normalise

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RANGE = re.compile(r"([0-9]{1,4})(?:[-–]([0-9]{1,4}))?")
_FAULTS = {
    QuestionFault.EMPTY: "expected a question, found nothing",
    QuestionFault.NO_WORDS: "expected a question with words in it",
    QuestionFault.TOO_LONG: "expected a question of at most 2,000 characters",
    QuestionFault.CONTROL_CHARACTERS: "expected a question without control characters",
}

Choice = TypeVar("Choice", bound=StrEnum)


def question(text: str) -> str:
    text = normalise(text)
    if fault := fault_of_text(text):
        raise ValueError(_FAULTS[fault])
    return text


def numbers(text: str, highest: int) -> tuple[int, ...]:
    """ "1, 3-5" as (1, 3, 4, 5), in the order typed and once each; nothing typed is nothing."""
    found: list[int] = []
    for part in text.replace(",", " ").split():
        range_ = _RANGE.fullmatch(part)
        if range_ is None:
            raise ValueError(f'expected numbers like "1" or "1, 3-5", found "{part[:20]}"')
        low, high = int(range_[1]), int(range_[2] or range_[1])
        if not 1 <= low <= high <= highest:
            raise ValueError(f"expected numbers from 1 to {highest}, found {part[:20]}")
        found.extend(range(low, high + 1))
    return tuple(dict.fromkeys(found))


def one_of(kind: type[Choice], default: Choice) -> Callable[[str], Choice]:
    def parse(text: str) -> Choice:
        if not text:
            return default
        try:
            return kind(text.casefold())
        except ValueError:
            raise ValueError(f"expected one of {', '.join(kind)}") from None

    return parse


def yes(default: bool) -> Callable[[str], bool]:
    def parse(text: str) -> bool:
        if not text:
            return default
        if text.casefold() in ("y", "yes", "j", "ja"):
            return True
        if text.casefold() in ("n", "no", "nej", "nei"):
            return False
        raise ValueError("expected y or n")

    return parse


def alternatives(text: str) -> tuple[str, ...]:
    """ "samtal / dialog" as two ways to say the same; nothing typed is nothing."""
    found = tuple(normalise(part.strip()) for part in text.split("/") if part.strip())
    if not all(matching_form(part) for part in found):
        raise ValueError("expected words with a letter or a digit in each")
    return found


def names(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if wrong := [name for name in found if not _NAME.fullmatch(name)]:
        raise ValueError(f'expected letters a–z, digits and ._- only, found "{wrong[0][:20]}"')
    return found


def free_name(text: str, default: str, taken: Sequence[str]) -> str:
    [name] = names(text)[:1] or (default,)
    if name in taken:
        raise ValueError(f"{name} is taken; expected a new id")
    return name
