"""The service asked in this process, through the same `Answerer` as everyone else."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.domain.answers import Answerer
from app.domain.errors import UnverifiedQuote
from app.domain.passages import Retriever, SearchResult
from app.domain.sources import Language, Library
from app.settings import Settings
from eval.asking import Asked, Asking
from eval.cases import Case
from eval.indexed import indexed_models
from eval.outcomes import failed_outcome, outcome_of
from eval.run_sources import StoredSource, stored_source

IN_PROCESS = "in process"
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class InProcess:
    """Implements `System`. `clock` counts seconds."""

    answerer: Answerer
    retriever: Retriever
    library: Library
    asking: Asking = field(default_factory=lambda: Asking(IN_PROCESS, ""))
    warm_up: Callable[[], None] = lambda: None
    clock: Callable[[], float] = time.perf_counter

    def describe(self) -> Asking:
        return replace(self.asking, generation=self.library.generation())

    def sources(self) -> tuple[StoredSource, ...]:
        return tuple(map(stored_source, self.library.documents()))

    def warm(self) -> None:
        self.warm_up()

    def ask(self, case: Case, k: int) -> Asked:
        """Asked as by a reader without a language of their own.

        The passages are those for the question as it was interpreted, which is what a follow-up is answered
        from. An answer that the core refuses to build because of its quotes is a failure of that question.
        """
        texts = {document.source.id: document.text for document in self.library.documents()}
        question = case.as_question()
        started = self.clock()
        try:
            answer = self.answerer.answer(question)
        except UnverifiedQuote as fault:
            seconds = self.clock() - started
            passages = self.retriever.search(question.text, None, k).passages
            return Asked(case, failed_outcome(case, str(fault), passages), seconds)
        seconds = self.clock() - started
        searched = answer.interpreted_question or question.text
        passages = self.retriever.search(searched, answer.language, k).passages
        return Asked(case, outcome_of(case, answer, passages, texts), seconds)


class RememberedSearch:
    """Implements `Retriever`: asks another one, and remembers the last searches, `most` of them.

    The answer has just searched for what is then looked at, so nothing is embedded or ranked twice. Fewer
    passages than before are the first of those; more are searched for anew.
    """

    def __init__(self, retriever: Retriever, most: int = _REMEMBERED) -> None:
        self._retriever = retriever
        self._most = most
        self._found: OrderedDict[tuple[str, Language | None], tuple[int, SearchResult]] = OrderedDict()
        self._lock = threading.Lock()

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        with self._lock:
            depth, result = self._found.get((question, language), (0, None))
        if result is None or depth < k:
            result = self._retriever.search(question, language, k)
            with self._lock:
                self._found[question, language] = (k, result)
                if len(self._found) > self._most:
                    self._found.popitem(last=False)
        return replace(result, passages=result.passages[:k])


def service_in_process(settings: Settings) -> InProcess:
    """The service as it is wired for these settings; its model is loaded by `warm`.

    Raises `IndexUnavailable` when there is no index.
    """
    from app.wiring import build_service

    service = build_service(settings, RememberedSearch)
    shown = {name: str(value) for name, value in settings.model_dump(mode="json").items()}
    models = dict(indexed_models(settings))
    if settings.language_model:
        models["language"] = str(settings.language_model)
    asking = Asking(IN_PROCESS, "", settings=shown, models=models)
    return InProcess(service.answerer, service.retriever, service.library, asking, service.warm)
