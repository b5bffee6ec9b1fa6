"""Questions to the evaluator and what was answered, kept so that an interruption loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")


class InputEnded(Exception):
    """There is nobody left to answer: the end of a pipe, or Ctrl-D."""


class Dialogue(Protocol):
    def ask(self, prompt: str) -> str:
        """One line, stripped. Raises `InputEnded`."""

    def tell(self, text: str) -> None: ...


def ask_until(dialogue: Dialogue, prompt: str, parse: Callable[[str], T]) -> T:
    """Asks again, with the reason, as long as `parse` raises `ValueError`."""
    while True:
        try:
            return parse(dialogue.ask(prompt))
        except ValueError as fault:
            dialogue.tell(f"  {fault}")


class Journal:
    """Implements `Dialogue` over another: first gives the answers of an interrupted session, then asks.

    Every answer is in the file before the next question. The same questions in the same order are asked of
    the same index, so the answers fit again; another index has other passages, and its journal is another.
    """

    def __init__(self, inner: Dialogue, file: Path, generation: str) -> None:
        self._inner = inner
        self._file = file
        self._generation = generation
        self._kept: list[str] = []
        self._replayed = 0

    def resume(self) -> int:
        """Takes up what an interrupted session left; returns how many answers that is."""
        try:
            lines = self._file.read_text(encoding="utf-8").split("\n")
            generation, *answers = [str(json.loads(line)) for line in lines if line]
        except (OSError, ValueError):
            return 0
        self._kept = answers if generation == self._generation else []
        return len(self._kept)

    def forget(self) -> None:
        self._kept = []
        self._replayed = 0
        self._file.unlink(missing_ok=True)

    def ask(self, prompt: str) -> str:
        if self._replayed < len(self._kept):
            answer = self._kept[self._replayed]
            self._inner.tell(f"{prompt}{answer}")
        else:
            answer = self._inner.ask(prompt)
            self._kept.append(answer)
            self._write(self._kept)
        self._replayed += 1
        return answer

    def tell(self, text: str) -> None:
        self._inner.tell(text)

    def _write(self, answers: Sequence[str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(one, ensure_ascii=False) for one in (self._generation, *answers))
        unfinished = self._file.with_name(self._file.name + ".tmp")
        unfinished.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        unfinished.replace(self._file)
