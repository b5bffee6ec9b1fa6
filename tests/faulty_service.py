"""Questions over HTTP to a service whose model fails as a script says, and what came of each."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import anyio
import httpx

from app.answering.drafting.patience import Deadlines
from app.answering.pipeline import ExtractiveAnswerer
from app.messages import load_texts
from app.web.schemas import AnswerOut
from tests.drafting import drafting_with
from tests.fakes import FakeConversations
from tests.model_replies import ChatRequest, Script
from tests.scripted_model import Exchange, ScriptedModel, scripted_model
from tests.served import served
from tests.web import SSE, make_app

_AT_ONCE = 16
_NUMBER = re.compile(r"i fall (\d+)\?")
_NOTICES = load_texts("answers")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as a client got it; `seconds` until its last byte."""

    status: int
    text: str
    answer: AnswerOut
    seconds: float

    @property
    def notices(self) -> list[str]:
        return [item.text for block in self.answer.blocks if block.type == "notice" for item in block.items]

    def says(self, key: str) -> bool:
        return _NOTICES.say(self.answer.language, key) in self.notices


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked of one faulty model in both ways, what was kept of it, and what the model saw."""

    question: str
    whole: Told
    streamed: Told
    kept: AnswerOut
    exchanges: list[Exchange]


@contextmanager
def service(
    script: Script, extractive: ExtractiveAnswerer, deadlines: Deadlines, seats: int = 1_000
) -> Iterator[tuple[str, ScriptedModel, FakeConversations]]:
    conversations = FakeConversations()
    with scripted_model(script) as model:
        answerer = drafting_with(model.base_url, extractive, deadlines, seats=seats)
        with served(make_app(answerer, conversations=conversations)) as url:
            yield url, model, conversations


async def ask(
    client: httpx.AsyncClient, url: str, question: str, conversation: str, is_streamed: bool
) -> Told:
    began = time.monotonic()
    body = {"question": question, "conversation": conversation}
    response = await client.post(f"{url}/api/v1/answers", json=body, headers=SSE if is_streamed else {})
    spent = time.monotonic() - began
    answer = assembled(response.text) if is_streamed else response.json()
    return Told(response.status_code, response.text, AnswerOut.model_validate(answer), spent)


def assembled(stream: str) -> dict[str, object]:
    """The answer that the events together hold; fails unless they end with `done`."""
    lines = stream.splitlines()
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event:")]
    parts = [json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:")]
    assert names[-1] == "done" and "error" not in names
    told = list(zip(names, parts, strict=True))
    return {
        **parts[0],
        **parts[-1],
        "blocks": [part for name, part in told if name in ("block", "notice")],
        "citations": [part for name, part in told if name == "citation"],
    }


def ask_all(
    extractive: ExtractiveAnswerer, scripts: Mapping[str, Script], deadlines: Deadlines
) -> dict[str, Asked]:
    """Every script by its name, all through one service; the question tells the model which one it is to follow."""
    listed = list(scripts.values())

    def number_of(request: ChatRequest) -> int:
        found = _NUMBER.search(request.messages[-1][1])
        assert found
        return int(found[1])

    async def ask_every(url: str) -> list[tuple[Told, Told]]:
        told: dict[tuple[int, bool], Told] = {}
        room = anyio.Semaphore(_AT_ONCE)

        async def ask_one(number: int) -> None:
            async with room, anyio.create_task_group() as both:
                for is_streamed in (False, True):
                    both.start_soon(ask_in, number, is_streamed)

        async def ask_in(number: int, is_streamed: bool) -> None:
            reader = conversation(number, is_streamed)
            told[number, is_streamed] = await ask(client, url, question_of(number), reader, is_streamed)

        async with httpx.AsyncClient(timeout=120) as client, anyio.create_task_group() as group:
            for number in range(len(listed)):
                group.start_soon(ask_one, number)
        return [(told[number, False], told[number, True]) for number in range(len(listed))]

    with service(lambda request: listed[number_of(request)](request), extractive, deadlines) as (
        url,
        model,
        kept,
    ):
        answers = anyio.run(ask_every, url)
        exchanges = [exchange.wait(2) for exchange in model.exchanges]
    return {
        name: Asked(
            question_of(number),
            *answers[number],
            AnswerOut.model_validate_json(kept.kept[conversation(number, True)][0].answer),
            [exchange for exchange in exchanges if number_of(exchange.request) == number],
        )
        for number, name in enumerate(scripts)
    }


def question_of(number: int) -> str:
    return f"Vilka råd ger Louise Bringselius i fall {number}?"


def conversation(number: int, is_streamed: bool) -> str:
    return f"conversation-of-a-reader-{number:04}-{is_streamed}"


def leave(
    url: str, path: str, body: dict[str, object], headers: dict[str, str], when: Callable[[], bool]
) -> None:
    """Asks, and closes the connection as soon as `when` says so."""
    content = json.dumps(body).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: a", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, f"Content-Length: {len(content)}", "", ""]).encode()
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as connection:
        connection.sendall(head + content)
        deadline = time.monotonic() + 10
        while not when() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert when()
