"""The four layers and the whole, each metric with its interval."""

from __future__ import annotations

from collections.abc import Mapping

from eval.intervals import Estimate
from eval.measures import BY_NAME
from eval.report.palette import INK, MUTED, SURFACE
from eval.report.plots import WIDTH, Plot, share_axis
from eval.report.svg import drawing, embeddable
from eval.report.wording import Wording

LAYERS: Mapping[str, tuple[str, ...]] = {
    "retrieval": ("hit@1", "hit@5", "MRR@10", "nDCG@10", "recall@k"),
    "answer": ("must", "must_all"),
    "citation": ("citation_precision", "citation_recall", "citation_f1", "verbatim"),
    "abstention": (
        "abstention_precision",
        "abstention_recall",
        "abstention_f1",
        "balanced_accuracy",
        "false_refusal_rate",
        "false_answer_rate",
    ),
    "whole": ("accepted", "failure_rate"),
}


def layer_plot(estimates: Mapping[str, Estimate], wording: Wording) -> Plot:
    lines = _lines(estimates)
    with drawing(WIDTH, 0.4 + 0.26 * len(lines)) as figure:
        axes = figure.add_subplot()
        for place, (_, name) in enumerate(lines):
            if name is None:
                continue
            found = estimates[name]
            axes.plot((found.low, found.high), (place, place), color=MUTED, linewidth=2)
            face = SURFACE if BY_NAME[name].less_is_better else INK
            axes.plot(found.value, place, "o", color=INK, markerfacecolor=face, markersize=6, clip_on=False)
        axes.set_yticks(range(len(lines)), [_label(*line, wording) for line in lines])
        for label, (_, name) in zip(axes.get_yticklabels(), lines, strict=True):
            label.set_fontweight("bold" if name is None else "normal")
        axes.set_ylim(len(lines) - 0.4, -0.6)
        share_axis(axes, wording)
        shown = ", ".join(
            f"{name} {wording.number(estimates[name].value)}" for _, name in lines if name is not None
        )
        svg = embeddable(figure, "layers", f"{wording.say('layers_h')}: {shown}.")
    return Plot("layers", wording.say("layers_h"), wording.say("layers_how"), svg, (), ())


def _lines(estimates: Mapping[str, Estimate]) -> list[tuple[str, str | None]]:
    """A line for each layer that has something to show, and below it one for each of its metrics."""
    lines: list[tuple[str, str | None]] = []
    for layer, names in LAYERS.items():
        defined = [name for name in names if name in estimates]
        if defined:
            lines.extend([(layer, None), *((layer, name) for name in defined)])
    return lines


def _label(layer: str, name: str | None, wording: Wording) -> str:
    if name is None:
        return wording.say(f"layer_{layer}")
    return f"{name} ↓" if BY_NAME[name].less_is_better else name
