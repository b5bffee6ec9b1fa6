"""One session of writing a case: take up what was interrupted, write, show, save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.passages import Retriever
from eval.authoring import answers
from eval.authoring.dialogue import Dialogue, Journal, ask_until
from eval.authoring.feedback import RatedQuestion
from eval.authoring.guide import Known, Start, write_case
from eval.authoring.saving import add_case
from eval.cases import DEV_SET, Case, read_sets


def new_case(
    dialogue: Dialogue,
    retriever: Retriever,
    path: Path,
    rated: Sequence[RatedQuestion],
    asked_of: str,
) -> tuple[Case, int] | None:
    """The saved case and its line in `path`, or None when it was not to be saved.

    `asked_of` names what the answers depend on: an interrupted session is taken up when it was the same.
    Raises `InputEnded` when nobody answers any more, and `InvalidSet` when the case clashes with the set;
    the answers are then kept for the next session.
    """
    journal = Journal(dialogue, path.with_name(path.name + ".draft"), asked_of)
    if journal.resume():
        dialogue.tell("Going on where you were interrupted. Your answers so far:")
    case = write_case(journal, retriever, known_beside(path), _start(journal, rated))
    dialogue.tell(f"\nThis case will be added to {path}:")
    for line in told(case):
        dialogue.tell(f"    {line}")
    if not ask_until(dialogue, "Save it? (y/n) [y]: ", answers.yes(default=True)):
        journal.forget()
        return None
    number = add_case(case, path)
    journal.forget()
    return case, number


def told(case: Case) -> Iterator[str]:
    """The case in words; what is saved says the same in JSON."""
    tags = f", tags {' '.join(case.tags)}" if case.tags else ""
    fact = f", fact {case.fact}" if case.fact else ""
    yield f"{case.id}: {case.language}, {case.kind}, {case.split}{tags}{fact}"
    yield f"question: {case.question}"
    if not case.answerable:
        yield "expected: a refusal, since the sources have no answer"
    if len(case.gold) > 1:
        yield f"expected: {'all' if case.all_of else 'any'} of these quotes"
    for gold in case.gold:
        yield f"quote [{gold.source}]: {' '.join(gold.quote.split())}"
    if case.correction:
        yield f"or the correction [{case.correction.source}]: {' '.join(case.correction.quote.split())}"
    for one_of in case.required:
        yield f"must say: {' / '.join(one_of)}"


def known_beside(path: Path) -> Known:
    """Ids are unique over the set and the shipped one, so that both can be asked in one run."""
    placed, _ = read_sets([one for one in dict.fromkeys((DEV_SET, path)) if one.exists()])
    return Known.of([one.case for one in placed])


def _start(dialogue: Dialogue, rated: Sequence[RatedQuestion]) -> Start:
    if not rated:
        return Start()
    for number, one in enumerate(rated, start=1):
        comment = f" – {' '.join(one.comment.split())}" if one.comment else ""
        dialogue.tell(f"{number:4}  {one.rating:4}  {' '.join(str(one.question).split())}{comment}")

    def one_number(text: str) -> int:
        found = answers.numbers(text, len(rated))
        if len(found) != 1:
            raise ValueError("expected the number of one question")
        return found[0]

    chosen = rated[ask_until(dialogue, "Which question? ", one_number) - 1]
    return Start(chosen.question, chosen.language)
