"""The paired gaps as dumbbells: the same facts in an easy and in a harder form."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gaps import Gap
from eval.report.palette import INK, MUTED, SURFACE
from eval.report.plots import WIDTH, Plot, share_axis
from eval.report.svg import drawing, embeddable
from eval.report.wording import Wording

_SHOWN = ("hit@5", "accepted")


def gap_plot(gaps: Sequence[Gap], wording: Wording) -> Plot | None:
    """None where no fact was asked in two forms."""
    if not gaps:
        return None
    with drawing(WIDTH, 2 * (0.55 + 0.28 * len(gaps))) as figure:
        for axes, measure in zip(figure.subplots(len(_SHOWN), 1), _SHOWN, strict=True):
            for place, gap in enumerate(gaps):
                if measure not in gap.differences:
                    continue
                easy, hard = gap.easy[measure], gap.hard[measure]
                axes.plot((easy, hard), (place, place), color=MUTED, linewidth=2.5)
                axes.plot(easy, place, "o", color=INK, markersize=7, clip_on=False)
                axes.plot(hard, place, "o", color=INK, markerfacecolor=SURFACE, markersize=7, clip_on=False)
            axes.set_yticks(range(len(gaps)), [f"{_name(gap, wording)} ({gap.facts})" for gap in gaps])
            axes.set_ylim(len(gaps) - 0.4, -0.6)
            axes.set_title(measure, loc="left", fontsize=11, fontweight="bold")
            share_axis(axes, wording)
        svg = embeddable(figure, "gaps", _finding(gaps, wording))
    header = (
        wording.say("gap"),
        wording.say("facts"),
        *(f"{measure}: {wording.say(part)}" for measure in _SHOWN for part in ("easy", "hard", "difference")),
    )
    rows = tuple(_row(gap, wording) for gap in gaps)
    return Plot("gaps", wording.say("gaps_h"), wording.say("gaps_how"), svg, header, rows)


def _finding(gaps: Sequence[Gap], wording: Wording) -> str:
    told = ", ".join(
        f"{_name(gap, wording)} {wording.number(gap.differences['accepted'].value)}"
        for gap in gaps
        if "accepted" in gap.differences
    )
    return f"{wording.say('gaps_h')}. accepted: {told}."


def _row(gap: Gap, wording: Wording) -> tuple[str, ...]:
    numbers: list[str] = []
    for measure in _SHOWN:
        found = gap.differences.get(measure)
        numbers.extend(
            (
                wording.number(gap.easy.get(measure)),
                wording.number(gap.hard.get(measure)),
                f"{wording.number(found.value)} ({wording.interval(found)})" if found else "–",
            )
        )
    return (_name(gap, wording), str(gap.facts), *numbers)


def _name(gap: Gap, wording: Wording) -> str:
    return wording.named("gap", gap.name)
