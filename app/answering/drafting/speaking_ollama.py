"""Ollama's own protocol, for `ollama:NAME`. Owns langchain_ollama, ollama and httpx, which come with an extra."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import httpx2
from langchain.chat_models import init_chat_model
from ollama import ResponseError
from pydantic import SecretStr

from app.answering.drafting.bounds import PLAIN, bounded
from app.answering.drafting.failures import (
    ErrorTypes,
    ModelFailure,
    failure_of_error,
    failure_of_status,
)
from app.answering.drafting.prompting import Form
from app.answering.drafting.reading import SCHEMA
from app.providers import Provider

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Tokens of passages, question and answer together. Prompts have 6,000 to 11,000 characters, with long lists more;
# Ollama's own 4,096 would cut the first passages off unsaid.
_ROOM = 16_384
_ERRORS = ErrorTypes(
    unreachable=(httpx.ConnectError, httpx.ConnectTimeout),
    slow=(httpx.TimeoutException,),
    lost=(httpx.TransportError, ResponseError),
)


@dataclass(frozen=True, slots=True)
class OllamaDialect:
    """Implements `Dialect`. Always cold."""

    provider: Provider
    connect_seconds: float
    most_tokens: int

    def make_client(self, key: SecretStr) -> BaseChatModel:
        limit = self.connect_seconds
        secret = key.get_secret_value()
        return init_chat_model(
            self.provider.model,
            model_provider="ollama",
            base_url=self.provider.base_url,
            num_predict=self.most_tokens,
            num_ctx=_ROOM,
            temperature=0,
            reasoning=False,  # its thoughts would use up the time for the first token
            cache=False,
            client_kwargs={
                "headers": {"Authorization": f"Bearer {secret}"} if secret else {},
                "timeout": httpx.Timeout(connect=limit, read=120, write=30, pool=limit),
                "follow_redirects": False,
                "trust_env": False,
            },
            async_client_kwargs={"transport": _BoundedTransport()},
        )

    def options(self, form: Form | None) -> Mapping[str, Any]:
        return {"format": SCHEMA} if form is Form.JSON else {}

    def failure_of(self, error: Exception, has_said: bool) -> ModelFailure:
        if isinstance(error, ResponseError) and error.status_code > 0:
            return failure_of_status(error.status_code, None)
        return failure_of_error(error, _ERRORS, has_said)


class _BoundedTransport(httpx.AsyncHTTPTransport):
    def __init__(self) -> None:
        # Certificates are trusted as by the other client: httpx itself would not ask the system.
        super().__init__(
            verify=httpx2.create_ssl_context(),
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = PLAIN
        response = await super().handle_async_request(request)
        response.headers.pop("Content-Encoding", None)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _BoundedStream(response.stream)
        return response


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    def __aiter__(self) -> AsyncIterator[bytes]:
        return bounded(self._inner)

    async def aclose(self) -> None:
        await self._inner.aclose()
