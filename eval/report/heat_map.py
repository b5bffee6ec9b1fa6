"""Where answers are accepted: kind of question by language."""

from __future__ import annotations

from collections.abc import Sequence

from eval.report.palette import HEAT, MUTED, ON_HEAT, heat_step
from eval.report.plots import WIDTH, Plot
from eval.report.svg import drawing, embeddable
from eval.report.wording import NOTHING, Wording
from eval.scores import Result

ALL = "all"
_GAP = 0.03


def heat_map(results: Sequence[Result], wording: Wording) -> Plot:
    from matplotlib.patches import Rectangle

    kinds = (*sorted({result.case.kind.value for result in results}), ALL)
    languages = (*sorted({result.case.language.value for result in results}), ALL)
    cells = {(kind, language): _cell(results, kind, language) for kind in kinds for language in languages}
    with drawing(WIDTH, 0.5 + 0.34 * len(kinds)) as figure:
        axes = figure.add_subplot()
        for row, kind in enumerate(kinds):
            for column, language in enumerate(languages):
                share, _ = cells[kind, language]
                if share is None:
                    axes.text(column + 0.5, row + 0.5, NOTHING, color=MUTED, ha="center", va="center")
                    continue
                step = heat_step(share)
                box = (column + _GAP, row + _GAP)
                axes.add_patch(Rectangle(box, 1 - 2 * _GAP, 1 - 2 * _GAP, color=HEAT[step], linewidth=0))
                text = wording.number(share)
                axes.text(column + 0.5, row + 0.5, text, color=ON_HEAT[step], ha="center", va="center")
        axes.set_xlim(0, len(languages))
        axes.set_ylim(len(kinds), 0)
        axes.set_xticks([place + 0.5 for place in range(len(languages))], _names(languages, wording))
        axes.set_yticks([place + 0.5 for place in range(len(kinds))], _names(kinds, wording, "kind"))
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        svg = embeddable(figure, "heat", _finding(cells, wording))
    header = (wording.say("kind"), *_names(languages, wording))
    rows = tuple(
        (
            wording.named("kind", kind),
            *(_shown(*cells[kind, language], wording) for language in languages),
        )
        for kind in kinds
    )
    return Plot("heat", wording.say("heat_h"), wording.say("heat_how"), svg, header, rows)


def _cell(results: Sequence[Result], kind: str, language: str) -> tuple[float | None, int]:
    """The share accepted of the questions of this kind and language, and how many they are."""
    found = [
        result.score.accepted
        for result in results
        if kind in (ALL, result.case.kind) and language in (ALL, result.case.language)
    ]
    return (sum(found) / len(found) if found else None, len(found))


def _finding(cells: dict[tuple[str, str], tuple[float | None, int]], wording: Wording) -> str:
    """The alternative text: the best and the worst cell of more than a few questions."""
    shares = {key: share for key, (share, _) in cells.items() if share is not None and ALL not in key}
    told = {key: share for key, share in shares.items() if cells[key][1] >= 5} or shares
    low, high = (pick(told, key=lambda key: (told[key], key)) for pick in (min, max))
    return wording.say(
        "heat_alt",
        title=wording.say("heat_h"),
        worst=f"{wording.named('kind', low[0])}, {wording.named('language', low[1])}",
        worst_value=wording.number(told[low]),
        best=f"{wording.named('kind', high[0])}, {wording.named('language', high[1])}",
        best_value=wording.number(told[high]),
    )


def _names(names: Sequence[str], wording: Wording, area: str = "language") -> list[str]:
    return [wording.named(area, name) for name in names]


def _shown(share: float | None, count: int, wording: Wording) -> str:
    return NOTHING if share is None else f"{wording.number(share)} ({count})"
