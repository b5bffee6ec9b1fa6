"""The prompts, read from `prompts/` and checked once at the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.errors import InvalidPrompts
from app.domain.sources import Language

PROMPTS_FOLDER = Path(__file__).resolve().parents[3] / "prompts"

_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^# (\w+)\n", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


class Task(StrEnum):
    ANSWER = "answer"
    REWRITE = "rewrite"


_PLACEHOLDERS = {
    Task.ANSWER: frozenset(("name", "form", "open", "close", "passages", "question")),
    Task.REWRITE: frozenset(("open", "close", "conversation", "question")),
}
_PARTS = {
    Task.ANSWER: frozenset(("system", "user", "json", "lines")),
    Task.REWRITE: frozenset(("system", "user")),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One file. `parts` are its texts by name, placeholders still in them."""

    id: str
    version: int
    parts: Mapping[str, str]

    def fill(self, part: str, values: Mapping[str, str]) -> str:
        """The part with its placeholders filled in one pass: what is filled in is never filled again."""
        return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), self.parts[part])


@dataclass(frozen=True, slots=True)
class Prompts:
    by_task: Mapping[tuple[Task, Language], Prompt]

    def of(self, task: Task, language: Language) -> Prompt:
        return self.by_task[task, language]


def load_prompts(folder: Path = PROMPTS_FOLDER) -> Prompts:
    """All prompts; raises `InvalidPrompts` with every fault of every file."""
    found: dict[tuple[Task, Language], Prompt] = {}
    faults: list[str] = []
    for task in Task:
        for language in Language:
            path = folder / f"{task}.{language}.md"
            try:
                found[task, language] = _read(path, task)
            except OSError:
                faults.append(f"{path.name}: cannot be read; restore it from the release")
            except ValueError as fault:
                faults.append(f"{path.name}: {fault}")
    if faults:
        raise InvalidPrompts(tuple(faults))
    return Prompts(found)


def _read(path: Path, task: Task) -> Prompt:
    match = _FILE.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError("expected front matter between two lines of ---")
    pairs = (line.partition(":") for line in match["head"].splitlines())
    head = {key.strip(): value.strip() for key, _, value in pairs}
    if head.keys() != {"id", "version", "placeholders"}:
        raise ValueError("front matter: expected id, version and placeholders, nothing else")
    if head["id"] != path.stem:
        raise ValueError(f"id: expected {path.stem}")
    if not head["version"].isdigit():
        raise ValueError("version: expected a whole number")
    _, *pieces = _PART.split(match["body"])
    parts = {name: text.strip() for name, text in zip(pieces[::2], pieces[1::2], strict=True)}
    _check_parts(task, parts)
    _check_placeholders(task, head["placeholders"], parts)
    return Prompt(head["id"], int(head["version"]), parts)


def _check_parts(task: Task, parts: Mapping[str, str]) -> None:
    if missing := _PARTS[task] - parts.keys():
        raise ValueError(
            f"lacks the part{'s' * (len(missing) > 1)} {', '.join(f'# {one}' for one in sorted(missing))}"
        )
    if unknown := parts.keys() - _PARTS[task]:
        raise ValueError(f"# {min(unknown)} is no part of a prompt of this task")


def _check_placeholders(task: Task, declared: str, parts: Mapping[str, str]) -> None:
    named = {name.strip() for name in declared.split(",")}
    used = {name for text in parts.values() for name in _PLACEHOLDER.findall(text)}
    for name in sorted(_PLACEHOLDERS[task]):
        if name not in used:
            raise ValueError(f"lacks the placeholder {{{name}}}")
        if name not in named:
            raise ValueError(f"placeholders: does not name {name}")
    if unknown := (named | used) - _PLACEHOLDERS[task]:
        raise ValueError(f"{{{min(unknown)}}} is no placeholder of this task")
