"""The door to language models: LangChain is imported behind it, and only when a model is first asked."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakKeyDictionary

from pydantic import SecretStr

from app.answering.drafting.failures import FailureKind, ModelFailure
from app.answering.drafting.prompting import Form, Messages
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
_FOR_OTHERS = ("OPENAI_", "OLLAMA_")  # keys, proxies, addresses that were meant for other programs
_TALKATIVE = (
    "openai",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "langchain",
    "langchain_ollama",
    "langsmith",
)


class LanguageModel(Protocol):
    def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        """What the model says, piece by piece, no piece empty; `form` None asks for plain text.

        Raises `ModelFailure` and nothing else. Closing the iterator, or cancelling the task, closes the
        connection.
        """


class Dialect(Protocol):
    """How a kind of provider is spoken to."""

    def make_client(self, key: SecretStr) -> BaseChatModel: ...

    def options(self, form: Form | None) -> Mapping[str, Any]:
        """What asks for the form; temperature 0 comes with it."""

    def failure_of(self, error: Exception, has_said: bool) -> ModelFailure: ...


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
        dialect = self._dialect()
        try:
            model = self._client(dialect)
            said = model.astream(conversation, None, stop=None, **dialect.options(form))
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
            raise dialect.failure_of(error, has_said) from None
        if has_said and finish in _UNFINISHED:
            raise ModelFailure(_UNFINISHED[finish])

    def warm(self) -> None:
        """Imports what the first question would wait for."""
        self._dialect()

    def _client(self, dialect: Dialect) -> BaseChatModel:
        """One a running event loop, since connections belong to their loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = self._make_client(dialect)
        return self._clients[loop]

    def _make_client(self, dialect: Dialect) -> BaseChatModel:
        try:
            key = self.read_key()
        except (OSError, ValueError):
            raise ModelFailure(FailureKind.REFUSED) from None
        try:
            return dialect.make_client(key)
        except OSError:  # the only file it reads holds whom to trust
            raise ModelFailure(FailureKind.UNTRUSTED) from None

    def _dialect(self) -> Dialect:
        _keep_to_ourselves()
        if self.provider.kind is ProviderKind.OLLAMA:
            from app.answering.drafting.speaking_ollama import OllamaDialect

            return OllamaDialect(self.provider, self.connect_seconds, self.most_tokens)
        from app.answering.drafting.speaking_openai import OpenAIDialect

        return OpenAIDialect(self.provider, self.connect_seconds, self.is_cold, self.most_tokens)


def require_package(provider: Provider) -> None:
    """Raises `InvalidSettings` where what speaks to the provider is not installed."""
    if provider.kind is ProviderKind.OLLAMA and find_spec("langchain_ollama") is None:
        fault = "TILDA_MODEL: ollama needs one more package; run: .venv/bin/pip install langchain-ollama"
        raise InvalidSettings((fault,))


def _keep_to_ourselves() -> None:
    """LangChain would send questions to LangSmith where these variables say so; here they never may. Nor do the
    clients read what others left in the environment, nor log what they send. Called before every question, so a
    level that is set stays: setting one makes every logger forget what it knows, a millisecond each time.
    """
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    for name in [name for name in os.environ if name.startswith(_FOR_OTHERS)]:
        del os.environ[name]
    for logger in map(logging.getLogger, _TALKATIVE):
        if logger.level != logging.CRITICAL:
            logger.setLevel(logging.CRITICAL)
