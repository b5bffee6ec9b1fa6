"""How long answers took."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def median_and_p95(values: Sequence[float]) -> tuple[float, float]:
    """The 95th percentile is the smallest value that at least 95 % of the values do not exceed."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[-(-95 * len(ordered) // 100) - 1]
