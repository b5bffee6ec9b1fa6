"""Asks the questions of a set, one after the other or several at a time, and hands out what came back in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from eval.cases import Case
from eval.outcomes import Outcome
from eval.run_sources import StoredSource


@dataclass(frozen=True, slots=True)
class Asked:
    """`seconds` is how long the answer took; it is kept apart, since nothing else differs between runs."""

    case: Case
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class Asking:
    """Who was asked: `where` is "in process" or an address; what is not known of a service is empty."""

    where: str
    generation: str
    settings: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)


class System(Protocol):
    """A service that can be asked, in this process or elsewhere."""

    def describe(self) -> Asking: ...

    def sources(self) -> tuple[StoredSource, ...]:
        """All sources, by id."""
        ...

    def warm(self) -> None:
        """Makes the first answer as fast as the others."""

    def ask(self, case: Case, k: int) -> Asked:
        """The answer, and the k best passages for the question as it was interpreted.

        What goes wrong with one question is a failed outcome, never an exception.
        """
        ...


def ask_all(cases: Sequence[Case], system: System, k: int, jobs: int = 1) -> Iterator[Asked]:
    """In the order of the cases; `jobs` of them are under way at a time."""
    if jobs == 1:
        yield from (system.ask(case, k) for case in cases)
        return
    pool = ThreadPoolExecutor(jobs)
    try:
        yield from pool.map(lambda case: system.ask(case, k), cases)
    finally:
        pool.shutdown(cancel_futures=True)
