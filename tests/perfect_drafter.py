"""A model that drafts as well as can be: it knows the gold quotes of the question, and says what they say."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace

from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.drafting.patience import Patience
from app.answering.drafting.projection import smoothed
from app.answering.drafting.prompting import Form, Messages
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.passages import Retriever
from app.domain.sources import Library
from eval.asking import Asked
from eval.cases import Case
from eval.in_process import InProcess
from tests.drafter import Shown, passages_in, written
from tests.drafting import load_prompts_once
from tests.model_replies import ChatRequest


@dataclass
class PerfectModel:
    """Implements `LanguageModel`; `case` is the question that is being asked."""

    case: Case | None = None

    async def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        conversation = (("system", messages.system), ("user", messages.user))
        request = ChatRequest("", {}, {}, "", conversation, True, "json_schema", None)
        assert self.case is not None
        yield written(request, self._said(passages_in(request)))

    def _said(self, passages: tuple[Shown, ...]) -> list[tuple[str, int, str]]:
        """Each unit that holds a gold quote, in the order of the gold, once; cells as prose."""
        assert self.case is not None
        found: dict[str, tuple[str, int, str]] = {}
        for gold in self.case.gold:
            wanted = smoothed(gold.quote)
            for passage in passages:
                for line in (line.removeprefix("- ") for line in passage.lines):
                    if wanted in line or line in wanted:
                        found.setdefault(line, (line.replace("|", "–"), passage.number, line))
        return list(found.values())


@dataclass(frozen=True, slots=True)
class PerfectlyDrafted(InProcess):
    """Implements `System`: tells the model which question it is asked."""

    model: PerfectModel = field(default_factory=PerfectModel)

    def ask(self, case: Case, k: int) -> Asked:
        self.model.case = case
        return InProcess.ask(self, case, k)


def perfectly_drafted(
    extractive: ExtractiveAnswerer, retriever: Retriever, library: Library
) -> PerfectlyDrafted:
    model = PerfectModel()
    answerer = DraftingAnswerer(extractive, Patience(model), load_prompts_once(), "openai:perfect")
    return replace(PerfectlyDrafted(answerer, retriever, library), model=model)
