"""What changed from one run to another, each metric with its interval around no change."""

from __future__ import annotations

from collections.abc import Sequence

from eval.comparing import Difference, Verdict
from eval.measures import BY_NAME
from eval.report.palette import BAD, GOOD, INK, MUTED, SURFACE
from eval.report.plots import WIDTH, Plot
from eval.report.svg import drawing, embeddable
from eval.report.wording import Wording

_COLOURS = {Verdict.BETTER: GOOD, Verdict.WORSE: BAD, Verdict.SAME: INK}


def difference_plot(differences: Sequence[Difference], wording: Wording) -> Plot | None:
    """None where no metric is defined in both runs."""
    shown = [
        (one, one.difference)
        for one in differences
        if one.difference is not None and one.measure != "characters@5"
    ]
    if not shown:
        return None
    reach = 1.1 * max(0.05, *(abs(end) for _, found in shown for end in (found.low, found.high)))
    with drawing(WIDTH, 0.5 + 0.27 * len(shown)) as figure:
        axes = figure.add_subplot()
        axes.axvline(0, color=MUTED, linewidth=1)
        for place, (one, found) in enumerate(shown):
            colour = _COLOURS[one.verdict]
            face = SURFACE if one.verdict is Verdict.SAME else colour
            axes.plot((found.low, found.high), (place, place), color=colour, linewidth=2)
            axes.plot(found.value, place, "o", color=colour, markerfacecolor=face, markersize=7)
        names = [
            f"{one.measure} ↓" if BY_NAME[one.measure].less_is_better else one.measure for one, _ in shown
        ]
        axes.set_yticks(range(len(shown)), names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(-reach, reach)
        axes.locator_params(axis="x", nbins=4)
        ticks = [tick for tick in axes.get_xticks() if abs(tick) <= reach]
        axes.set_xticks(ticks, [wording.signed(round(tick, 3)) for tick in ticks])
        axes.grid(axis="x", linewidth=0.8)
        axes.spines["left"].set_visible(False)
        axes.tick_params(length=0)
        told = ", ".join(f"{one.measure} {wording.signed(found.value)}" for one, found in shown)
        svg = embeddable(figure, "differences", f"{wording.say('compare_plot_h')}: {told}.")
    title, how = wording.say("compare_plot_h"), wording.say("compare_plot_how")
    return Plot("differences", title, how, svg, (), ())
