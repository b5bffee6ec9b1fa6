"""OpenAI's chat completions, which most servers speak. Owns langchain_openai, openai and httpx2."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx2
from langchain.chat_models import init_chat_model
from langchain_openai import ChatOpenAI
from openai import APIConnectionError, APIStatusError, APITimeoutError, AsyncOpenAI, AsyncStream
from pydantic import SecretStr

from app.answering.drafting.bounds import PLAIN, bounded
from app.answering.drafting.failures import (
    ErrorTypes,
    ModelFailure,
    failure_of_error,
    failure_of_status,
)
from app.answering.drafting.gathering import gathered
from app.answering.drafting.prompting import Form
from app.answering.drafting.reading import SCHEMA
from app.providers import Provider

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_SENT_NOWHERE = SecretStr(
    "none"  # what keyless servers get; without a key the client would look for one in the environment
)
_NO_MORE: Mapping[str, object] = MappingProxyType({})
_ERRORS = ErrorTypes(
    unreachable=(httpx2.ConnectError, httpx2.ConnectTimeout),
    slow=(APITimeoutError, httpx2.TimeoutException),
    lost=(APIConnectionError, httpx2.TransportError),
)


@dataclass(frozen=True, slots=True)
class OpenAIDialect:
    """Implements `Dialect`."""

    provider: Provider
    connect_seconds: float
    is_cold: bool
    most_tokens: int

    def make_client(self, key: SecretStr) -> BaseChatModel:
        limit = self.connect_seconds
        timeout = httpx2.Timeout(connect=limit, read=None, write=30, pool=limit)  # reading has its deadlines
        client = init_chat_model(
            self.provider.model,
            model_provider="openai",
            base_url=self.provider.base_url,
            api_key=key if key.get_secret_value() else _SENT_NOWHERE,
            organization="",
            max_retries=0,
            max_tokens=self.most_tokens,
            timeout=timeout,
            stream_chunk_timeout=None,
            stream_usage=False,
            use_responses_api=False,
            cache=False,
            http_async_client=httpx2.AsyncClient(
                transport=_BoundedTransport(), timeout=timeout, follow_redirects=False, trust_env=False
            ),
        )
        self._keep_chunks_plain(client)
        return client

    def options(self, form: Form | None) -> Mapping[str, Any]:
        if form is not Form.JSON:
            return {"extra_body": {"temperature": 0}} if self.is_cold else {}
        schema = {"name": "answer", "strict": True, "schema": SCHEMA}
        # Past LangChain's own argument, which collects and parses the whole reply anew with every token.
        wanted = {"response_format": {"type": "json_schema", "json_schema": schema}, "temperature": 0}
        return {"extra_body": wanted}

    def _keep_chunks_plain(self, client: BaseChatModel) -> None:
        """openai's client would hold every part of the request against its types, and make a typed object of every
        token, and LangChain a dictionary of that again: two thirds of what a token costs. What is left is spent on
        several tokens at once.
        """
        assert isinstance(client, ChatOpenAI)
        api: AsyncOpenAI = client.root_async_client

        @asynccontextmanager
        async def pieces(events: AsyncStream[object]) -> AsyncGenerator[AsyncGenerator[object, None], None]:
            async with events, aclosing(gathered(events, 2 * self.most_tokens)) as said:
                yield said

        async def create(
            *, extra_body: Mapping[str, object] = _NO_MORE, **request: object
        ) -> AbstractAsyncContextManager[AsyncGenerator[object, None]]:
            body = {**request, **extra_body}
            return pieces(
                await api.post(
                    "/chat/completions",
                    body=body,
                    cast_to=object,
                    stream=True,
                    stream_cls=AsyncStream[object],
                )
            )

        client.async_client = SimpleNamespace(create=create)

    def failure_of(self, error: Exception, has_said: bool) -> ModelFailure:
        if isinstance(error, APIStatusError):
            return failure_of_status(error.status_code, error.response.headers.get("retry-after"))
        return failure_of_error(error, _ERRORS, has_said)


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    def __init__(self) -> None:
        # No connection is kept: it would outlive the event loop of a command, and servers drop idle ones anyway.
        super().__init__(limits=httpx2.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = PLAIN
        response = await super().handle_async_request(request)
        response.headers.pop("Content-Encoding", None)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _BoundedStream(response.stream)
        return response


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    def __aiter__(self) -> AsyncIterator[bytes]:
        return bounded(self._inner)

    async def aclose(self) -> None:
        await self._inner.aclose()
