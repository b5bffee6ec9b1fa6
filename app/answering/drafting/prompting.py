"""From passages and a question to the messages that a model gets. A source's text is data in them, never more."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from app.answering.drafting.projection import smoothed
from app.answering.drafting.prompts import Prompt, Prompts, Task
from app.domain.answers import Turn
from app.domain.passages import Passage
from app.domain.sources import Language, UnitKind
from app.text.personal_data import mask

_ADDRESS = re.compile(r"\w+://\S+|\bwww\.\S+|\bmailto:\S+|\S+@\S+\.\w+")
_LONGEST_PASSAGE = 4_000
_LONGEST_TURN = 1_000
_MOST_TURNS = 4


class Form(StrEnum):
    """How sentences are asked for: as a JSON object of a fixed schema, or one a line."""

    JSON = "json"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Messages:
    """`prompt` is the id and version of the prompt they were made with."""

    system: str
    user: str
    prompt: str


def _new_mark() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Prompter:
    """`new_mark` makes a text that nobody can foresee, for each request another one."""

    prompts: Prompts
    name: str
    new_mark: Callable[[], str] = field(default=_new_mark)

    def draft(self, question: str, passages: Sequence[Passage], reader: Language, form: Form) -> Messages:
        prompt = self.prompts.of(Task.ANSWER, reader)
        opening, closing = self._marks()
        shown = "\n\n".join(
            f"{opening} {number}\n{_passage_text(passage)}\n{closing}"
            for number, passage in enumerate(passages, start=1)
        )
        values = {
            "name": self.name,
            "form": prompt.parts[form],
            "passages": shown,
            "question": _private(question),
        }
        return _messages(prompt, values | {"open": opening, "close": closing})

    def rewrite(self, question: str, history: Sequence[Turn], reader: Language) -> Messages:
        prompt = self.prompts.of(Task.REWRITE, reader)
        opening, closing = self._marks()
        turns = "\n".join(
            f"{opening}\n{_private(turn.question)}\n{_private(turn.answer)[:_LONGEST_TURN]}\n{closing}"
            for turn in history[-_MOST_TURNS:]
        )
        values = {"conversation": turns, "question": _private(question)}
        return _messages(prompt, values | {"open": opening, "close": closing})

    def _marks(self) -> tuple[str, str]:
        """Square brackets, which `smoothed` leaves in no text, around what cannot be foreseen."""
        mark = self.new_mark()
        return f"[{mark}]", f"[/{mark}]"


def _messages(prompt: Prompt, values: dict[str, str]) -> Messages:
    return Messages(
        system=prompt.fill("system", values),
        user=prompt.fill("user", values),
        prompt=f"{prompt.id}@{prompt.version}",
    )


def _passage_text(passage: Passage) -> str:
    """Title and headings, the lead-in, then a unit a line."""
    chunk = passage.chunk
    text = passage.document.text
    above = " – ".join((passage.source.title, *chunk.headings))
    lines = [above]
    if chunk.lead_in is not None and not chunk.span.covers(chunk.lead_in):
        lines.append(chunk.lead_in.of(text))
    for unit in chunk.units:
        marker = "- " if unit.kind is UnitKind.ITEM else ""
        if unit.kind is not UnitKind.HEADING:
            lines.append(f"{marker}{unit.span.of(text)}")
    return "\n".join(map(_safe_line, lines))[:_LONGEST_PASSAGE]


@lru_cache(maxsize=10_000)
def _safe_line(line: str) -> str:
    """Of a source, whose best lines many questions share. What a person typed is never kept so."""
    return _safe(line)


def _safe(text: str) -> str:
    """Without invisible characters, square brackets and addresses, on one line."""
    return smoothed(_ADDRESS.sub("(…)", text))


def _private(text: str) -> str:
    """What a person typed, without personal data as well."""
    return _safe(mask(text))
