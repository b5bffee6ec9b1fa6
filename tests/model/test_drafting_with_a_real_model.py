"""Answers drafted through LangChain by a real, small language model over HTTP: only what holds is shown."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import anyio
import pytest
from pydantic import SecretStr

from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.drafting.failures import ModelFailure
from app.answering.drafting.language_model import MOST_TOKENS, ProviderModel
from app.answering.drafting.patience import Deadlines, Patience
from app.answering.drafting.prompting import Messages, Prompter
from app.answering.drafting.prompts import Prompt, Prompts, Task, load_prompts
from app.answering.knowledge import KnowledgeRetriever
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Answer, AnswerMode, BlockType, Question
from app.domain.passages import Retriever, SearchResult
from app.domain.sources import Language
from app.messages import load_texts
from app.providers import provider_of
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from tests.smollm2 import NAME

pytestmark = pytest.mark.model

DEFINITION = Question("What is trust-based governance?")
ADVICE = Question("Hvilke råd gir Louise Bringselius?")
RIGHT = (
    'Administrasjonen er til for å støtte, ikke for å styre. [1 "Administrasjonen er til for å støtte"]',
    'Slutt med silotenkning, og belønn dem som tenker på helheten. [1 "Slutt med silotenkning"]',
    'Læring skal være siktemålet når det føres kontroll og tilsyn. [1 "Læring skal være siktemålet"]',
)
WRONG = 'Administrasjonen er til for å styre. [1 "Administrasjonen er til for å støtte"]'


@dataclass(frozen=True, slots=True)
class Nearest:
    """Finds the nearest passage only, so that the prompt is short. Implements `Retriever`."""

    retriever: Retriever

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        result = self.retriever.search(question, language, k)
        return replace(result, passages=result.passages[:1])


@pytest.fixture(scope="module")
def extractive(corpus_index: LiveIndex, embedder: Embedder) -> ExtractiveAnswerer:
    retriever = KnowledgeRetriever(HybridRetriever(corpus_index, embedder, load_concepts()))
    return ExtractiveAnswerer(Nearest(retriever), Language.SV)


def patience_with(base_url: str, total: float = 90, most_tokens: int = MOST_TOKENS) -> Patience:
    """One busy processor takes its time; the deadlines have their own tests."""
    provider = provider_of(f"openai:{NAME}", base_url, "127.0.0.1")
    deadlines = Deadlines(first_token=180, silence=60, total=total)
    return Patience(
        ProviderModel(provider, lambda: SecretStr(""), deadlines.connect, most_tokens=most_tokens), deadlines
    )


def draft(
    question: Question, extractive: ExtractiveAnswerer, base_url: str, prompts: Prompts, total: float = 90
) -> Answer:
    """The answer; its counts go to the test's output."""
    patience = patience_with(base_url, total)
    answer = DraftingAnswerer(extractive, patience, Prompter(prompts, "Tilda"), NAME).answer(question)
    made = answer.drafting
    assert made is not None
    print(f"\nproposed {made.kept + made.dropped}, kept {made.kept}, dropped {made.dropped}, {made.failure}")
    return answer


def assert_sources_own_words(answer: Answer, question: Question, extractive: ExtractiveAnswerer) -> None:
    assert answer.drafting is not None
    key = "draft_failed" if answer.drafting.failure else "draft_unsupported"

    assert answer.mode is AnswerMode.EXTRACTIVE
    assert answer.blocks[0].type is BlockType.NOTICE
    assert answer.blocks[0].items[0].text == load_texts("answers").say(answer.language, key)
    assert answer.blocks[1:] == extractive.answer(question).blocks


def repeating(*lines: str) -> Prompts:
    """Prompts that a model of this size can follow: it is told what to say."""
    parts: Mapping[str, str] = {
        "system": "You repeat text. You answer with exactly the lines that you are given and nothing else.",
        "user": "Repeat these lines:\n\n" + "\n".join(lines),
        "json": "",
        "lines": "",
    }
    return Prompts({(Task.ANSWER, language): Prompt("repeat", 1, parts) for language in Language})


def test_a_real_model_streams_through_langchain(language_model_url: str) -> None:
    said: list[str] = []

    async def listen() -> None:
        messages = Messages("You answer in one short sentence.", "What is trust?", "test")
        async for piece in patience_with(language_model_url, most_tokens=60).stream(messages, None):
            said.append(piece)

    with suppress(ModelFailure):  # it may not come to an end within its tokens
        anyio.run(listen)

    assert len(said) > 3


def test_what_a_poor_model_makes_up_is_not_shown(
    extractive: ExtractiveAnswerer, language_model_url: str
) -> None:
    """With the prompts as they are; a model as small as this one never keeps to them, nor comes to an end."""
    answer = draft(DEFINITION, extractive, language_model_url, load_prompts(), total=30)

    assert answer.drafting is not None
    assert answer.drafting.kept == 0
    assert answer.drafting.dropped or answer.drafting.failure
    assert_sources_own_words(answer, DEFINITION, extractive)


def test_a_supported_sentence_is_shown(extractive: ExtractiveAnswerer, language_model_url: str) -> None:
    """The model is told what to say, and often says it."""
    answers = (draft(ADVICE, extractive, language_model_url, repeating(line, WRONG)) for line in RIGHT)
    answer = next(answer for answer in answers if answer.mode is AnswerMode.GENERATED)

    paragraphs = [block for block in answer.blocks if block.type is BlockType.PARAGRAPH]
    shown = [sentence for block in paragraphs for sentence in block.items]
    assert answer.drafting is not None
    assert len(shown) == answer.drafting.kept
    assert all(sentence.citations for sentence in shown)
    for sentence in answer.sentences:
        quotes = [answer.citations[number - 1].quote for number in sentence.citations]
        assert sentence.own_words or any(sentence.text.rstrip(".") in quote for quote in quotes)
        assert sentence.text != "Administrasjonen er til for å styre."


def test_an_unsupported_sentence_is_dropped(extractive: ExtractiveAnswerer, language_model_url: str) -> None:
    answer = draft(ADVICE, extractive, language_model_url, repeating(WRONG))

    assert answer.drafting is not None and answer.drafting.dropped > 0
    assert_sources_own_words(answer, ADVICE, extractive)
