"""Drafted answers through the front doors: sentence by sentence as they are verified, and no work for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import anyio
import httpx
import pytest
from mcp import Client
from openai import OpenAI

from app.answering.drafting.patience import Deadlines
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.passages import Retriever
from app.domain.sources import Language
from app.mcp_server.server import build_server
from app.mcp_server.tools import read_only_tools
from app.settings import load_settings
from app.web.schemas import AnswerOut
from app.web.server import create_app
from app.web.workers import Workers
from tests.drafter import copying
from tests.drafting import drafting_with, hash_index, willing
from tests.fakes import FakeConversations, fake_library
from tests.faulty_service import leave
from tests.model_replies import SSE_TYPE, ChatRequest, Reply, Script, Silence
from tests.scripted_model import ScriptedModel, scripted_model
from tests.served import served

PATIENT = Deadlines(connect=5.0, first_token=30.0, silence=30.0, total=60.0)
QUESTION = "Vilka råd ger Louise Bringselius?"
ASKED = {"question": QUESTION}
CHAT = {"model": "tilda", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return hash_index(tmp_path_factory.mktemp("web-drafting"))


@pytest.fixture(scope="module")
def extractive(retriever: Retriever) -> ExtractiveAnswerer:
    return willing(retriever)


@contextmanager
def service(
    script: Script, extractive: ExtractiveAnswerer, retriever: Retriever
) -> Iterator[tuple[str, ScriptedModel]]:
    """A service that drafts with a scripted model, and that model."""
    with scripted_model(script) as model:
        answerer = drafting_with(model.base_url, extractive, PATIENT)
        app = create_app(
            answerer, retriever, fake_library(), FakeConversations(), load_settings(), lambda: True
        )
        with served(app) as url:
            yield url, model


def falling_silent(request: ChatRequest) -> Reply:
    """Says a first sentence and half of the second, and then nothing more."""
    steps = copying(sentences=2)(request).steps
    return Reply((*steps[: int(len(steps) * 0.8)], Silence()), content_type=SSE_TYPE)


def test_a_sentence_is_shown_before_the_model_has_finished(
    extractive: ExtractiveAnswerer, retriever: Retriever
) -> None:
    with service(falling_silent, extractive, retriever) as (url, model):
        with httpx.stream("POST", f"{url}/api/v1/answers", json=ASKED, headers=EVENTS) as response:
            names = (line for line in response.iter_lines() if line.startswith("event:"))
            shown = [next(names).removeprefix("event: ") for _ in range(4)]
            is_still_talking = not model.exchanges[0].over.is_set()
        model.exchanges[0].wait(2)

    assert shown == ["meta", "block", "citation", "block"]
    assert is_still_talking


def test_a_chat_front_end_gets_it_as_early(extractive: ExtractiveAnswerer, retriever: Retriever) -> None:
    with service(falling_silent, extractive, retriever) as (url, model):
        with (
            OpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0, timeout=10) as client,
            client.chat.completions.create(
                model="tilda", messages=[{"role": "user", "content": QUESTION}], stream=True
            ) as stream,
        ):
            cited = next(
                chunk for chunk in stream if "annotations" in (chunk.choices[0].delta.model_extra or {})
            )
            is_still_talking = not model.exchanges[0].over.is_set()
        model.exchanges[0].wait(2)

    assert "[1]" in (cited.choices[0].delta.content or "")
    assert is_still_talking


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/api/v1/answers", ASKED, EVENTS),
        ("/api/v1/answers", ASKED, {}),
        ("/v1/chat/completions", CHAT, {}),
        ("/v1/chat/completions", CHAT | {"stream": False}, {}),
    ],
    ids=["events", "JSON", "chunks", "completion"],
)
def test_the_model_is_left_alone_when_nobody_waits_any_more(
    extractive: ExtractiveAnswerer,
    retriever: Retriever,
    path: str,
    body: dict[str, object],
    headers: dict[str, str],
) -> None:
    with service(falling_silent, extractive, retriever) as (url, model):
        leave(url, path, body, headers, when=lambda: bool(model.exchanges and model.exchanges[0].sent))
        exchange = model.exchanges[0].wait(2)

    assert exchange.client_left


def test_a_chat_completion_says_the_same_whole_and_streamed(
    extractive: ExtractiveAnswerer, retriever: Retriever
) -> None:
    with (
        service(copying(), extractive, retriever) as (url, _),
        OpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0, timeout=10) as client,
    ):
        messages = CHAT["messages"]
        whole = client.chat.completions.create(model="tilda", messages=messages)  # type: ignore[call-overload]
        chunks = client.chat.completions.create(model="tilda", messages=messages, stream=True)  # type: ignore[call-overload]
        streamed = list(chunks)

    content = "".join(chunk.choices[0].delta.content or "" for chunk in streamed)
    assert whole.tilda["mode"] == streamed[0].tilda["mode"] == "generated"
    assert whole.tilda["drafting"] == streamed[-1].tilda["drafting"]
    assert whole.tilda["drafting"]["complete"] and whole.tilda["drafting"]["kept"] > 0
    assert whole.choices[0].message.content == content
    assert whole.choices[0].message.annotations
    for annotation in whole.choices[0].message.annotations:
        cited = annotation.url_citation
        assert content[cited.start_index : cited.end_index] in cited.quote


def test_an_assistant_gets_a_drafted_answer(extractive: ExtractiveAnswerer, retriever: Retriever) -> None:
    async def ask(base_url: str) -> AnswerOut:
        answerer = drafting_with(base_url, extractive, PATIENT)
        tools = read_only_tools(answerer, retriever, Workers(1), None)
        async with Client(build_server("Tilda", tools, Language.SV)) as client:
            result = await client.call_tool("answer", ASKED)
            return AnswerOut.model_validate(result.structured_content)

    with scripted_model(copying()) as model:
        answer = anyio.run(ask, model.base_url)

    assert answer.mode == "generated"
    assert answer.drafting is not None and answer.drafting.kept == len(answer.citations) > 0


def test_more_answers_are_drafted_at_once_than_there_are_threads(
    extractive: ExtractiveAnswerer, retriever: Retriever
) -> None:
    """All wait for the model, none for another one: it falls silent in every stream."""
    streams = 20

    async def ask_all(url: str, model: ScriptedModel) -> None:
        async with httpx.AsyncClient(timeout=30) as client, anyio.create_task_group() as group:

            async def ask() -> None:
                async with client.stream(
                    "POST", f"{url}/api/v1/answers", json=ASKED, headers=EVENTS
                ) as response:
                    lines = response.aiter_lines()  # kept: the connection ends with it
                    while not (await anext(lines)).startswith("event: citation"):
                        pass
                    arrived.append(response.status_code)
                    await everybody.wait()

            arrived: list[int] = []
            everybody = anyio.Event()
            for _ in range(streams):
                group.start_soon(ask)
            with anyio.fail_after(30):
                while len(arrived) < streams:
                    await anyio.sleep(0.02)
            assert not any(exchange.over.is_set() for exchange in model.exchanges)
            everybody.set()

    with service(falling_silent, extractive, retriever) as (url, model):
        anyio.run(ask_all, url, model)
        for exchange in model.exchanges:
            exchange.wait(2)

    assert len(model.exchanges) == streams
