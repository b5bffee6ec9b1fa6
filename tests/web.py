"""The application over the fakes, and requests through its front door without a socket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import anyio
import httpx
from fastapi import FastAPI

from app.domain.answers import Answerer
from app.domain.conversations import Conversations
from app.domain.sources import Library
from app.settings import Settings, load_settings
from app.web.server import create_app
from tests.fakes import FakeAnswerer, FakeConversations, FakeRetriever, fake_answerer, fake_library

JSON = {"Content-Type": "application/json"}
SSE = {"Accept": "text/event-stream"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def make_app(
    answerer: Answerer | None = None,
    library: Library | None = None,
    settings: Settings | None = None,
    is_ready: Callable[[], bool] = lambda: True,
    conversations: Conversations | None = None,
) -> FastAPI:
    texts = fake_library()
    retriever = FakeRetriever(texts.documents())
    return create_app(
        answerer or fake_answerer(),
        retriever,
        library or texts,
        conversations or FakeConversations(),
        settings or load_settings(),
        is_ready,
    )


@dataclass(frozen=True)
class Browser:
    """Asks one application; each request has an event loop of its own."""

    answerer: FakeAnswerer = field(default_factory=fake_answerer)
    library: Library = field(default_factory=fake_library)
    origin: str = "http://testserver"
    settings: Settings = field(default_factory=load_settings)
    conversations: Conversations = field(default_factory=FakeConversations)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, headers=headers)

    def ask(self, question: str, headers: dict[str, str] | None = None, **more: object) -> httpx.Response:
        body = {"question": question, **more}
        return self.request("POST", "/api/v1/answers", json=body, headers=headers)

    def post_form(
        self, fields: Sequence[tuple[str, str]], headers: dict[str, str] | None = None, path: str = "/"
    ) -> httpx.Response:
        body = str(httpx.QueryParams(list(fields))).encode()
        return self.request("POST", path, content=body, headers={**FORM, **(headers or {})})

    def request(self, method: str, path: str, **options: object) -> httpx.Response:
        app = make_app(self.answerer, self.library, self.settings, conversations=self.conversations)
        return request(app, method, path, self.origin, **options)


def request(
    app: FastAPI, method: str, path: str, origin: str = "http://testserver", **options: object
) -> httpx.Response:
    """One request in an event loop of its own."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=origin) as client:
            return await client.request(method, path, **options)  # type: ignore[arg-type]

    return anyio.run(send)
