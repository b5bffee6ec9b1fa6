"""Whether the same question in another form is answered from the same sources.

`python -m eval.robustness [SET]... [--data DIR]` asks each answerable question without a history as it is and
in each form, and prints in how many cases the answer cites the same set of sources.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from app.domain.answers import Answer, Answerer, Question
from app.domain.sources import Language
from app.text.words import fold, is_stop_word
from eval.cases import DEV_SET, Case, load_sets

BAR = 0.9
_LONGER_WORD = re.compile(r"[^\W\d_]{6,}")
_POLITE = {
    Language.SV: "Hej! Jag undrar en sak: {} Tack på förhand!",
    Language.NB: "Hei! Jeg lurer på noe: {} På forhånd takk!",
    Language.NN: "Hei! Eg lurer på noko: {} På førehand takk!",
    Language.EN: "Hello! I would like to know: {} Thank you in advance!",
}


def shuffled(case: Case) -> str:
    """The words in an order that depends on the case alone; the question mark stays last."""
    question = case.question.rstrip()
    mark = "?" if question.endswith("?") else ""
    words = question.removesuffix("?").split()
    random.Random(case.id).shuffle(words)
    return " ".join(words) + mark


def misspelt(case: Case) -> str:
    """One slip in one of the longer words, as fast fingers make it; which one depends on the case alone."""
    chance = random.Random(case.id)
    places = [match for match in _LONGER_WORD.finditer(case.question) if not is_stop_word(match[0].lower())]
    if not places:
        return case.question
    place = chance.choice(places)
    word, at = place[0], chance.randrange(1, len(place[0]) - 1)
    slips = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # two letters change places
        word[:at] + word[at + 1 :],  # one is missing
        word[:at] + word[at] + word[at:],  # one is there twice
    )
    return case.question[: place.start()] + chance.choice(slips) + case.question[place.end() :]


Forms = Mapping[str, Callable[[Case], str]]
FORMS: Forms = {
    "words in another order": shuffled,
    "upper case": lambda case: case.question.upper(),
    "without diacritics": lambda case: fold(case.question),
    "misspelt": misspelt,
    "politely wrapped": lambda case: _POLITE[case.language].format(case.question),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case in one form: the sources cited for the question as it is, and for its form."""

    case: Case
    form: str
    question: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def is_same(self) -> bool:
        return self.expected == self.found

    @property
    def cause(self) -> str:
        if self.is_same:
            return "same"
        if not self.found:
            return "refused in this form"
        if not self.expected:
            return "answered in this form only"
        return "more or fewer sources" if self.expected & self.found else "other sources"


def compare(cases: Iterable[Case], answerer: Answerer, forms: Forms = FORMS) -> Iterator[Comparison]:
    """Each answerable case without a history in each form."""
    for case in cases:
        if not case.answerable or case.history:
            continue
        expected = _cited(answerer.answer(Question(case.question)))
        for form, change in forms.items():
            question = change(case)
            found = _cited(answerer.answer(Question(question)))
            yield Comparison(case, form, question, expected, found)


def same_by_form(comparisons: Sequence[Comparison]) -> Mapping[str, float]:
    """The share of cases that cite the same set of sources, by form."""
    same: dict[str, list[bool]] = {}
    for one in comparisons:
        same.setdefault(one.form, []).append(one.is_same)
    return {form: sum(found) / len(found) for form, found in same.items()}


def _cited(answer: Answer) -> frozenset[str]:
    return frozenset(citation.source.id for citation in answer.citations)


def main(
    sets: Annotated[list[Path] | None, typer.Argument(metavar="[SET]...")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder with the index.")] = None,
    failures: Annotated[bool, typer.Option(help="Also print every case that differs.")] = False,
) -> None:
    from rich.console import Console
    from rich.table import Table

    from app.settings import load_settings
    from app.wiring import build_service
    from eval.indexed import indexed_texts

    settings = load_settings(data=data)
    cases = load_sets(sets or [DEV_SET], indexed_texts(settings))
    comparisons = tuple(compare(cases, build_service(settings).answerer))
    causes = ("refused in this form", "answered in this form only", "more or fewer sources", "other sources")
    table = Table("form", "cases", "same sources", "bar", *causes)
    for form, share in same_by_form(comparisons).items():
        of_form = [one for one in comparisons if one.form == form]
        counts = [str(sum(one.cause == cause for one in of_form)) for cause in causes]
        table.add_row(form, str(len(of_form)), f"{share:.3f}", f"≥ {BAR:.2f}", *counts)
    console = Console(highlight=False)
    console.print(table)
    for one in comparisons:
        if failures and not one.is_same:
            console.print(_told(one), markup=False, soft_wrap=True)


def _told(one: Comparison) -> str:
    sources = f"{', '.join(sorted(one.expected)) or 'none'} → {', '.join(sorted(one.found)) or 'none'}"
    return f"{one.case.id} [{one.form}] {one.cause}: {one.question} ({sources})"


if __name__ == "__main__":
    typer.run(main)
