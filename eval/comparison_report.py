"""A comparison on the terminal: what got better or worse, what changed nothing, and which questions flipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.comparing import Comparison, Difference, Flip, Verdict
from eval.tables import number, tight_table

_STYLES = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.SAME: ""}
_WORDS = {Verdict.BETTER: "better", Verdict.WORSE: "WORSE", Verdict.SAME: "not sig."}
_MOST_FLIPS = 40


def comparison_report(found: Comparison) -> RenderableType:
    parts: list[RenderableType] = [
        _table(f"RUN_B minus RUN_A, over {found.common} questions", found.overall),
        *(_table(f"Within {name}", differences) for name, differences in found.by_group.items()),
        Text("\n".join(_sentences(found))),
        _flips(found.flips),
    ]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts if part))


def _table(title: str, differences: Sequence[Difference]) -> Table:
    table = tight_table(title)
    table.add_column("metric", no_wrap=True)
    for heading in ("A", "B", "B-A", "95 %", "better", "worse", "same", "p*"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("so", no_wrap=True)
    for one in differences:
        interval = (
            "–" if one.difference is None else f"{_signed(one.difference.low)}…{_signed(one.difference.high)}"
        )
        table.add_row(
            one.measure,
            _value(one.before),
            _value(one.after),
            "–" if one.difference is None else _signed(one.difference.value),
            interval,
            str(one.better),
            str(one.worse),
            str(one.same),
            f"{one.p_holm:.3f}".replace("0.", ".", 1),
            Text(_WORDS[one.verdict], _STYLES[one.verdict]),
        )
    return table


def _sentences(found: Comparison) -> Iterator[str]:
    changed = [one for one in found.overall if one.verdict is not Verdict.SAME]
    for one in changed:
        yield f"{one.measure} is significantly {one.verdict} (p* = {one.p_holm:.4f})."
    if not changed:
        yield "There is no significant difference in any metric."
    elif len(changed) < len(found.overall):
        yield "In the other metrics there is no significant difference."
    if found.left_out:
        yield f"{found.left_out} questions that are not the same in both runs were left out."
    yield (
        f"p*: paired randomisation test, corrected after Holm for {len(found.overall)} metrics; significant "
        f"below {found.alpha:g}."
    )


def _flips(flips: Sequence[Flip]) -> RenderableType:
    if not flips:
        return Text("No question is accepted in one run only.")
    gained = sum(flip.gained for flip in flips)
    table = tight_table(f"Flipped questions: {gained} newly accepted, {len(flips) - gained} no longer")
    table.expand = True
    table.add_column("id", no_wrap=True)
    table.add_column("now", no_wrap=True)
    table.add_column("question", no_wrap=True, overflow="ellipsis", ratio=1)
    ordered = sorted(flips, key=lambda flip: (flip.gained, flip.id))
    for flip in ordered[:_MOST_FLIPS]:
        now = Text("accepted", "green") if flip.gained else Text("lost", "red")
        table.add_row(flip.id, now, Text(" ".join(flip.question.split())))
    if len(flips) > _MOST_FLIPS:
        return Group(table, Text(f"… and {len(flips) - _MOST_FLIPS} more"))
    return table


def _value(value: float | None) -> str:
    return "–" if value is None else number(value)


def _signed(value: float) -> str:
    return number(value) if value <= 0 else f"+{number(value)}"
