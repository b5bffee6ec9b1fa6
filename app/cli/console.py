"""Two consoles: results on stdout, everything else on stderr. Both obey NO_COLOR and plain pipes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

out = Console(highlight=False, soft_wrap=False)
talk = Console(stderr=True, highlight=False)


def say(text: str, indent: int = 0, style: str | None = None) -> None:
    """A result's line of escaped text: folded under its indent on a terminal, whole in a pipe."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, indent), expand=False), style=style)
    else:
        out.print(" " * indent + text, style=style, soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A callback `(done, total)` that draws a bar on a terminal and nothing in a pipe."""
    if not talk.is_terminal:
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
