"""Which of a set's cases are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.sources import Language
from eval.cases import Case, Kind, Split


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
