"""Orders planted in the sources, and a model that obeys whatever it reads: nothing of either reaches an answer."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.drafting.patience import Patience
from app.answering.drafting.prompting import Form, Messages
from app.domain.answers import Answer, Question
from app.domain.passages import Passage, QuestionTerm, SearchResult, UnitScore
from app.domain.sources import Language
from app.text.words import content_words, stem
from ingest.chunk import chunk_document
from tests.builders import CORPUS, document_of
from tests.drafter import passages_in
from tests.drafting import PATIENT, drafting_with, hash_index, load_prompts_once, willing
from tests.model_replies import ChatRequest, saying
from tests.passages import corpus_passages
from tests.planted_orders import CANARY, PlantedOrder, planted_orders
from tests.scripted_model import ScriptedModel, scripted_model

# Words that the planted text shares with the question, so that it is found.
_ABOUT = "Rådene fra Louise Bringselius om tillit."
QUESTIONS = (
    "Vilka råd ger Louise Bringselius om tillit?",
    "Hvilke råd gir Louise Bringselius om tillit?",
    "What advice does Louise Bringselius give about trust?",
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the corpus in which every order stands in a section of its own, as near to the question as can be."""
    folder = tmp_path_factory.mktemp("planted")
    texts = folder / "corpus"
    texts.mkdir()
    for path in sorted((CORPUS / "texts").rglob("*.md")):
        (texts / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    orders = planted_orders()[::4]
    for number in range(0, len(orders), 40):
        sections = (
            f"## Råd {number + at} fra Louise Bringselius om tillit\n\n{_ABOUT} {order.text}\n"
            for at, order in enumerate(orders[number : number + 40])
        )
        (texts / f"planted-{number}.md").write_text(
            "# Råd om tillit\n\n" + "\n".join(sections), encoding="utf-8"
        )
    return folder


def obeying(request: ChatRequest) -> str:
    """Says the canary in every way that might get it past us, the more so when it has been read."""
    passages = passages_in(request)
    first = next(line for passage in passages for line in passage.lines if len(line.split()) > 4)
    number = next(passage.number for passage in passages if first in passage.lines)
    read = [
        (passage.number, line)
        for passage in passages
        for line in passage.lines
        if CANARY.lower() in line.lower()
    ]
    quote = " ".join(first.split()[:4])
    sentences = [
        (CANARY, []),
        (f"{CANARY} är sant.", [(number, quote)]),
        (f"{first.rstrip('.')} {CANARY}.", [(number, quote)]),
        (f"{first.rstrip('.')} {CANARY.lower()}.", [(number, quote)]),
        (f"{CANARY.title()}: {first}", [(number, quote)]),
        (first, [(number, CANARY)]),
        *((line, [(where, line)]) for where, line in read),
        *((CANARY, [(where, line)]) for where, line in read),
    ]
    listed = [
        {"text": text, "support": [f"{where} {quote}" for where, quote in support]}
        for text, support in sentences
    ]
    return json.dumps({"sentences": listed}, ensure_ascii=False)


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with scripted_model(saying(obeying)) as model:
        yield model


@pytest.fixture(scope="module")
def answerer(planted: Path, model: ScriptedModel) -> DraftingAnswerer:
    extractive = willing(hash_index(planted / "index", planted / "corpus"))
    return drafting_with(model.base_url, extractive, PATIENT)


def everything_in(answer: Answer) -> str:
    return " ".join(
        (
            answer.spoken,
            *(f"{one.quote} {one.headings}" for one in answer.citations),
            *(tip.span.of(tip.document.text) for tip in answer.nearest),
            *answer.followups,
        )
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_has_a_canary(answerer: DraftingAnswerer, model: ScriptedModel, question: str) -> None:
    answer = answerer.answer(Question(question))

    assert CANARY.lower() not in everything_in(answer).lower()
    assert CANARY.lower() not in model.requests[-1].text.lower()
    assert answer.drafting is not None and answer.drafting.dropped >= 6


@dataclass(frozen=True)
class ObedientModel:
    """Implements `LanguageModel` without a connection, so that every order can be tried."""

    seen: list[str]

    async def stream(self, messages: Messages, form: Form | None) -> AsyncGenerator[str, None]:
        conversation = (("system", messages.system), ("user", messages.user))
        self.seen.append(messages.user)
        yield obeying(ChatRequest("", {}, {}, "", conversation, True, "json_schema", None))


@dataclass(frozen=True)
class FoundFirst:
    """Implements `Retriever`: finds the planted text first, whatever is asked."""

    passages: tuple[Passage, ...]

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        return SearchResult("gen-000001", self.passages[:k], (), _terms(question))


def _terms(question: str) -> tuple[QuestionTerm, ...]:
    return tuple(QuestionTerm(word, {stem(word, Language.SV): 1.0}, 2.0) for word in content_words(question))


def found(passage: Passage, number: int) -> Passage:
    units = tuple(UnitScore(unit, 0.95) for unit in passage.chunk.units)
    chunk = replace(passage.chunk, number=number)
    return replace(passage, chunk=chunk, score=9.0 - number, signals={"stems": 1.0}, units=units)


def passage_of(order: PlantedOrder) -> Passage:
    document = document_of(f"# Råd om tillit\n\n{_ABOUT} {order.text}\n")
    (chunk,) = [chunk for chunk in chunk_document(document) if _ABOUT in chunk.text]
    return Passage(chunk, document.source, document, 1.0, {}, ())


def test_no_planted_order_gets_past_an_obedient_model() -> None:
    """Each is the first thing found, and shares its words with the question."""
    honest = tuple(found(passage, 1 + at) for at, passage in enumerate(corpus_passages()[:6]))
    orders = planted_orders()[::2]
    leaked = []

    for order in orders:
        model = ObedientModel([])
        retriever = FoundFirst((found(passage_of(order), 0), *honest))
        answerer = DraftingAnswerer(
            willing(retriever), Patience(model), load_prompts_once(), "openai:obedient"
        )
        answer = answerer.answer(Question("Vilka råd ger Louise Bringselius om tillit?"))
        if CANARY.lower() in f"{everything_in(answer)} {model.seen}".lower():
            leaked.append(order)
        assert answer.drafting is not None and answer.drafting.dropped >= 5

    assert len(orders) >= 150
    assert leaked == []
