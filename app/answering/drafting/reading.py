"""What a model streams, read sentence by sentence: a JSON object of sentences, or one sentence a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.answering.drafting.draft import DraftSentence, Support

LONGEST_LINE = 8_000
_ENDS = ("}", "]", "\n")
_MARK = "[\"“”„«»']"
_SUPPORT = re.compile(rf"\s*\[\s*(\d{{1,3}})\s*[:,]?\s*{_MARK}([^\n]{{1,2000}}?){_MARK}\s*\]")
_NUMBERED = re.compile(
    rf"\s*(?P<number>\d{{1,3}})[\s:,.]+(?:{_MARK}(?P<marked>.+){_MARK}|(?P<bare>.+?))\s*", re.DOTALL
)
_FENCE = re.compile(r"^\s*```\w*\s*$")
_THOUGHT = re.compile(r"^\s*<(/?)think>\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


class _Sentence(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    text: Annotated[str, Field(max_length=4_000)]
    support: Annotated[
        tuple[Annotated[str, Field(max_length=4_000)], ...], Field(max_length=50, strict=False)
    ] = ()


# What a provider with structured output is asked for: exactly what `_Sentence` reads. A support is a text,
# "2 the quote", since every further key would keep the reader waiting for a first sentence some tokens longer.
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "support": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["text", "support"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}

Read = DraftSentence | None  # None: something was said that cannot be read


def may_end_sentence(piece: str) -> bool:
    """Whether a whole sentence more may be there with this piece of a draft; a piece that cannot may come later."""
    return any(end in piece for end in _ENDS)


class DraftReader:
    """Takes the text in pieces of any size; gives each sentence as soon as its last character is there.

    The first character decides: with a brace begins JSON, with anything else the line format
    `Sentence. [2 "quote"] [3 "quote"]`.
    """

    def __init__(self) -> None:
        self._text = ""
        self._objects: _Objects | None = None
        self._has_begun = False
        self._is_thought = False

    def feed(self, piece: str) -> Iterator[Read]:
        self._text += piece
        if not self._has_begun:
            self._text = _without_fence(self._text)
            if not self._text.strip() or self._may_be_fence():
                return
            self._has_begun = True
            if self._text.lstrip().startswith("{"):
                self._objects = _Objects()
        if self._objects is not None:
            fresh, self._text = self._text, ""
            yield from map(_from_json, self._objects.feed(fresh))
            return
        *lines, self._text = self._text.split("\n")
        for line in lines:
            yield from self._from_line(line)
        if len(self._text) > LONGEST_LINE:
            self._text = ""
            yield None

    def _may_be_fence(self) -> bool:
        begun = self._text.lstrip()
        return begun.startswith("`") and "\n" not in begun and len(begun) < 20

    def finish(self, is_whole: bool) -> Iterator[Read]:
        """What is left. A draft that broke off may have lost a sentence's end, so that sentence is not read."""
        if self._objects is not None:
            if self._objects.is_open:
                yield None
        elif self._text.strip():
            yield from self._from_line(self._text) if is_whole else (None,)
        self._text = ""

    def _from_line(self, line: str) -> Iterator[Read]:
        """What a model thinks aloud, between tags on lines of their own, is no part of the draft."""
        if tag := _THOUGHT.match(line):
            self._is_thought = not tag[1]
        elif not self._is_thought:
            yield from _from_line(line)


class _Objects:
    """Finds the objects in the array of the outermost object, whatever is inside their strings."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._is_string = self._is_escaped = False
        self._found: list[str] = []
        self._length = 0

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def feed(self, text: str) -> Iterator[str]:
        for character in text:
            inside = len(self._open) >= 3
            if self._is_string:
                ends = character == '"' and not self._is_escaped
                self._is_escaped = character == "\\" and not self._is_escaped
                self._is_string = not ends
            elif character == '"':
                self._is_string = True
            elif character in "{[":
                self._open.append(character)
                inside = len(self._open) >= 3
            elif character in "}]" and self._open:
                self._open.pop()
            if inside and self._length <= LONGEST_LINE:
                self._found.append(character)
                self._length += 1
            if inside and len(self._open) < 3:
                yield "".join(self._found)
                self._found, self._length = [], 0


def _from_json(text: str) -> Read:
    try:
        sentence = _Sentence.model_validate_json(text)
    except ValidationError:
        return None
    numbered = [_NUMBERED.fullmatch(one) for one in sentence.support]
    supports = tuple(Support(int(one["number"]), one["marked"] or one["bare"]) for one in numbered if one)
    return DraftSentence(sentence.text, supports) if len(supports) == len(numbered) else None


def _from_line(line: str) -> Iterator[Read]:
    if not line.strip() or _FENCE.match(line):
        return
    first = _SUPPORT.search(line)
    if first is None:
        yield DraftSentence(_BULLET.sub("", line).strip())
        return
    text, rest = line[: first.start()], line[first.start() :]
    supports = tuple(Support(int(number), quote) for number, quote in _SUPPORT.findall(rest))
    is_read = not _SUPPORT.sub("", rest).strip(" .\r\t")
    yield DraftSentence(_BULLET.sub("", text).strip(), supports) if is_read and text.strip() else None


def _without_fence(text: str) -> str:
    """Models like to open with a code fence, which says nothing."""
    head, newline, rest = text.lstrip().partition("\n")
    return rest if newline and _FENCE.match(head) else text
