"""The groups that questions fall into, by which metrics are told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from eval.cases import Case
from eval.scores import Result

Languages = Mapping[str, str]  # of the sources, by id

_NAMES: Mapping[str, Callable[[Case, Languages], Iterable[str]]] = {
    "lang": lambda case, _: (case.language.value,),
    "kind": lambda case, _: (case.kind.value,),
    "direction": lambda case, languages: directions(case, languages),
    "split": lambda case, _: (case.split.value,),
    "tag": lambda case, _: case.tags,
}
DIMENSIONS = tuple(_NAMES)


def directions(case: Case, languages: Languages) -> Iterable[str]:
    """The question's language → that of its gold sources ("nb→sv"), once each."""
    return {f"{case.language}→{languages[gold.source]}" for gold in case.gold}


def groups_by(
    dimension: str, results: Sequence[Result], languages: Languages
) -> Mapping[str, tuple[Result, ...]]:
    """The questions of each group, ordered by its name; a question may be in several, or in none."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        for name in _NAMES[dimension](result.case, languages):
            groups.setdefault(name, []).append(result)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def find_group(wanted: str | None, results: Sequence[Result], languages: Languages) -> Sequence[Result]:
    """The questions of "nn", or of "tag:list" where a name stands for several groups; of None all.

    Dimensions are tried in the order of `DIMENSIONS`. Empty when there is no such group.
    """
    if wanted is None:
        return results
    dimension, colon, name = wanted.rpartition(":")
    tried = [dimension] if colon else DIMENSIONS
    for one in tried:
        if one in DIMENSIONS and (found := groups_by(one, results, languages).get(name)):
            return found
    return ()
