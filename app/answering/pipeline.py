"""A question becomes an answer: the list of steps."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.answering.answerability import POINTED, Judgement, Model, judge, load_model
from app.answering.comparing.side_by_side import Heard, heard_both
from app.answering.examination import Examination, examine
from app.answering.extractive import Composition, compose, compose_sides, show
from app.answering.suggesting.suggestions import followups
from app.domain.answers import (
    Answer,
    AnswerBlock,
    AnswerMode,
    AnswerStatus,
    BlockType,
    Question,
    ReadingTip,
    Sentence,
)
from app.domain.passages import Passage, Retriever, SearchResult
from app.domain.sources import Language
from app.messages import Texts, load_texts
from app.text.words import words

_MOST_TIPS = 3


@dataclass(frozen=True, slots=True)
class ExtractiveAnswerer:
    """Answers with the sources' own words. Implements `Answerer`; `clock` counts seconds."""

    retriever: Retriever
    default_language: Language
    texts: Texts = field(default_factory=lambda: load_texts("answers"))
    model: Model = field(default_factory=load_model)
    clock: Callable[[], float] = time.perf_counter

    def answer(self, question: Question) -> Answer:
        """Raises `IndexUnavailable` when there is nothing to search."""
        began = self.clock()
        seen = examine(question, self.retriever, self.default_language)
        examined = self.clock()
        sides = () if seen.pointed else self._sides(seen)
        judgement = POINTED if seen.pointed else sides[0].judgement if sides else self._judgement(seen)
        if judgement.status is AnswerStatus.ANSWERED:
            composition = self._composition(seen, sides)
            composition = self._with_hint(question, composition, seen.reader)
            tips: tuple[ReadingTip, ...] = ()
        else:
            tips = _reading_tips(judgement, seen.near)
            composition = self._refusal(judgement, bool(tips), seen.reader)
        composed = self.clock()
        return Answer(
            id=_answer_id(question, seen.result),
            status=judgement.status,
            mode=AnswerMode.EXTRACTIVE,
            language=seen.reader,
            interpreted_question=seen.interpreted,
            blocks=composition.blocks,
            citations=composition.citations,
            nearest=tips,
            followups=self._followups(question, judgement, composition, seen),
            confidence=round(judgement.confidence, 4),
            generation=seen.result.generation,
            timings={
                "search": round(1000 * (examined - began), 1),
                "compose": round(1000 * (composed - examined), 1),
                "total": round(1000 * (composed - began), 1),
            },
        )

    def _judgement(self, seen: Examination) -> Judgement:
        judged = judge(seen.interpreted, seen.reading, seen.evidence, seen.result.everyday, self.model)
        is_outside = judged.status is AnswerStatus.OUT_OF_SCOPE and judged.reply == judged.status.value
        if is_outside and seen.goes_on:  # what goes on with an answer is never outside, only not told
            return replace(judged, status=AnswerStatus.NO_SUPPORT, reply=AnswerStatus.NO_SUPPORT.value)
        return judged

    def _sides(self, seen: Examination) -> tuple[Heard, ...]:
        return heard_both(seen.interpreted, self.retriever, seen.reader, self.model)

    def _composition(self, seen: Examination, sides: Sequence[Heard]) -> Composition:
        if sides:
            return compose_sides(sides, seen.reader, self.texts)
        if seen.pointed:
            return show(seen.pointed, seen.reader, self.texts)
        return compose(seen.reading, seen.evidence, seen.result.passages, seen.reader, self.texts)

    def _with_hint(self, question: Question, composition: Composition, reader: Language) -> Composition:
        """A single word is answered, and its writer told that a whole question would be answered better."""
        if question.history or len(words(question.text)) > 1:
            return composition
        hint = Sentence(self.texts.say(reader, "one_word"), own_words=True)
        notice = AnswerBlock(BlockType.NOTICE, reader, (hint,))
        return Composition((notice, *composition.blocks), composition.citations)

    def _followups(
        self, question: Question, judgement: Judgement, composition: Composition, seen: Examination
    ) -> tuple[str, ...]:
        """None where the question had nothing to do with the sources."""
        if judgement.status not in (AnswerStatus.ANSWERED, AnswerStatus.NO_SUPPORT):
            return ()
        said = [
            seen.interpreted,
            *(text for turn in question.history for text in (turn.question, turn.answer)),
        ]
        return followups(seen.result.passages, composition.citations, seen.reader, self.texts, said)

    def _refusal(self, judgement: Judgement, has_tips: bool, reader: Language) -> Composition:
        keys = [judgement.reply]
        if judgement.status is AnswerStatus.NO_SUPPORT:
            keys.append("no_support_nearest" if has_tips else "no_support_none")
        sentences = tuple(Sentence(self.texts.say(reader, key), own_words=True) for key in keys)
        return Composition((AnswerBlock(BlockType.NOTICE, reader, sentences),), ())


def _reading_tips(judgement: Judgement, passages: Sequence[Passage]) -> tuple[ReadingTip, ...]:
    """The nearest passages of different sections; none for a question from outside the domain."""
    if judgement.status is not AnswerStatus.NO_SUPPORT:
        return ()
    by_section = {(p.chunk.source_id, p.chunk.headings): p for p in reversed(passages)}
    nearest = sorted(by_section.values(), key=lambda passage: (-passage.score, passage.chunk.number))
    return tuple(
        ReadingTip(passage.document, passage.chunk.span, passage.chunk.headings)
        for passage in nearest[:_MOST_TIPS]
    )


def _answer_id(question: Question, result: SearchResult) -> str:
    """The same for the same question, history and language on the same generation."""
    history = [(turn.question, turn.answer) for turn in question.history]
    key = json.dumps([question.text, history, question.language, result.generation], ensure_ascii=False)
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:24]
