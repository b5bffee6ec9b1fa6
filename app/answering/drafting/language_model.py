"""The door to language models: the only module that imports LangChain, and only when a model is first asked."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakKeyDictionary

from pydantic import SecretStr

from app.answering.drafting.failures import FailureKind, ModelFailure
from app.answering.drafting.prompting import Form, Messages
from app.answering.drafting.reading import SCHEMA
from app.domain.errors import InvalidSettings
from app.providers import Provider, ProviderKind

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

MOST_TOKENS = 1_500
_UNFINISHED: Mapping[object, FailureKind] = {
    None: FailureKind.CUT,
    "length": FailureKind.TOO_LONG,
    "content_filter": FailureKind.REFUSED,
}
_SENT_NOWHERE = (
    "none"  # what keyless servers get; without a key the client would look for one in the environment
)
_BUSY = (429, 503, 529)
_REFUSED = (401, 403, 404, 405, 407, 451)
_UNSUPPORTED = (400, 415, 422)


class LanguageModel(Protocol):
    def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        """What the model says, piece by piece, no piece empty; `form` None asks for plain text.

        Raises `ModelFailure` and nothing else. Closing the iterator, or cancelling the task, closes the
        connection.
        """


@dataclass(frozen=True, slots=True)
class ProviderModel:
    """A provider's model. `read_key` is called for each new client; `connect_seconds` bound each connection,
    `most_tokens` each reply: it is asked for no more, and given up at twice that.

    `is_cold` asks for temperature 0 in plain text too; a provider that has none to set fails with `FORM`.
    """

    provider: Provider
    read_key: Callable[[], SecretStr]
    connect_seconds: float
    is_cold: bool = False
    most_tokens: int = MOST_TOKENS
    _clients: WeakKeyDictionary[asyncio.AbstractEventLoop, BaseChatModel] = field(
        default_factory=WeakKeyDictionary
    )

    async def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        conversation = [("system", messages.system), ("user", messages.user)]
        has_said = False
        received = 0
        finish: object = None
        try:
            model = self._client()
            said = model.astream(conversation, None, stop=None, **self._options(form))
            async with aclosing(cast("AsyncGenerator[AIMessageChunk, None]", said)) as chunks:
                async for chunk in chunks:
                    received += 1
                    if received > 2 * self.most_tokens:  # LangChain holds on to every one of them
                        raise ModelFailure(FailureKind.TOO_LONG)
                    if isinstance(chunk.content, str) and chunk.content:
                        has_said = True
                        yield chunk.content
                    metadata = chunk.response_metadata
                    finish = metadata.get("finish_reason") or metadata.get("done_reason") or finish
        except ModelFailure:
            raise
        except Exception as error:
            # Whatever a reply makes the libraries raise, and that can be anything, is the model's failure.
            # What they say is dropped: it may hold the key, the question or the reply.
            raise _failure_of(error, has_said) from None
        if has_said and finish in _UNFINISHED:
            raise ModelFailure(_UNFINISHED[finish])

    def warm(self) -> None:
        """Imports what the first question would wait for."""
        _forbid_tracing()
        import langchain_openai  # noqa: F401

    def _client(self) -> BaseChatModel:
        """One a running event loop, since connections belong to their loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = _make_client(
                self.provider, self.read_key(), self.connect_seconds, self.most_tokens
            )
        return self._clients[loop]

    def _options(self, form: Form | None) -> Mapping[str, Any]:
        if form is not Form.JSON:
            is_told = self.is_cold and self.provider.kind is ProviderKind.OPENAI
            return {"extra_body": {"temperature": 0}} if is_told else {}
        if self.provider.kind is ProviderKind.OLLAMA:
            return {"format": SCHEMA}
        schema = {"name": "answer", "strict": True, "schema": SCHEMA}
        # Past LangChain's own argument, which collects and parses the whole reply anew with every token.
        wanted = {"response_format": {"type": "json_schema", "json_schema": schema}, "temperature": 0}
        return {"extra_body": wanted}


