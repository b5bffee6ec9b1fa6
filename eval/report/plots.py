"""What every plot of the report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.report.palette import MUTED
from eval.report.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 4.6  # inches: on a screen 320 px wide the text is then still legible without scrolling


@dataclass(frozen=True, slots=True)
class Plot:
    """`svg` is a drawing that says `title` and `finding`; `rows` are its numbers, under `header`."""

    name: str
    title: str
    explanation: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def share_axis(axes: Axes, wording: Wording) -> None:
    """The x axis runs from 0 to 1, in the reader's numbers, with faint lines to read along."""
    ticks = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks(ticks, [wording.number(tick)[:3] for tick in ticks])
    axes.grid(axis="x", linewidth=0.8)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.tick_params(length=0)
