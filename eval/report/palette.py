"""The colours that plots are drawn with: each stands for a CSS variable of the report's style sheet.

matplotlib draws with these exact colours; `svg.embeddable` then puts the variables in their place, so that
one drawing follows the reader's light or dark scheme.
"""

from __future__ import annotations

INK = "#010101"
MUTED = "#020202"
GRID = "#030303"
SURFACE = "#040404"
GOOD = "#050505"
BAD = "#060606"
HEAT = ("#100000", "#200000", "#300000", "#400000", "#500000")
ON_HEAT = ("#100001", "#200001", "#300001", "#400001", "#500001")

VARIABLES = {
    INK: "var(--text)",
    MUTED: "var(--muted)",
    GRID: "var(--line)",
    SURFACE: "var(--surface)",
    GOOD: "var(--good)",
    BAD: "var(--bad)",
    **{colour: f"var(--heat-{step})" for step, colour in enumerate(HEAT)},
    **{colour: f"var(--on-heat-{step})" for step, colour in enumerate(ON_HEAT)},
}


def heat_step(share: float) -> int:
    """The step of the scale for a share from 0 to 1: a fifth each, the last one with its upper end."""
    return min(len(HEAT) - 1, int(share * len(HEAT)))
