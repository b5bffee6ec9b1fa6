"""`ollama:NAME`: Ollama's own protocol over real HTTP, through LangChain's client for it."""

from __future__ import annotations

import gzip

import pytest

from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Answer, AnswerMode, Question
from app.providers import ProviderKind
from tests.drafter import right_draft
from tests.drafting import PATIENT, QUICK, drafting_with, hash_index, willing
from tests.model_replies import ChatRequest, Reply, always
from tests.ollama_replies import (
    FAULTS,
    NDJSON_TYPE,
    closing,
    ndjson,
    refusing,
    saying_line_by_line,
    token,
)
from tests.scripted_model import ScriptedModel, scripted_model, unreachable_url

QUESTION = Question("Vilka råd ger Louise Bringselius?")


@pytest.fixture(scope="module")
def extractive(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveAnswerer:
    return willing(hash_index(tmp_path_factory.mktemp("ollama")))


def answerer_of(model: ScriptedModel, extractive: ExtractiveAnswerer, key: str = "") -> DraftingAnswerer:
    return drafting_with(model.address, extractive, PATIENT, key=key, kind=ProviderKind.OLLAMA)


def assert_sources_own_words(answer: Answer, extractive: ExtractiveAnswerer) -> None:
    plain = extractive.answer(QUESTION)

    assert answer.mode is AnswerMode.EXTRACTIVE
    assert (answer.blocks[1:], answer.citations) == (plain.blocks, plain.citations)


def test_a_streamed_answer_is_verified_and_cited(extractive: ExtractiveAnswerer) -> None:
    with scripted_model(saying_line_by_line(right_draft)) as model:
        answer = answerer_of(model, extractive).answer(QUESTION)

    assert answer.mode is AnswerMode.GENERATED and answer.is_complete
    assert answer.drafting is not None
    assert (answer.drafting.model, answer.drafting.kept) == ("ollama:scripted", len(answer.citations))
    assert all(citation.quote for citation in answer.citations)


def test_it_is_asked_for_a_schema_without_thoughts_and_has_room_for_all_passages(
    extractive: ExtractiveAnswerer,
) -> None:
    with scripted_model(saying_line_by_line(right_draft)) as model:
        answerer_of(model, extractive).answer(QUESTION)

    (request,) = model.requests
    options = request.body["options"]
    assert isinstance(options, dict)
    assert (request.path, request.model, request.is_streamed) == ("/api/chat", "scripted", True)
    assert (request.structure, request.body["think"], options["temperature"]) == ("json_schema", False, 0)
    assert 3 * int(options["num_ctx"]) > len(request.text) + 3 * int(options["num_predict"])


def test_where_it_takes_no_schema_lines_do(extractive: ExtractiveAnswerer) -> None:
    def no_schema(request: ChatRequest) -> Reply:
        return (refusing(400) if request.structure else saying_line_by_line(right_draft))(request)

    with scripted_model(no_schema) as model:
        assert answerer_of(model, extractive).answer(QUESTION).mode is AnswerMode.GENERATED

    assert [request.structure for request in model.requests] == ["json_schema", None]


@pytest.mark.parametrize("name", FAULTS)
def test_the_sources_answer_whatever_goes_wrong(extractive: ExtractiveAnswerer, name: str) -> None:
    script, kind = FAULTS[name]
    with scripted_model(script) as model:
        deadlines = QUICK if kind == "slow" else PATIENT
        answerer = drafting_with(model.address, extractive, deadlines, kind=ProviderKind.OLLAMA)
        answer = answerer.answer(QUESTION)
        exchanges = [exchange.wait(2) for exchange in model.exchanges]

    assert_sources_own_words(answer, extractive)
    assert answer.drafting is not None and answer.drafting.failure == kind
    assert answer.timings["draft"] < 1000 * (deadlines.total + 1)
    assert 1 <= len(exchanges) <= 3


def test_nobody_there_costs_no_time(extractive: ExtractiveAnswerer) -> None:
    with unreachable_url() as url:
        answerer = drafting_with(url, extractive, PATIENT, kind=ProviderKind.OLLAMA)
        answer = answerer.answer(QUESTION)

    assert_sources_own_words(answer, extractive)
    assert answer.drafting is not None and answer.drafting.failure == "unreachable"
    assert answer.timings["draft"] < 1000 * PATIENT.first_token / 2


def test_a_short_fault_is_tried_again(extractive: ExtractiveAnswerer) -> None:
    scripts = iter((refusing(503), saying_line_by_line(right_draft)))
    with scripted_model(lambda request: next(scripts)(request)) as model:
        assert answerer_of(model, extractive).answer(QUESTION).mode is AnswerMode.GENERATED


def test_a_draft_that_ends_at_the_token_limit_is_incomplete(extractive: ExtractiveAnswerer) -> None:
    def script(request: ChatRequest) -> Reply:
        return ndjson(token(right_draft(request)[:-40]), closing("length"))

    with scripted_model(script) as model:
        answer = answerer_of(model, extractive).answer(QUESTION)

    assert answer.mode is AnswerMode.GENERATED and not answer.is_complete


def test_a_packed_reply_is_not_unpacked(extractive: ExtractiveAnswerer) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    packed = Reply((bomb,), content_type=NDJSON_TYPE, headers={"Content-Encoding": "gzip"})
    with scripted_model(always(packed)) as model:
        answer = answerer_of(model, extractive).answer(QUESTION)

    assert model.requests[0].headers["accept-encoding"] == "identity"
    assert_sources_own_words(answer, extractive)
    assert answer.drafting is not None and answer.drafting.failure == "malformed"


def test_its_address_key_and_proxy_are_ours_and_nobody_else_hears_of_it(
    extractive: ExtractiveAnswerer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Ollama's client reads an address and a key from the environment, and a proxy."""
    caplog.set_level("DEBUG")
    with scripted_model(saying_line_by_line(right_draft)) as other:
        for name in ("OLLAMA_HOST", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other.address)
        monkeypatch.setenv("OLLAMA_API_KEY", "sk-CANARY-of-another-program")
        with scripted_model(saying_line_by_line(right_draft)) as model:
            for key in ("", "sk-CANARY"):
                assert answerer_of(model, extractive, key).answer(QUESTION).mode is AnswerMode.GENERATED

    assert other.exchanges == []
    sent = [request.headers.get("authorization") for request in model.requests]
    assert sent == [None, "Bearer sk-CANARY"]
    assert "CANARY" not in caplog.text and "Bringselius" not in caplog.text
