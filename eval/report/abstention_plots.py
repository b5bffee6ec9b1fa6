"""Whether confidence tells the questions that can be answered from those that cannot."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from eval.confidence import Confidence, RiskAtCoverage
from eval.report.palette import BAD, GOOD, INK, MUTED, SURFACE
from eval.report.plots import WIDTH, Plot, share_axis
from eval.report.svg import drawing, embeddable
from eval.report.wording import Wording
from eval.scores import Result

BINS = 20


def curve_plot(confidence: Confidence, wording: Wording) -> Plot | None:
    """None where nothing was answered. The last point of the curve is where the service stands."""
    curve = confidence.risk_coverage
    if not curve:
        return None
    chosen = curve[-1]
    with drawing(WIDTH, 3.0) as figure:
        axes = figure.add_subplot()
        coverages, risks = [point.coverage for point in curve], [point.risk for point in curve]
        axes.plot(coverages, risks, color=INK, linewidth=1.8, drawstyle="steps-post")
        axes.plot(chosen.coverage, chosen.risk, "D", color=BAD, markersize=8, clip_on=False)
        axes.annotate(
            wording.say("curve_chosen"),
            (chosen.coverage, chosen.risk),
            xytext=(0, 9),
            textcoords="offset points",
            ha="center",
            color=INK,
        )
        share_axis(axes, wording)
        axes.set_ylim(0, 1.2 * max(0.1, *risks))
        ticks = [tick for tick in axes.get_yticks() if tick <= axes.get_ylim()[1]]
        axes.set_yticks(ticks, [wording.number(round(tick, 2)) for tick in ticks])
        axes.set_xlabel(wording.say("curve_coverage"))
        axes.set_ylabel(wording.say("curve_risk"))
        svg = embeddable(figure, "curve", _finding(confidence, wording))
    header = (wording.say("curve_threshold"), wording.say("curve_coverage"), wording.say("curve_risk"))
    shown = _at(curve, [coverage / 10 for coverage in range(1, 10)])
    rows = tuple(_row(point, wording) for point in dict.fromkeys((*shown, chosen)))
    return Plot("curve", wording.say("curve_h"), wording.say("curve_how"), svg, header, rows)


def _finding(confidence: Confidence, wording: Wording) -> str:
    chosen = confidence.risk_coverage[-1]
    return wording.say(
        "curve_alt",
        title=wording.say("curve_h"),
        coverage=wording.number(chosen.coverage),
        risk=wording.number(chosen.risk),
    )


def _at(curve: Sequence[RiskAtCoverage], coverages: Sequence[float]) -> list[RiskAtCoverage]:
    """The first point that reaches each coverage, where there is one."""
    found = (next((point for point in curve if point.coverage >= wanted), None) for wanted in coverages)
    return [point for point in found if point is not None]


def _row(point: RiskAtCoverage, wording: Wording) -> tuple[str, ...]:
    return tuple(wording.number(value) for value in (point.confidence, point.coverage, point.risk))


def confidence_plot(results: Sequence[Result], wording: Wording) -> Plot:
    """Answerable questions above the axis, those that should be refused below it."""
    right = {answerable: _histogram(results, answerable, is_right=True) for answerable in (True, False)}
    wrong = {answerable: _histogram(results, answerable, is_right=False) for answerable in (True, False)}
    places = [(place + 0.5) / BINS for place in range(BINS)]
    with drawing(WIDTH, 3.0) as figure:
        axes = figure.add_subplot()
        for answerable, sign in ((True, 1), (False, -1)):
            axes.bar(places, [sign * n for n in right[answerable]], 0.9 / BINS, color=GOOD)
            axes.bar(
                places,
                [sign * n for n in wrong[answerable]],
                0.9 / BINS,
                bottom=[sign * n for n in right[answerable]],
                color=BAD,
                hatch="////",
                edgecolor=SURFACE,
                linewidth=0,
            )
        axes.axhline(0, color=MUTED, linewidth=1)
        share_axis(axes, wording)
        axes.spines["bottom"].set_visible(False)
        low, high = axes.get_ylim()
        axes.set_ylim(low - 0.14 * (high - low), high + 0.1 * (high - low))  # room for the two labels
        ticks = [tick for tick in axes.get_yticks() if tick == round(tick)]
        limits = axes.get_ylim()
        axes.set_yticks(ticks, [f"{abs(tick):.0f}" for tick in ticks])
        axes.set_ylim(limits)
        for height, key in ((0.97, "confidence_answerable"), (0.03, "confidence_unanswerable")):
            axes.text(
                0.02,
                height,
                wording.say(key),
                transform=axes.transAxes,
                va="top" if height > 0.5 else "bottom",
            )
        axes.set_xlabel(wording.say("confidence"))
        axes.set_ylabel(wording.say("questions"))
        svg = embeddable(figure, "confidence", wording.say("confidence_alt", **_medians(results, wording)))
    rows = tuple(
        (
            f"{wording.number(place / BINS)} – {wording.number((place + 1) / BINS)}",
            *(str(counts[place]) for side in (True, False) for counts in (right[side], wrong[side])),
        )
        for place in range(BINS)
    )
    header = tuple(
        wording.say(key)
        for key in (
            "confidence",
            "confidence_answered",
            "confidence_refused_wrongly",
            "confidence_refused",
            "confidence_answered_wrongly",
        )
    )
    return Plot("confidence", wording.say("confidence_h"), wording.say("confidence_how"), svg, header, rows)


def _histogram(results: Sequence[Result], answerable: bool, is_right: bool) -> list[int]:
    """How many questions lie in each bin of confidence; right is answered or refused as it should be.

    Questions that failed have no confidence and are left out.
    """
    counts = [0] * BINS
    for result in results:
        if result.outcome.failed:
            continue
        decided_right = result.outcome.answered if answerable else result.outcome.refused
        if result.case.answerable is answerable and decided_right is is_right:
            counts[min(BINS - 1, int(result.outcome.confidence * BINS))] += 1
    return counts


def _medians(results: Sequence[Result], wording: Wording) -> dict[str, str]:
    medians = {}
    for name, answerable in (("answerable", True), ("unanswerable", False)):
        found = [
            one.outcome.confidence
            for one in results
            if one.case.answerable is answerable and not one.outcome.failed
        ]
        medians[name] = wording.number(statistics.median(found) if found else None)
    return medians
