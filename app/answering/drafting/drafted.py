"""A question becomes a drafted answer: grounded first, worded by a model, shown as far as it is verified."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

import anyio
from anyio import to_thread

from app.answering.drafting.draft import DraftCount, DraftSentence
from app.answering.drafting.failures import FailureKind, ModelFailure
from app.answering.drafting.growing import GrowingDraft
from app.answering.drafting.patience import Patience
from app.answering.drafting.prompting import Form, Prompter
from app.answering.drafting.prompts import Task
from app.answering.drafting.reading import DraftReader
from app.answering.drafting.rewriting import Rewriter
from app.answering.following.followup import contextualise
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Answer, AnswerStatus, Question, Run
from app.domain.passages import Passage, Retriever, SearchResult
from app.domain.sources import Language
from app.messages import Texts, load_texts
from app.text.languages import detect_language
from app.text.words import content_words

MOST_PASSAGES = 10

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class FormTaken:
    """The form that the provider has been found to take; all questions share it."""

    form: Form = Form.JSON


@dataclass(slots=True)
class _Recorder:
    """Implements `Retriever`, and remembers what one question found, what it found last first.

    A follow-up also searches for what the earlier answer was about, and may be answered from that.
    """

    retriever: Retriever
    passages: tuple[Passage, ...] = ()

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        result = self.retriever.search(question, language, k)
        numbers = {passage.chunk.number for passage in result.passages}
        before = (passage for passage in self.passages if passage.chunk.number not in numbers)
        self.passages = (*result.passages, *before)
        return result


@dataclass(frozen=True, slots=True)
class DraftingAnswerer:
    """Implements `GrowingAnswerer`.

    The extractive answer comes first and decides whether there is one; the model only words it. Whatever the
    model does, the answer is a drafted one of verified sentences, or the extractive one.
    """

    extractive: ExtractiveAnswerer
    patience: Patience
    prompter: Prompter
    model: str
    rewriter: Rewriter | None = None
    most_passages: int = MOST_PASSAGES
    texts: Texts = field(default_factory=lambda: load_texts("answers"))
    clock: Callable[[], float] = time.perf_counter
    taken: FormTaken = field(default_factory=FormTaken)

    def answer(self, question: Question) -> Answer:
        """The whole answer; for threads without an event loop of their own. Raises `IndexUnavailable`."""
        return anyio.run(self._whole, question)

    async def _whole(self, question: Question) -> Answer:
        async with aclosing(self.grow(question, to_thread.run_sync)) as growing:
            return [answer async for answer in growing][-1]

    async def grow(self, question: Question, run: Run) -> AsyncGenerator[Answer, None]:
        recorder = _Recorder(self.extractive.retriever)
        asked = await self._self_contained(question)
        grounded = await run(replace(self.extractive, retriever=recorder).answer, asked)
        if grounded.status is not AnswerStatus.ANSWERED:
            yield grounded
            return
        passages = chosen_passages(grounded, recorder.passages)[: self.most_passages]
        draft = GrowingDraft(grounded, passages, self.texts, self.model, self._prompt_id(grounded.language))
        began = self.clock()
        failure: FailureKind | None = None
        try:
            async with aclosing(self._sentences(grounded, passages)) as sentences:
                async for sentence in sentences:
                    if longer := draft.take(sentence):
                        yield longer
                    if draft.is_full or draft.is_hopeless:
                        break
        except ModelFailure as fault:
            failure = fault.kind
        self._tell(draft.count, failure)
        yield self._timed(draft.finish(failure), began)

    async def _self_contained(self, question: Question) -> Question:
        """The question as the model puts it, if it is asked to and adds nothing; else as it is."""
        if self.rewriter is None or not question.history or not self.patience.breaker.admits():
            return question
        reader = question.language or detect_language(question.text, self.extractive.default_language)
        rewritten = await self.rewriter.rewrite(question, reader)
        if rewritten is None:
            _log.info("follow-up: the deterministic form stands")
            return question
        is_same = content_words(rewritten) == content_words(contextualise(question.text, question.history))
        _log.info(
            "follow-up: rewritten, in %s words than the deterministic form",
            "no other" if is_same else "other",
        )
        return Question(rewritten, (), reader)

    async def _sentences(
        self, grounded: Answer, passages: Sequence[Passage]
    ) -> AsyncGenerator[DraftSentence | None, None]:
        """What the model says, sentence by sentence; asked for lines where it takes no schema."""
        if not self.patience.breaker.admits():
            raise ModelFailure(FailureKind.PAUSED)
        form = self.taken.form
        try:
            async with aclosing(self._said(grounded, passages, form)) as said:
                async for sentence in said:
                    yield sentence
            return
        except ModelFailure as failure:
            if failure.kind is not FailureKind.FORM or form is Form.LINES:
                raise
        async with aclosing(self._said(grounded, passages, Form.LINES)) as said:
            async for sentence in said:
                self.taken.form = Form.LINES
                yield sentence

    async def _said(
        self, grounded: Answer, passages: Sequence[Passage], form: Form
    ) -> AsyncGenerator[DraftSentence | None, None]:
        asked = grounded.interpreted_question
        messages = self.prompter.draft(asked, passages, grounded.language, form)
        reader = DraftReader()
        async with aclosing(self.patience.stream(messages, form)) as pieces:
            async for piece in pieces:
                for sentence in reader.feed(piece):
                    yield sentence
        for sentence in reader.finish(is_whole=True):
            yield sentence

    def _tell(self, count: DraftCount, failure: FailureKind | None) -> None:
        """A line without content; a warning, unless the model's failing has been told before."""
        if failure is None:
            _log.info("draft by %s: %s", self.model, count)
            return
        level = logging.INFO if failure is FailureKind.PAUSED else logging.WARNING
        _log.log(level, "draft by %s failed (%s; see tilda doctor): %s", self.model, failure, count)

    def _prompt_id(self, reader: Language) -> str:
        prompt = self.prompter.prompts.of(Task.ANSWER, reader)
        return f"{prompt.id}@{prompt.version}"

    def _timed(self, answer: Answer, began: float) -> Answer:
        spent = round(1000 * (self.clock() - began), 1)
        total = round(answer.timings.get("total", 0.0) + spent, 1)
        return replace(answer, timings={**answer.timings, "draft": spent, "total": total})


def chosen_passages(grounded: Answer, found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Those that the extractive answer cites, then the others, best first."""
    return tuple(sorted(found, key=lambda passage: not _is_cited(passage, grounded)))


def _is_cited(passage: Passage, answer: Answer) -> bool:
    return any(
        citation.source.id == passage.chunk.source_id and passage.chunk.span.covers(citation.span)
        for citation in answer.citations
    )
