"""Tables and numbers on the terminal: tight enough for 80 columns, readable without colour."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table


def tight_table(title: str) -> Table:
    """One space between columns and none at the edges: fourteen numbers beside a name fit 80 columns."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=0,
        show_edge=False,
    )


def number(value: float) -> str:
    """Two decimals without the leading zero; a bare 0 or 1 is exact, so that .999 is never shown as 1."""
    if abs(value) >= 10:
        return f"{value:.0f}"
    if value == round(value):
        return f"{value:.0f}"
    shown = f"{value:.2f}"
    if float(shown) == round(float(shown)):
        return f"~{round(value)}"
    return shown.replace("0.", ".", 1)


def duration(milliseconds: float) -> str:
    """In at most four characters: milliseconds, and seconds from one on."""
    if milliseconds < 999.5:
        return f"{milliseconds:.0f}"
    seconds = milliseconds / 1000
    return f"{seconds:.1f}s" if seconds < 9.95 else f"{seconds:.0f}s"
