"""Asks a set of questions through the same `Answerer` as the service."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.answers import Answerer
from app.domain.errors import UnverifiedQuote
from app.domain.passages import Retriever
from eval.cases import Case
from eval.outcomes import Outcome, failed_outcome, outcome_of
from eval.retrieval_metrics import DEPTH


@dataclass(frozen=True, slots=True)
class Asked:
    """`seconds` is how long the answer took; it is kept apart, since nothing else differs between runs."""

    case: Case
    outcome: Outcome
    seconds: float


def ask_all(
    cases: Iterable[Case],
    answerer: Answerer,
    retriever: Retriever,
    texts: Mapping[str, str],
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Asked]:
    """Asks one question after the other, as a reader without a language of their own would.

    The passages are those for the question as it was interpreted, which is what a follow-up is answered
    from. An answer that the core refuses to build because of its quotes is a failure of that question.
    """
    for case in cases:
        question = case.as_question()
        started = clock()
        try:
            answer = answerer.answer(question)
        except UnverifiedQuote as fault:
            seconds = clock() - started
            passages = retriever.search(question.text, None, DEPTH).passages
            yield Asked(case, failed_outcome(case, str(fault), passages), seconds)
        else:
            seconds = clock() - started
            searched = answer.interpreted_question or question.text
            passages = retriever.search(searched, answer.language, DEPTH).passages
            yield Asked(case, outcome_of(case, answer, passages, texts), seconds)
