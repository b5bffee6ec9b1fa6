"""What was lost with a part, as tables in Markdown: the whole in figures, the rest as differences from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.confidence import auroc
from eval.groups import directions
from eval.measures import MEASURES
from eval.scores import Result

DIRECTIONS = ("sv→sv", "nb→nb", "sv→nb", "nb→sv", "nn→*", "en→*")
_REFUSED_TAGS = ("near_domain", "false_premise", "personal")
_BY_NAME = {measure.name: measure for measure in MEASURES}

Languages = Mapping[str, str]
Figure = Callable[[Sequence[Result]], float | None]


@dataclass(frozen=True, slots=True)
class Loss:
    """What came back without the part that `name` tells."""

    name: str
    results: tuple[Result, ...]


def retrieval_table(whole: Sequence[Result], without: Sequence[Loss], languages: Languages) -> str:
    """nDCG@10 per direction, then what became of the answers."""
    figures: dict[str, Figure] = {
        f"nDCG {direction} ({len(_of_direction(whole, direction, languages))})": _in(
            direction, languages, _measure("nDCG@10")
        )
        for direction in DIRECTIONS
    }
    figures |= {
        "hit@1": _measure("hit@1"),
        "cited": _measure("citation_recall"),
        "accepted": _measure("accepted"),
    }
    return _table(figures, whole, without)


def answerability_table(whole: Sequence[Result], without: Sequence[Loss], languages: Languages) -> str:
    """How well the confidence tells, and who is refused when as many of the answerable are as by the whole."""
    allowed = sum(_is_refused(result, None) for result in whole if result.case.answerable)

    def refused(group: Callable[[Result], bool]) -> Figure:
        def share(results: Sequence[Result]) -> float | None:
            threshold = threshold_of(results, allowed)
            found = [_is_refused(result, threshold) for result in results if group(result)]
            return sum(found) / len(found) if found else None

        return share

    def tagged(tag: str) -> Figure:
        return refused(lambda result: not result.case.answerable and tag in result.case.tags)

    def answerable(direction: str) -> Figure:
        return refused(lambda result: direction in _directions(result, languages))

    figures: dict[str, Figure] = {"AUROC": _auroc}
    figures |= {f"{tag} refused": tagged(tag) for tag in _REFUSED_TAGS}
    figures |= {f"{direction} falsely": answerable(direction) for direction in DIRECTIONS}
    return _table(figures, whole, without)


def threshold_of(results: Sequence[Result], allowed: int) -> float:
    """The confidence below which at most `allowed` answerable questions lie."""
    confidences = sorted(result.outcome.confidence for result in results if result.case.answerable)
    return confidences[min(allowed, len(confidences) - 1)]


def _is_refused(result: Result, threshold: float | None) -> bool:
    return result.outcome.refused if threshold is None else result.outcome.confidence < threshold


def _measure(name: str) -> Figure:
    return lambda results: _BY_NAME[name].value([result.score for result in results])


def _auroc(results: Sequence[Result]) -> float | None:
    found = auroc(results)
    return None if found is None else found.value


def _in(direction: str, languages: Languages, figure: Figure) -> Figure:
    return lambda results: figure(_of_direction(results, direction, languages))


def _of_direction(results: Sequence[Result], direction: str, languages: Languages) -> list[Result]:
    return [result for result in results if direction in _directions(result, languages)]


def _directions(result: Result, languages: Languages) -> set[str]:
    found = set(directions(result.case, languages)) if result.case.answerable else set()
    return found | {f"{one.split('→')[0]}→*" for one in found}


def _table(figures: Mapping[str, Figure], whole: Sequence[Result], without: Sequence[Loss]) -> str:
    reference = {name: figure(whole) for name, figure in figures.items()}
    lines = [
        _line(["without", *figures]),
        _line(["---"] * (len(figures) + 1)),
        _line(["**nothing**", *(_shown(value) for value in reference.values())]),
    ]
    for one in without:
        differences = (_difference(figure(one.results), reference[name]) for name, figure in figures.items())
        lines.append(_line([one.name, *differences]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".removeprefix("0")


def _difference(value: float | None, reference: float | None) -> str:
    if value is None or reference is None:
        return "–"
    rounded = round(value - reference, 2)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.2f}".replace("0.", ".") if rounded else "0"
