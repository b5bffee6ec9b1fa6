"""A small real model behind a real server drafts: what it says is verified like anybody's, and little of it holds."""

from __future__ import annotations

from contextlib import suppress

import anyio
import pytest
from pydantic import SecretStr

from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.drafting.failures import ModelFailure
from app.answering.drafting.language_model import ProviderModel
from app.answering.drafting.patience import Deadlines, Patience
from app.answering.drafting.prompting import Messages
from app.answering.knowledge import KnowledgeRetriever
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import AnswerMode, BlockType, Question
from app.domain.sources import Language
from app.providers import provider_of
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from tests.drafting import load_prompts_once
from tests.smollm2 import NAME

pytestmark = pytest.mark.model

# A 2-core machine reads a long prompt slowly; the deadlines have their own tests.
_SLOW_MACHINE = Deadlines(connect=5, first_token=180, silence=60, total=300)


def model_at(url: str) -> ProviderModel:
    return ProviderModel(
        provider_of(f"openai:{NAME}", url, "127.0.0.1"), lambda: SecretStr(""), 5.0, most_tokens=60
    )


def test_a_real_model_streams_through_langchain(language_model_url: str) -> None:
    model = model_at(language_model_url)

    said: list[str] = []

    async def listen() -> None:
        messages = Messages("You answer in one short sentence.", "What is trust?", "test")
        async for piece in Patience(model, _SLOW_MACHINE).stream(messages, None):
            said.append(piece)

    with suppress(ModelFailure):  # it may not come to an end within its tokens
        anyio.run(listen)

    assert len(said) > 3


def test_nothing_unverified_of_a_real_models_draft_is_shown(
    language_model_url: str, corpus_index: LiveIndex, embedder: Embedder
) -> None:
    extractive = ExtractiveAnswerer(
        KnowledgeRetriever(HybridRetriever(corpus_index, embedder, load_concepts())), Language.SV
    )
    answerer = DraftingAnswerer(
        extractive,
        Patience(model_at(language_model_url), _SLOW_MACHINE),
        load_prompts_once(),
        NAME,
        most_passages=2,
    )
    question = Question("What is trust-based governance?")

    answer = answerer.answer(question)

    assert answer.drafting is not None
    if answer.mode is AnswerMode.EXTRACTIVE:
        assert answer.blocks[0].type is BlockType.NOTICE
        assert answer.blocks[1:] == extractive.answer(question).blocks
    else:
        shown = [item for block in answer.blocks if block.type is BlockType.PARAGRAPH for item in block.items]
        assert len(shown) == answer.drafting.kept
        assert all(item.citations for item in shown)
