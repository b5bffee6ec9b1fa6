"""A scripted model that drafts rightly: it copies from the passages that it is given, and supports what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.model_replies import (
    AT_ONCE,
    ChatRequest,
    Cut,
    Pace,
    Reply,
    Script,
    Step,
    opening,
    saying,
    streamed,
    token,
    tokens_of,
)

_PASSAGE = re.compile(r"\[(?P<mark>\w+)\] (?P<number>\d+)\n(?P<text>.*?)\n\[/(?P=mark)\]", re.DOTALL)
_WORD = re.compile(r"\w{4,}")
_FIN = Cut()


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the prompt shows it: its number, and a unit a line below the title."""

    number: int
    lines: tuple[str, ...]


def passages_in(request: ChatRequest) -> tuple[Shown, ...]:
    return tuple(
        Shown(int(found["number"]), tuple(found["text"].split("\n")[1:]))
        for found in _PASSAGE.finditer(request.messages[-1][1])
    )


def copying(sentences: int = 3, pace: Pace = AT_ONCE, longest: int = 300) -> Script:
    """Says the lines that share most words with the question, each with its first words as its quote."""

    def draft(request: ChatRequest) -> str:
        question = _PASSAGE.sub("", request.messages[-1][1])
        chosen = _nearest(question, passages_in(request), longest)[:sentences]
        return written(request, [(line, number, " ".join(line.split()[:4])) for number, line in chosen])

    return saying(draft, pace)


def broken_off(after: int, end: Step = _FIN) -> Script:
    """A right draft that ends after so many tokens, or goes on with `end`."""

    def script(request: ChatRequest) -> Reply:
        pieces = tokens_of(right_draft(request))
        return streamed(opening(), *(token(piece) for piece in pieces[:after]), end)

    return script


def right_draft(request: ChatRequest) -> str:
    lines = [
        (line.removeprefix("- "), passage.number, " ".join(line.removeprefix("- ").split()[:4]))
        for passage in passages_in(request)
        for line in passage.lines
        if line.endswith(".") and len(line.split()) > 5
    ]
    return written(request, lines[:2])


def written(request: ChatRequest, sentences: Sequence[tuple[str, int, str]]) -> str:
    """Sentences with the number and the quote they rest on, in the form that the request asks for."""
    if request.structure is None:
        return "".join(f'{text} [{number} "{quote}"]\n' for text, number, quote in sentences)
    listed = [{"text": text, "support": [f"{number} {quote}"]} for text, number, quote in sentences]
    return json.dumps({"sentences": listed}, ensure_ascii=False, separators=(",", ":"))


def _nearest(question: str, passages: Sequence[Shown], longest: int) -> list[tuple[int, str]]:
    """The lines that are sentences, by the number of words they share with the question, then in order."""
    asked = _words(question)
    lines = [
        (passage.number, line.removeprefix("- "))
        for passage in passages
        for line in passage.lines
        if line.endswith(".") and 30 <= len(line) <= longest
    ]
    return sorted(lines, key=lambda found: -len(asked & _words(found[1])))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
