"""A comparison of two runs as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.sources import Language
from eval.comparing import Comparison, Difference, Verdict
from eval.report.difference_plot import difference_plot
from eval.report.rendering import rendered
from eval.report.wording import NOTHING, Wording


def comparison_page(found: Comparison, before: Path, after: Path, language: Language) -> str:
    """The same comparison, names and language give the same bytes."""
    wording = Wording(language)
    gained = [flip for flip in found.flips if flip.gained]
    return rendered(
        "comparison.html",
        wording,
        before=before.as_posix(),
        after=after.as_posix(),
        found=found,
        sentences=_sentences(found, wording),
        plot=difference_plot(found.overall, wording),
        tables=[("", _rows(found.overall, wording))]
        + [(name, _rows(rows, wording)) for name, rows in found.by_group.items()],
        lost=[flip for flip in found.flips if not flip.gained],
        gained=gained,
    )


def _sentences(found: Comparison, wording: Wording) -> list[str]:
    """In words, the bad news first."""
    told = [
        wording.say(f"compare_{verdict.name.lower()}", metrics=", ".join(names))
        for verdict in (Verdict.WORSE, Verdict.BETTER)
        if (names := [one.measure for one in found.overall if one.verdict is verdict])
    ]
    return told or [wording.say("compare_none")]


def _rows(differences: Sequence[Difference], wording: Wording) -> list[tuple[str, ...]]:
    return [
        (
            one.measure,
            wording.number(one.before),
            wording.number(one.after),
            wording.signed(one.difference.value) if one.difference else NOTHING,
            f"{wording.signed(one.difference.low)} … {wording.signed(one.difference.high)}"
            if one.difference
            else NOTHING,
            f"{one.better} / {one.worse} / {one.same}",
            wording.number(one.p_holm),
            wording.say(f"verdict_{one.verdict.name.lower()}"),
        )
        for one in differences
    ]