def require_package(provider: Provider) -> None:
    """Raises `InvalidSettings` where what speaks to the provider is not installed."""
    if provider.kind is ProviderKind.OLLAMA and find_spec("langchain_ollama") is None:
        fault = "TILDA_MODEL: ollama needs a package that is not installed; run: pip install 'tilda[ollama]'"
        raise InvalidSettings((fault,))


def _make_client(
    provider: Provider, key: SecretStr, connect_seconds: float, most_tokens: int
) -> BaseChatModel:
    _forbid_tracing()
    import httpx2
    from langchain.chat_models import init_chat_model

    from app.answering.drafting.bounds import BoundedTransport

    timeout = httpx2.Timeout(connect=connect_seconds, read=120, write=30, pool=connect_seconds)
    if provider.kind is ProviderKind.OLLAMA:
        return init_chat_model(
            provider.model,
            model_provider="ollama",
            base_url=provider.base_url,
            num_predict=most_tokens,
            temperature=0,
            client_kwargs={"timeout": connect_seconds + 120, "follow_redirects": False},
        )
    client = init_chat_model(
        provider.model,
        model_provider="openai",
        base_url=provider.base_url,
        api_key=key if key.get_secret_value() else SecretStr(_SENT_NOWHERE),
        organization="",
        max_retries=0,
        max_tokens=most_tokens,
        timeout=timeout,
        stream_chunk_timeout=None,
        stream_usage=False,
        use_responses_api=False,
        cache=False,
        http_async_client=httpx2.AsyncClient(
            transport=BoundedTransport(), timeout=timeout, follow_redirects=False, trust_env=False
        ),
    )
    _keep_chunks_plain(client)
    return client


def _keep_chunks_plain(client: BaseChatModel) -> None:
    """openai's client would make a typed object of every token, and LangChain a dictionary of that again: two
    thirds of what a token costs.
    """
    from langchain_openai import ChatOpenAI
    from openai import AsyncStream

    assert isinstance(client, ChatOpenAI)
    completions = client.async_client

    async def create(**request: Any) -> AsyncStream[object]:
        response = await completions.with_raw_response.create(**request)
        return cast("AsyncStream[object]", response.parse(to=AsyncStream[object]))

    client.async_client = SimpleNamespace(create=create)


def _forbid_tracing() -> None:
    """LangChain would send questions to LangSmith where these variables say so; here they never may."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        del os.environ[name]  # keys, proxies, addresses and organisations that were meant for other programs
    for name in ("openai", "httpx2", "httpcore2", "langchain", "langsmith"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _failure_of(error: Exception, has_said: bool) -> ModelFailure:
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        return _failure_of_status(error.status_code, error.response.headers.get("retry-after"))
    if _is_caused_by(error, httpx2.ConnectError, httpx2.ConnectTimeout, ConnectionRefusedError):
        return ModelFailure(FailureKind.UNREACHABLE)
    if _is_caused_by(error, _too_large()):
        return ModelFailure(FailureKind.TOO_LONG)
    if _is_caused_by(error, openai.APITimeoutError, httpx2.TimeoutException):
        return ModelFailure(FailureKind.SLOW)
    if has_said:
        return ModelFailure(FailureKind.CUT)
    is_lost = _is_caused_by(error, openai.APIConnectionError, httpx2.TransportError)
    return ModelFailure(FailureKind.BROKEN if is_lost else FailureKind.MALFORMED)


def _too_large() -> type[Exception]:
    from app.answering.drafting.bounds import ResponseTooLarge

    return ResponseTooLarge


def _is_caused_by(error: BaseException | None, *kinds: type[Exception]) -> bool:
    while error is not None:
        if isinstance(error, kinds):
            return True
        error = error.__cause__ or error.__context__
    return False


def _failure_of_status(status: int, retry_after: str | None) -> ModelFailure:
    if status in _BUSY:
        return ModelFailure(FailureKind.BUSY, _seconds(retry_after))
    if status in _UNSUPPORTED:
        return ModelFailure(FailureKind.FORM)
    if status in _REFUSED or 300 <= status < 400:
        return ModelFailure(FailureKind.REFUSED)
    return ModelFailure(FailureKind.BROKEN, _seconds(retry_after))


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After, which is a number of seconds or a date; None when it is neither."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
