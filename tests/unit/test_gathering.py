"""Tokens become fewer pieces of the same text, and no sentence waits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import anyio
import pytest

from app.answering.drafting.failures import ResponseTooLarge
from app.answering.drafting.gathering import LONGEST_HELD, gathered
from app.answering.drafting.reading import DraftReader, Read

LINES_DRAFT = 'Tillit är bra. [1 "är bra"]\nØl. [2 «Øl»]\n'
JSON_DRAFT = '{"sentences":[{"text":"Øl på ön.","support":[{"passage":1,"quote":"på"}]},{"text":"Ja."}]}'


def token(text: str, **more: object) -> dict[str, object]:
    delta = {"content": text, **more}
    return {"id": "1", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}


def gather(events: Sequence[object], apart: float = 0.0, most: int = 1_000) -> list[object]:
    """What is handed on of events that come `apart` seconds after one another."""
    now = 0.0

    async def arriving() -> AsyncIterator[object]:
        nonlocal now
        for event in events:
            now += apart
            yield event

    async def collect() -> list[object]:
        return [event async for event in gathered(arriving(), most, lambda: now)]

    return anyio.run(collect)


def texts_of(events: Sequence[object]) -> list[str]:
    return [
        event["choices"][0]["delta"]["content"]  # type: ignore[index]
        for event in events
    ]


def test_the_first_text_is_handed_on_at_once_and_the_rest_in_one() -> None:
    assert texts_of(gather(list(map(token, "abcde")))) == ["a", "bcde"]


def test_nothing_is_held_longer_than_a_moment() -> None:
    handed_on = texts_of(gather(list(map(token, "abcdefghi")), apart=LONGEST_HELD / 3.5))

    assert handed_on == ["a", "bcde", "fghi"]


def test_what_comes_slowly_is_never_held() -> None:
    assert texts_of(gather(list(map(token, "abc")), apart=LONGEST_HELD)) == ["a", "b", "c"]


@pytest.mark.parametrize("text", [JSON_DRAFT, LINES_DRAFT])
@pytest.mark.parametrize("length", range(1, 9))
def test_every_sentence_is_there_with_its_last_token(text: str, length: int) -> None:
    """Counted before the next token comes: it may be long in coming."""
    at_once, gathered_first = DraftReader(), DraftReader()
    read: list[Read] = []

    async def arriving() -> AsyncIterator[object]:
        expected: list[Read] = []
        for at in range(0, len(text), length):
            expected += at_once.feed(text[at : at + length])
            yield token(text[at : at + length])
            assert read == expected

    async def hear() -> None:
        async for event in gathered(arriving(), 1_000, lambda: 0.0):
            read.extend(gathered_first.feed(*texts_of([event])))

    anyio.run(hear)
    assert len(read) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"choices": []},
        {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        {"choices": [{"delta": {"content": "x"}, "finish_reason": "length"}]},
        {"choices": [{"delta": None}]},
        token(""),
        token("x", tool_calls=[{"index": 0}]),
        token("x", reasoning_content="hm"),
        {"choices": [{"delta": {"content": "x"}}, {"delta": {"content": "y"}}]},
        {"id": "2"},
        "no object",
    ],
)
def test_what_is_no_mere_text_is_handed_on_as_it_is_and_in_its_place(other: object) -> None:
    handed_on = gather([token("a"), token("b"), token("c"), other, token("d")])

    assert handed_on == [token("a"), token("bc"), other, token("d")]


def test_a_role_with_every_token_and_empty_fields_are_mere_text() -> None:
    events = [token(text, role="assistant", reasoning_content=None) for text in "abc"]

    assert texts_of(gather(events)) == ["a", "bc"]


def test_more_tokens_than_were_asked_for_are_too_many() -> None:
    assert len(gather([token("a")] * 5, most=5)) == 2
    with pytest.raises(ResponseTooLarge):
        gather([token("a")] * 6, most=5)
