"""What is put before the judge: each given answer, once an aspect."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.sources import Language
from eval.judging.prompts import JudgePrompt
from eval.judging.verdicts import Aspect
from eval.scores import Result


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    aspect: Aspect
    language: Language
    question: str
    answer: str
    quotes: tuple[str, ...]

    def messages(self, prompt: JudgePrompt) -> tuple[str, str]:
        """System and user. Question, answer and quotes stand between marks that they cannot contain: the mark
        is a hash of them, the same each time, so that a verdict can be looked up by what was judged.
        """
        told = (self.question, self.answer, *self.quotes)
        mark = "#" + hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]
        values = {
            "mark": mark,
            "question": self.question,
            "answer": self.answer,
            "quotes": "\n".join(f"[{number}] {quote}" for number, quote in enumerate(self.quotes, start=1)),
        }
        return prompt.fill("system", values), prompt.fill(self.aspect, values)


def items_of(results: Sequence[Result]) -> Iterator[Item]:
    """Two for each answer that was given; a refusal says nothing to judge."""
    for result in results:
        if not result.outcome.answered:
            continue
        for aspect in Aspect:
            yield Item(
                id=result.case.id,
                aspect=aspect,
                language=result.outcome.language or result.case.language,
                question=result.outcome.interpreted_question or result.case.question,
                answer=result.outcome.text,
                quotes=tuple(cited.quote for cited in result.outcome.citations),
            )
