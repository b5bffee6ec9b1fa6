"""Which of a set's cases are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import TildaError
from app.domain.sources import Language
from eval.cases import Case, Kind, Split


class NothingSelected(TildaError):
    """No case of the sets passes the filters."""


@dataclass(frozen=True, slots=True)
class Selection:
    """All conditions hold together; an empty one lets everything pass.

    Of several languages, kinds or ids a case has one; of several `tags` it has all, of `without_tags` none.
    """

    split: Split | None = None
    languages: tuple[Language, ...] = ()
    kinds: tuple[Kind, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    limit: int | None = None

    def of(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        return tuple(case for case in cases if self._lets_pass(case))[: self.limit]

    def _lets_pass(self, case: Case) -> bool:
        return (
            self.split in (None, case.split)
            and (not self.languages or case.language in self.languages)
            and (not self.kinds or case.kind in self.kinds)
            and (not self.ids or case.id in self.ids)
            and set(self.tags) <= set(case.tags)
            and not set(self.without_tags) & set(case.tags)
        )


def failed_ids(run: Path, among: Sequence[str]) -> tuple[str, ...]:
    """The questions that were not accepted in a stored run, `among` these unless empty.

    Raises `NothingSelected` when there are none.
    """
    from eval.run_folder import read_run

    failed = [result.case.id for result in read_run(run).results if result.score.failed]
    found = tuple(id for id in failed if not among or id in among)
    if not found:
        raise NothingSelected(f"none of these questions failed in {run}")
    return found
