"""At which rank the first passage with a gold quote was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.report.palette import BAD, GOOD, INK
from eval.report.plots import WIDTH, Plot
from eval.report.svg import drawing, embeddable
from eval.report.wording import Wording
from eval.retrieval_metrics import DEPTH
from eval.scores import Result


def rank_plot(results: Sequence[Result], wording: Wording) -> Plot | None:
    """None where no question has an answer to find."""
    answerable = [result for result in results if result.case.answerable]
    if not answerable:
        return None
    found = Counter(first_hit(result) for result in answerable)
    ranks: tuple[int | None, ...] = (*range(1, DEPTH + 1), None)
    names = [wording.say("rank_none") if rank is None else str(rank) for rank in ranks]
    with drawing(WIDTH, 2.6) as figure:
        axes = figure.add_subplot()
        bars = axes.bar(
            range(len(ranks)),
            [found[rank] for rank in ranks],
            0.8,
            color=[BAD if rank is None else GOOD for rank in ranks],
        )
        axes.bar_label(bars, [str(found[rank]) for rank in ranks], color=INK, padding=2, fontsize=10)
        axes.set_xticks(range(len(ranks)), names)
        axes.set_xlabel(wording.say("rank"))
        axes.tick_params(length=0, labelleft=False)
        axes.spines["left"].set_visible(False)
        axes.margins(y=0.12)
        label = wording.say(
            "ranks_alt", title=wording.say("ranks_h"), first=found[1], none=found[None], n=len(answerable)
        )
        svg = embeddable(figure, "ranks", label)
    rows = tuple((name, str(found[rank])) for name, rank in zip(names, ranks, strict=True))
    header = (wording.say("rank"), wording.say("questions"))
    return Plot("ranks", wording.say("ranks_h"), wording.say("ranks_how"), svg, header, rows)


def first_hit(result: Result) -> int | None:
    """The rank, from 1 on, of the first passage that covers a gold quote."""
    passages = result.outcome.passages[:DEPTH]
    return next((rank for rank, passage in enumerate(passages, start=1) if passage.covers), None)
