"""Tokens gathered into pieces: what cannot end a sentence waits for what comes after it, for a moment at most.

A reader sees whole sentences only, and what is done for a piece costs five times what is done for a token.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from typing import TypedDict, cast

from app.answering.drafting.failures import ResponseTooLarge
from app.answering.drafting.reading import may_end_sentence

LONGEST_HELD = 0.2  # seconds; a deadline that counts from the last piece may be so much early
_SAID_BY_ALL = ("role", "content")  # some servers repeat the role with every token


class _Delta(TypedDict):
    content: str


class _Choice(TypedDict):
    delta: _Delta


class Token(TypedDict):
    """Of an event that says text and nothing else, what is looked at."""

    choices: list[_Choice]


async def gathered(
    events: AsyncIterable[object], most: int, clock: Callable[[], float] = time.monotonic
) -> AsyncGenerator[object, None]:
    """OpenAI's chunks, the same text in fewer of them, each like the last of those it stands for; what is no mere
    text stays as it is.

    Nothing is held that may end a sentence, nor the first text. What is held when the stream breaks is lost: no
    sentence of it was whole. `clock` is monotonic, in seconds. Raises `ResponseTooLarge` after `most` of them.
    """
    held: list[str] = []
    last: Token | None = None
    due = clock()
    received = 0
    async for event in events:
        received += 1
        if received > most:
            raise ResponseTooLarge("more tokens than were asked for")
        token = _mere_text(event)
        if token is None:
            if last is not None:
                yield _saying(held, last)
                held, last = [], None
            yield event
            continue
        text, last = token["choices"][0]["delta"]["content"], token
        held.append(text)
        if may_end_sentence(text) or clock() >= due:
            yield _saying(held, last)
            held, last, due = [], None, clock() + LONGEST_HELD
    if last is not None:
        yield _saying(held, last)


def _mere_text(event: object) -> Token | None:
    match event:
        case {"choices": [{"delta": {"content": str(text)} as delta} as choice]} if (
            text
            and choice.get("finish_reason") is None
            and all(value is None for name, value in delta.items() if name not in _SAID_BY_ALL)
        ):
            return cast("Token", event)
    return None


def _saying(texts: list[str], token: Token) -> Token:
    token["choices"][0]["delta"]["content"] = "".join(texts)
    return token
