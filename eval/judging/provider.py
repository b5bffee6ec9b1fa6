"""The judge behind the same door as the model that drafts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import TildaError
from app.providers import Provider
from app.settings import Settings

if TYPE_CHECKING:
    import asyncio

    from app.answering.drafting.patience import Patience


class JudgeFailed(TildaError):
    """The judge did not reply; what it said before is remembered."""


@dataclass(frozen=True, slots=True)
class ProviderJudge:
    """Implements `JudgeModel`. One event loop for all replies, since connections belong to theirs."""

    name: str
    patience: Patience
    runner: asyncio.Runner

    def reply(self, system: str, user: str) -> str:
        from app.answering.drafting.failures import ModelFailure

        try:
            return self.runner.run(self._said(system, user))
        except ModelFailure as failure:
            raise JudgeFailed(
                f"{self.name} gave no reply: {failure.kind}; run the same again to go on from here"
            ) from None

    async def _said(self, system: str, user: str) -> str:
        from app.answering.drafting.prompting import Messages

        async with aclosing(self.patience.stream(Messages(system, user, "judge"), None)) as pieces:
            return "".join([piece async for piece in pieces])


@contextmanager
def provider_judge(settings: Settings, provider: Provider) -> Iterator[ProviderJudge]:
    """Raises `InvalidSettings` where a provider's package is not installed."""
    import asyncio

    from app.answering.drafting.language_model import ProviderModel, require_package
    from app.answering.drafting.patience import Deadlines, Patience

    require_package(provider)
    deadlines = Deadlines()
    model = ProviderModel(provider, settings.read_model_key, deadlines.connect, is_cold=True)
    with asyncio.Runner() as runner:
        yield ProviderJudge(str(provider), Patience(model, deadlines), runner)
