"""What a function said of an object, remembered by which object it is.

Equal objects are not looked for: to compare two long documents takes longer than most of what is asked of one, and
after a new index was read every text would be compared with its equal of before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

_Objects = TypeVarTuple("_Objects")
_Said = TypeVar("_Said")


class _This:
    """Equal to what holds the very same object, which it keeps alive."""

    __slots__ = ("one",)

    def __init__(self, one: object) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.one is other.one


def remembered(most: int) -> Callable[[Callable[[*_Objects], _Said]], Callable[[*_Objects], _Said]]:
    """Of the `most` calls that were asked last; for pure functions of objects that never change."""

    def decorate(function: Callable[[*_Objects], _Said]) -> Callable[[*_Objects], _Said]:
        @lru_cache(maxsize=most)
        def said(*these: _This) -> _Said:
            return function(*(this.one for this in these))  # type: ignore[arg-type]

        @wraps(function)
        def call(*objects: *_Objects) -> _Said:
            return said(*map(_This, objects))

        return call

    return decorate
