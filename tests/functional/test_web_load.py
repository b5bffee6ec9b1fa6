"""Many questions at once: the loop stays free, the queue is bounded."""

from __future__ import annotations

import threading

import anyio
import httpx

from app.domain.answers import Answer, Question
from app.settings import load_settings
from app.web.workers import MAX_WAITING
from tests.fakes import list_answer
from tests.web import make_app


class HeldAnswerer:
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def answer(self, question: Question) -> Answer:
        assert self.let_go.wait(20)
        return list_answer(question)


def test_what_does_not_fit_into_the_queue_is_told_when_to_come_back() -> None:
    threads, surplus = 2, 5
    answerer = HeldAnswerer()
    app = make_app(answerer, settings=load_settings(threads=threads))
    responses: list[httpx.Response] = []

    async def ask_all() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:

            async def ask() -> None:
                responses.append(await client.post("/api/v1/answers", json={"question": "Vilka råd?"}))

            async with anyio.create_task_group() as group:
                for _ in range(threads + MAX_WAITING + surplus):
                    group.start_soon(ask)
                while len(responses) < surplus:
                    await anyio.sleep(0.01)
                assert (await client.get("/healthz")).status_code == 200
                assert (await client.get("/readyz")).status_code == 200
                stream = await client.post(
                    "/api/v1/answers", json={"question": "a"}, headers={"Accept": "text/event-stream"}
                )
                assert (stream.status_code, stream.json()["type"]) == (503, "/problems/busy")
                page = await client.post("/", data={"question": "Vilka råd?"})
                assert page.status_code == 503
                assert "Vilka råd?</textarea>" in page.text
                answerer.let_go.set()

    async def ask_all_in_time() -> None:
        with anyio.fail_after(30):
            await ask_all()

    anyio.run(ask_all_in_time)

    refused = [response for response in responses if response.status_code == 503]
    assert len(refused) == surplus
    assert {response.json()["type"] for response in refused} == {"/problems/busy"}
    assert all(int(response.headers["retry-after"]) > 0 for response in refused)
    assert sum(response.status_code == 200 for response in responses) == threads + MAX_WAITING
