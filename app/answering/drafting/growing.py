"""A drafted answer as it grows, sentence by verified sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.answering.citing import CitationBook
from app.answering.drafting.draft import DraftCount, DraftSentence, Drop
from app.answering.drafting.failures import FailureKind
from app.answering.drafting.verifying import Verified, verify
from app.domain.answers import Answer, AnswerBlock, AnswerMode, BlockType, Drafting, Sentence
from app.domain.passages import Passage
from app.messages import Texts

MOST_SENTENCES = 20
MOST_DROPPED = 10


@dataclass(slots=True)
class GrowingDraft:
    """Takes what a model says and holds what of it may be shown.

    `extractive` is the answer that stands in when nothing may. A greeting is shown only over a sentence that
    is supported.
    """

    extractive: Answer
    passages: Sequence[Passage]
    texts: Texts
    model: str
    prompt: str
    _book: CitationBook = field(default_factory=CitationBook)
    _greetings: list[str] = field(default_factory=list)
    _sentences: list[Sentence] = field(default_factory=list)
    _dropped: Counter[Drop] = field(default_factory=Counter)

    @property
    def count(self) -> DraftCount:
        return DraftCount(len(self._sentences), self._dropped)

    @property
    def is_full(self) -> bool:
        return len(self._sentences) >= MOST_SENTENCES

    @property
    def is_hopeless(self) -> bool:
        """Whether so much was dropped, and nothing shown, that waiting for more only keeps the reader waiting."""
        return not self._sentences and self._dropped.total() >= MOST_DROPPED

    def take(self, sentence: DraftSentence | None) -> Answer | None:
        """The longer answer, if the sentence may be shown."""
        if sentence is None:
            self._dropped[Drop.UNREADABLE] += 1
            return None
        verdict = verify(sentence, self.passages, self.extractive.language)
        if isinstance(verdict, Drop):
            self._dropped[verdict] += 1
            return None
        if not verdict.quotes:
            self._greet(verdict.text)
            return None
        if any(verdict.text == shown.text for shown in self._sentences):
            return None
        self._show(verdict)
        return self._drafted(None)

    def finish(self, failure: FailureKind | None) -> Answer:
        """The whole answer: drafted, drafted and broken off, or extractive with the reason."""
        if self._sentences:
            return self._drafted(failure)
        return extractive_instead(self.extractive, self.texts, self._outcome(failure))

    def _greet(self, text: str) -> None:
        if not self._sentences and len(self._greetings) < 2:
            self._greetings.append(text)

    def _show(self, verified: Verified) -> None:
        numbers = tuple(self._book.cite(quoted.passage, quoted.span) for quoted in verified.quotes)
        self._sentences.append(Sentence(verified.text, numbers))

    def _outcome(self, failure: FailureKind | None) -> Drafting:
        count = self.count
        return Drafting(self.model, self.prompt, count.kept, count.dropped_in_all, failure)

    def _drafted(self, failure: FailureKind | None) -> Answer:
        reader = self.extractive.language
        label = self.texts.say(reader, "lead_drafted")
        lead = tuple(Sentence(text, own_words=True) for text in (label, *self._greetings))
        blocks = [
            AnswerBlock(BlockType.LEAD, reader, lead),
            *(AnswerBlock(BlockType.PARAGRAPH, reader, (sentence,)) for sentence in self._sentences),
        ]
        if failure is not None:
            blocks.append(_notice(self.extractive, self.texts, "draft_incomplete"))
        return replace(
            self.extractive,
            mode=AnswerMode.GENERATED,
            blocks=tuple(blocks),
            citations=self._book.citations,
            drafting=self._outcome(failure),
        )


def extractive_instead(answer: Answer, texts: Texts, outcome: Drafting) -> Answer:
    """The extractive answer under a notice that tells why it is shown."""
    key = "draft_failed" if outcome.failure else "draft_unsupported"
    return replace(answer, blocks=(_notice(answer, texts, key), *answer.blocks), drafting=outcome)


def _notice(answer: Answer, texts: Texts, key: str) -> AnswerBlock:
    words = Sentence(texts.say(answer.language, key), own_words=True)
    return AnswerBlock(BlockType.NOTICE, answer.language, (words,))
