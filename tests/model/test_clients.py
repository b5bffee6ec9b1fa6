"""Other programs ask in each language, over the shipped corpus, and get answers whose citations hold."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from mcp import Client
from mcp.types import TextContent
from openai import OpenAI

from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import AnswerStatus
from app.domain.sources import Language
from app.mcp_server.server import build_server, http_app
from app.mcp_server.tools import read_only_tools
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.settings import load_settings
from app.web.schemas import AnswerOut
from app.web.server import create_app
from app.web.workers import Workers
from tests.fakes import FakeConversations
from tests.served import served

pytestmark = pytest.mark.model

QUESTIONS = (
    (Language.SV, "Vad menas med tillitsbaserad styrning?", "Källor:"),
    (Language.NB, "Hvilke råd gir Louise Bringselius?", "Kilder:"),
    (Language.NN, "Kva råd gjev Louise Bringselius?", "Kjelder:"),
    (Language.EN, "What advice does Louise Bringselius give?", "Sources:"),
)


@pytest.fixture(scope="module")
def retriever(corpus_index: LiveIndex, embedder: Embedder) -> HybridRetriever:
    return HybridRetriever(corpus_index, embedder, load_concepts())


@pytest.fixture(scope="module")
def answerer(retriever: HybridRetriever) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(retriever, Language.SV)


@pytest.fixture(scope="module")
def chat_url(
    answerer: ExtractiveAnswerer, retriever: HybridRetriever, corpus_index: LiveIndex
) -> Iterator[str]:
    app = create_app(answerer, retriever, corpus_index, FakeConversations(), load_settings(), lambda: True)
    with served(app) as url:
        yield f"{url}/v1"


@pytest.fixture(scope="module")
def mcp_url(answerer: ExtractiveAnswerer, retriever: HybridRetriever) -> Iterator[str]:
    tools = read_only_tools(answerer, retriever, Workers(2), base_url=None)
    with served(http_app(build_server("Tilda", tools, Language.SV), (), Language.SV)) as url:
        yield f"{url}/mcp"


def stands_there(index: LiveIndex, quote: str, permalink: str, source: str) -> bool:
    """Whether the quote is what the permalink's span holds in the source's text."""
    document = index.find(source)
    span = {name: int(values[0]) for name, values in parse_qs(urlsplit(permalink).query).items()}
    return document is not None and document.text[span["start"] : span["end"]] == quote


@pytest.mark.parametrize(("language", "question", "sources"), QUESTIONS)
def test_the_openai_client_gets_citations(
    chat_url: str, corpus_index: LiveIndex, language: Language, question: str, sources: str
) -> None:
    with (
        OpenAI(base_url=chat_url, api_key="any", max_retries=0, timeout=60) as client,
        client.chat.completions.create(
            model="tilda", messages=[{"role": "user", "content": question}], stream=True
        ) as stream,
    ):
        deltas = [chunk.choices[0].delta for chunk in stream]

    content = "".join(delta.content or "" for delta in deltas)
    citations = [
        annotation["url_citation"]
        for delta in deltas
        for annotation in (delta.model_extra or {}).get("annotations", ())
    ]
    assert sources in content
    assert citations
    for cited in citations:
        assert f"[{cited['number']}]" in content
        assert stands_there(corpus_index, cited["quote"], cited["url"], cited["source"])


@pytest.mark.parametrize(("language", "question", "sources"), QUESTIONS)
def test_the_mcp_client_gets_citations(
    mcp_url: str, corpus_index: LiveIndex, language: Language, question: str, sources: str
) -> None:
    async def ask() -> tuple[str, AnswerOut]:
        async with Client(mcp_url) as client:
            result = await client.call_tool("answer", {"question": question, "language": language})
            text = result.content[0]
            assert isinstance(text, TextContent)
            return text.text, AnswerOut.model_validate(result.structured_content)

    text, answer = anyio.run(ask)

    assert sources in text
    assert (answer.status, answer.language) == (AnswerStatus.ANSWERED, language)
    assert answer.citations
    for cited in answer.citations:
        assert stands_there(corpus_index, cited.quote, cited.permalink, cited.source.id)
