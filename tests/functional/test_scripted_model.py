"""The scripted endpoint does what the tests that lean on it believe it does, as the official client sees it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import openai
import pytest
from langchain_openai import ChatOpenAI
from openai import OpenAI
from openai.types.chat import ChatCompletionUserMessageParam
from pydantic import BaseModel

from tests.model_faults import BROKEN_STREAMS, ENDLESS, LOST, REFUSALS, SLOW, WRONG_BODIES
from tests.model_replies import (
    Pace,
    Reply,
    Script,
    always,
    in_turn,
    one_byte_each,
    refusing,
    saying,
    split_at,
)
from tests.model_requests import read_chat_request
from tests.scripted_model import KEY, MODEL, ScriptedModel, scripted_model, unreachable_url

SAID = "Tillit är bättre än kontroll; få mål når længre på øya."
MESSAGES: tuple[ChatCompletionUserMessageParam, ...] = ({"role": "user", "content": "Vad är tillit?"},)


class Drafted(BaseModel):
    """One sentence."""

    sentence: str


def client_of(model: ScriptedModel, key: str = KEY) -> OpenAI:
    return OpenAI(base_url=model.base_url, api_key=key, max_retries=0, timeout=5)


def ask(model: ScriptedModel, key: str = KEY) -> str:
    with client_of(model, key) as client:
        reply = client.chat.completions.create(model=MODEL, messages=MESSAGES)
    return str(reply.choices[0].message.content)


def streamed_words(model: ScriptedModel) -> Iterator[str]:
    with client_of(model) as client:
        stream = client.chat.completions.create(model=MODEL, messages=MESSAGES, stream=True)
        with stream:
            for chunk in stream:
                yield chunk.choices[0].delta.content or ""


def test_it_says_whole_and_streamed_what_the_script_says() -> None:
    with scripted_model(saying(SAID)) as model:
        assert ask(model) == SAID
        assert "".join(streamed_words(model)) == SAID

    assert [request.is_streamed for request in model.requests] == [False, True]
    assert model.requests[0].messages == (("user", "Vad är tillit?"),)
    assert [exchange.client_left for exchange in model.exchanges] == [False, False]


# langchain-openai's own model of the parsed message does not fit what it puts there.
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")
@pytest.mark.parametrize("method", ["json_schema", "function_calling"])
@pytest.mark.parametrize("is_streamed", [False, True])
def test_it_gives_structured_output_the_way_it_was_asked_for(method: str, is_streamed: bool) -> None:
    with scripted_model(saying('{"sentence": "Tillit är bra."}')) as model:
        chat = ChatOpenAI(model=MODEL, base_url=model.base_url, api_key=KEY, max_retries=0)  # type: ignore[arg-type]
        drafting = chat.with_structured_output(Drafted, method=method)  # type: ignore[arg-type]
        drafted = list(drafting.stream("?"))[-1] if is_streamed else drafting.invoke("?")

    assert drafted == Drafted(sentence="Tillit är bra.")
    assert model.requests[0].structure == {"json_schema": "json_schema", "function_calling": "tool"}[method]


def test_every_split_of_the_byte_stream_arrives_as_it_was_cut() -> None:
    reply = _reply(saying("Få når øya."))
    whole = b"".join(step for step in reply.steps if isinstance(step, bytes))
    offsets = range(1, len(whole), 5)
    scripts = [always(split_at(reply, offset)) for offset in offsets]

    with scripted_model(in_turn(*scripts)) as model, httpx.Client() as client:
        for offset in offsets:
            with client.stream("POST", f"{model.base_url}/chat/completions", json={}) as response:
                assert tuple(response.iter_raw()) == (whole[:offset], whole[offset:])


def test_a_stream_arrives_byte_by_byte() -> None:
    with scripted_model(lambda _: one_byte_each(_reply(saying("Få når øya.")))) as model:
        assert "".join(streamed_words(model)) == "Få når øya."


def test_tokens_come_at_their_pace() -> None:
    began = time.monotonic()
    with scripted_model(saying("en två tre fyra", Pace(first=0.1, per_second=50))) as model:
        words = streamed_words(model)
        next(words)
        arrived = [(next(words), time.monotonic() - began) for _ in range(4)]

    assert [word for word, _ in arrived] == ["en", " två", " tre", " fyra"]
    assert arrived[0][1] >= 0.1
    assert arrived[-1][1] >= 0.1 + 3 / 50


def test_a_key_is_asked_for() -> None:
    with scripted_model(saying(SAID), key=KEY) as model:
        assert ask(model) == SAID
        with pytest.raises(openai.AuthenticationError):
            ask(model, key="sk-wrong")


def test_it_refuses_and_then_answers() -> None:
    with scripted_model(in_turn(refusing(429, retry_after="7"), saying(SAID))) as model:
        with pytest.raises(openai.RateLimitError) as refused:
            ask(model)
        assert ask(model) == SAID

    assert refused.value.response.headers["retry-after"] == "7"


@pytest.mark.parametrize("script", [*SLOW.values(), *ENDLESS.values()], ids=[*SLOW, *ENDLESS])
def test_it_notices_when_a_client_leaves(script: Script) -> None:
    with scripted_model(script) as model:
        with (
            suppress(httpx.ReadTimeout),
            httpx.Client(timeout=httpx.Timeout(10, read=0.1)) as client,
            client.stream("POST", f"{model.base_url}/chat/completions", json={"stream": True}) as response,
        ):
            next(response.iter_raw())
        gone = model.first_exchange().wait(10)

    assert gone.client_left


@pytest.mark.parametrize("script", [*LOST.values(), *REFUSALS.values()], ids=[*LOST, *REFUSALS])
def test_what_is_lost_or_refused_is_an_error_to_the_client(script: Script) -> None:
    with scripted_model(script) as model, pytest.raises((openai.APIError, httpx.TransportError)):
        list(streamed_words(model))


@pytest.mark.parametrize(
    "script", [*WRONG_BODIES.values(), *BROKEN_STREAMS.values()], ids=[*WRONG_BODIES, *BROKEN_STREAMS]
)
def test_what_is_wrong_ends_by_itself(script: Script) -> None:
    with scripted_model(script) as model:
        response = httpx.post(f"{model.base_url}/chat/completions", json={"stream": True}, timeout=5)

    assert response.status_code in (200, 307)


def test_nobody_listens_at_the_unreachable_url() -> None:
    with unreachable_url() as url, pytest.raises(httpx.ConnectError):
        httpx.get(url)


def _reply(script: Script) -> Reply:
    return script(read_chat_request("/v1/chat/completions", {}, b'{"stream": true}'))
