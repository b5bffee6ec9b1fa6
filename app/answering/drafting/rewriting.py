"""A follow-up made self-contained by a model, as far as it only rearranges what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from app.answering.drafting.failures import ModelFailure
from app.answering.drafting.patience import Deadlines, Patience
from app.answering.drafting.prompting import Prompter
from app.answering.replies.orders import is_order
from app.domain.answers import Question, Turn
from app.domain.sources import Language
from app.text.words import content_words, stem

LONGEST_QUESTION = 300
_DEADLINES = Deadlines(connect=3.0, first_token=5.0, silence=3.0, total=8.0)
_FORBIDDEN = re.compile(r"[\[\]{}<>|\\`]|\w+://|\bwww\.|\S@\S")


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Asks once and does not wait long: the deterministic way is as good as there."""

    patience: Patience
    prompter: Prompter

    async def rewrite(self, question: Question, reader: Language) -> str | None:
        """The question as it stands by itself; None where the model does not say, or says anything new."""
        messages = self.prompter.rewrite(question.text, question.history, reader)
        patience = replace(self.patience, deadlines=_DEADLINES, retries=0)
        said = ""
        try:
            async with aclosing(patience.stream(messages, None)) as pieces:
                async for piece in pieces:
                    said += piece
                    if len(said) > 2 * LONGEST_QUESTION:
                        return None
        except ModelFailure:
            return None
        return accepted(said, question.text, question.history)


def accepted(said: str, question: str, history: Sequence[Turn]) -> str | None:
    """The rewritten question, if every content word and number of it was said before; else None."""
    text = said.strip().strip('"“”«»').strip()
    if not text or len(text) > LONGEST_QUESTION or "\n" in text or not text.isprintable():
        return None
    if _FORBIDDEN.search(text) or is_order(text):
        return None
    before = _stems(" ".join((question, *(f"{turn.question} {turn.answer}" for turn in history))))
    new = _stems(text)
    return text if new and new <= before else None


def _stems(text: str) -> frozenset[tuple[str, ...]]:
    """Each content word by its stems in all languages, since a conversation may mix them."""
    return frozenset(tuple(stem(word, language) for language in Language) for word in content_words(text))
