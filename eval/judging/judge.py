"""Asks the judge, several times each, and remembers every reply."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from eval.judging.items import Item
from eval.judging.prompts import JudgePrompt
from eval.judging.verdicts import Aspect, Opinion, Verdict, parse_verdict

REPEATS = 5


class JudgeModel(Protocol):
    """A language model at temperature 0. `name` pins it."""

    @property
    def name(self) -> str: ...

    def reply(self, system: str, user: str) -> str:
        """Raises `JudgeFailed` when there is none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One opinion, and what it depends on."""

    id: str
    aspect: Aspect
    replies: tuple[Verdict | None, ...]
    model: str
    prompt_sha256: str

    @property
    def opinion(self) -> Opinion:
        return Opinion(self.replies)


class Replies:
    """Replies by the hash of all that they depend on; each is on disk before the next is asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Verdict | None] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").split("\n"):
                self._take(line)

    def _take(self, line: str) -> None:
        """A line that was torn by an interruption is asked for again."""
        try:
            record = json.loads(line)
            self._known[str(record["key"])] = Verdict(record["verdict"]) if record["verdict"] else None
        except (ValueError, KeyError, TypeError):
            return

    def get(self, key: str, ask: Callable[[], Verdict | None]) -> Verdict | None:
        if key not in self._known:
            self._known[key] = ask()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "verdict": self._known[key]}) + "\n")
        return self._known[key]


def judge_all(
    items: Sequence[Item],
    model: JudgeModel,
    prompt_for: Callable[[Item], JudgePrompt],
    known: Replies,
    repeats: int = REPEATS,
) -> Iterator[Judged]:
    for item in items:
        prompt = prompt_for(item)
        system, user = item.messages(prompt)
        ask = partial(_verdict, model, system, user)
        keys = (_key(model.name, prompt.sha256, system, user, str(repeat)) for repeat in range(repeats))
        replies = tuple(known.get(key, ask) for key in keys)
        yield Judged(item.id, item.aspect, replies, model.name, prompt.sha256)


def _verdict(model: JudgeModel, system: str, user: str) -> Verdict | None:
    return parse_verdict(model.reply(system, user))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
