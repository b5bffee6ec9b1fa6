"""A metric over many questions as what it is: one sum divided by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """One question's contribution to a metric, or the sum of many. `value` is None where nothing counts."""

    part: float = 0.0
    whole: float = 0.0

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


def mean_part(value: float | None) -> Ratio:
    """A question's contribution to a mean; one without a value is left out."""
    return Ratio() if value is None else Ratio(value, 1.0)


def total(ratios: Iterable[Ratio]) -> Ratio:
    found = list(ratios)
    return Ratio(sum(ratio.part for ratio in found), sum(ratio.whole for ratio in found))
