"""Whatever a model does, the reader gets an answer: verified as far as it goes, else the sources' own words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import anyio
import pytest

from app.answering.drafting.breaker import Breaker
from app.answering.drafting.failures import ModelFailure
from app.answering.drafting.growing import MOST_DROPPED
from app.answering.drafting.language_model import MOST_TOKENS
from app.answering.drafting.patience import LONGEST_REPLY, Patience
from app.answering.drafting.prompting import Form, Messages
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Answer, AnswerMode, AnswerStatus, BlockType, Question
from app.domain.passages import Retriever
from app.messages import load_texts
from tests.drafter import broken_off, copying, right_draft
from tests.drafting import PATIENT, drafting_with, hash_index, willing
from tests.model_faults import ENDLESS
from tests.model_replies import (
    DONE,
    ChatRequest,
    Endless,
    Reply,
    always,
    closing,
    encode,
    event,
    in_turn,
    one_byte_each,
    opening,
    refusing,
    saying,
    split_at,
    streamed,
    token,
)
from tests.scripted_model import scripted_model, unreachable_url

QUESTION = Question("Vilka råd ger Louise Bringselius?")


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return hash_index(tmp_path_factory.mktemp("drafting"))


@pytest.fixture(scope="module")
def extractive(retriever: Retriever) -> ExtractiveAnswerer:
    return willing(retriever)


def notices(answer: Answer) -> list[str]:
    return [item.text for block in answer.blocks if block.type is BlockType.NOTICE for item in block.items]


def said(answer: Answer, key: str) -> bool:
    return load_texts("answers").say(answer.language, key) in notices(answer)


def assert_sources_own_words(answer: Answer, extractive: ExtractiveAnswerer) -> None:
    plain = extractive.answer(QUESTION)

    assert (answer.status, answer.mode) == (AnswerStatus.ANSWERED, AnswerMode.EXTRACTIVE)
    assert answer.blocks[1:] == plain.blocks
    assert answer.citations == plain.citations
    assert said(answer, "draft_failed") or said(answer, "draft_unsupported")
    assert answer.drafting is not None and answer.drafting.kept == 0


def test_a_model_that_nobody_runs_costs_no_time(extractive: ExtractiveAnswerer) -> None:
    with unreachable_url() as url:
        answerer = drafting_with(url, extractive, PATIENT)
        began = time.monotonic()
        answer = answerer.answer(QUESTION)

    assert time.monotonic() - began < PATIENT.first_token / 2
    assert_sources_own_words(answer, extractive)
    assert answer.drafting is not None and answer.drafting.failure == "unreachable"


def test_a_wrong_key_is_no_answer_of_the_model(extractive: ExtractiveAnswerer) -> None:
    with scripted_model(copying(), key="another") as model:
        answer = drafting_with(model.base_url, extractive, PATIENT, key="sk-CANARY").answer(QUESTION)

    assert_sources_own_words(answer, extractive)
    assert answer.drafting is not None and answer.drafting.failure == "refused"
    assert "CANARY" not in repr(answer)


def test_neither_key_nor_question_reaches_a_log_and_nothing_is_traced(
    extractive: ExtractiveAnswerer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-CANARY-of-another-program")
    caplog.set_level("DEBUG")

    with scripted_model(copying()) as model:
        drafted = drafting_with(model.base_url, extractive, PATIENT, key="sk-CANARY").answer(QUESTION)
        drafting_with(model.base_url, extractive, PATIENT, key="").answer(QUESTION)

    sent = [request.headers["authorization"] for request in model.requests]
    assert sent == ["Bearer sk-CANARY", "Bearer none"]
    assert "CANARY" not in caplog.text and "Bringselius" not in caplog.text
    assert drafted.drafting is not None and f"{drafted.drafting.kept} kept" in caplog.text
    assert os.environ["LANGSMITH_TRACING"] == os.environ["LANGCHAIN_TRACING_V2"] == "false"


@pytest.mark.parametrize("status", [429, 500, 529])
def test_a_short_fault_is_tried_again_and_not_noticed(extractive: ExtractiveAnswerer, status: int) -> None:
    with scripted_model(in_turn(refusing(status, retry_after="0"), copying())) as model:
        answer = drafting_with(model.base_url, extractive, PATIENT).answer(QUESTION)

    assert answer.mode is AnswerMode.GENERATED
    assert len(model.exchanges) == 2


def test_a_provider_without_structured_output_is_asked_for_lines_from_then_on(
    extractive: ExtractiveAnswerer,
) -> None:
    def no_schema(request: ChatRequest) -> Reply:
        return (refusing(400) if request.structure else copying())(request)

    with scripted_model(no_schema) as model:
        answerer = drafting_with(model.base_url, extractive, PATIENT)
        answers = [answerer.answer(QUESTION) for _ in range(2)]

    assert [answer.mode for answer in answers] == [AnswerMode.GENERATED] * 2
    assert [request.structure for request in model.requests] == ["json_schema", None, None]


def test_after_five_failures_the_model_is_left_alone_until_a_probe(extractive: ExtractiveAnswerer) -> None:
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    with scripted_model(in_turn(*[refusing(401)] * 6, copying())) as model:
        answerer = drafting_with(model.base_url, extractive, PATIENT, breaker)

        def ask(at: float) -> int:
            now[0] = at
            answerer.answer(QUESTION)
            return len(model.exchanges)

        assert [ask(second) for second in range(5)] == [1, 2, 3, 4, 5]
        assert [ask(5), ask(18)] == [5, 5]  # open: nobody is asked
        assert [ask(20), ask(21)] == [6, 6]  # one probe, 15 s after the last failure
        assert [ask(36), ask(37)] == [7, 8]  # the second probe succeeded


@pytest.mark.parametrize("after", range(0, 60, 3))
def test_what_was_verified_before_the_connection_ended_is_shown_as_incomplete(
    extractive: ExtractiveAnswerer, after: int
) -> None:
    with scripted_model(broken_off(after)) as model:
        answer = drafting_with(model.base_url, extractive, PATIENT).answer(QUESTION)

    assert answer.drafting is not None
    if answer.mode is AnswerMode.EXTRACTIVE:
        assert_sources_own_words(answer, extractive)
    else:
        assert said(answer, "draft_incomplete")
        assert not answer.is_complete
        assert answer.drafting.kept == len(answer.citations) > 0


def test_a_draft_that_ends_at_the_token_limit_is_incomplete(extractive: ExtractiveAnswerer) -> None:
    def script(request: ChatRequest) -> Reply:
        return streamed(opening(), token(right_draft(request)[:-40]), closing("length"), DONE)

    with scripted_model(script) as model:
        answer = drafting_with(model.base_url, extractive, PATIENT).answer(QUESTION)

    assert answer.mode is AnswerMode.GENERATED
    assert not answer.is_complete and said(answer, "draft_incomplete")


def test_a_model_that_talks_on_is_stopped(extractive: ExtractiveAnswerer) -> None:
    def script(request: ChatRequest) -> Reply:
        return streamed(opening(), token(right_draft(request)), token(" " * LONGEST_REPLY), closing(), DONE)

    with scripted_model(script) as model:
        answer = drafting_with(model.base_url, extractive, PATIENT).answer(QUESTION)

    assert answer.drafting is not None and answer.drafting.failure == "too-long"
    assert answer.mode is AnswerMode.GENERATED


@pytest.mark.parametrize("name", ENDLESS)
def test_what_has_no_end_is_given_up_before_it_takes_up_memory(
    extractive: ExtractiveAnswerer, name: str
) -> None:
    pieces: list[str] = []

    async def listen(patience: Patience) -> None:
        async for piece in patience.stream(Messages("s", "u", "p"), Form.JSON):
            pieces.append(piece)

    with scripted_model(ENDLESS[name]) as model:
        with pytest.raises(ModelFailure, match="too-long"):
            anyio.run(listen, drafting_with(model.base_url, extractive, PATIENT).patience)
        assert model.exchanges[0].wait(2).client_left

    assert len(pieces) <= 2 * MOST_TOKENS


def test_a_draft_of_which_nothing_holds_is_given_up(extractive: ExtractiveAnswerer) -> None:
    """The model would go on for ever, and every sentence of it is well-formed."""
    invented = '{"text": "Månen är en ost.", "support": ["1 en ost"]}, '

    with scripted_model(
        always(streamed(opening(), token('{"sentences": ['), Endless(token(invented))))
    ) as model:
        answer = drafting_with(model.base_url, extractive, PATIENT).answer(QUESTION)
        exchange = model.exchanges[0].wait(2)

    assert exchange.client_left
    assert_sources_own_words(answer, extractive)
    assert said(answer, "draft_unsupported")
    assert answer.drafting is not None
    assert (answer.drafting.dropped, answer.drafting.failure) == (MOST_DROPPED, None)


LETTERS = "Må – så åpnes øynene på Ærø. Förändring är svårt på ön."


def short_event(delta: str, finish: str | None) -> bytes:
    """As little around the text as clients accept, so that every split can be tried."""
    choice = {"index": 0, "delta": {"content": delta}, "finish_reason": finish}
    return event(encode({"choices": [choice]}))


def replies_of(reply: Reply) -> Iterator[Reply]:
    size = sum(len(step) for step in reply.steps if isinstance(step, bytes))
    yield from (split_at(reply, offset) for offset in range(0, size, 1))
    yield one_byte_each(reply)


def test_letters_are_whole_wherever_the_bytes_are_split(extractive: ExtractiveAnswerer) -> None:
    """All splits in one event loop."""
    whole = streamed(short_event(LETTERS[:20], None), short_event(LETTERS[20:], "stop"), DONE)
    replies = tuple(replies_of(whole))
    waiting = iter(replies)
    with scripted_model(lambda _: next(waiting)) as model:
        patience = drafting_with(model.base_url, extractive, PATIENT).patience

        async def hear(_: Reply) -> str:
            return "".join([piece async for piece in patience.stream(Messages("s", "u", "p"), Form.JSON)])

        async def hear_all() -> list[str]:
            return [await hear(reply) for reply in replies]

        heard = anyio.run(hear_all)

    assert len(heard) > 250
    assert set(heard) == {LETTERS}


def test_no_model_is_asked_when_the_sources_do_not_answer(retriever: Retriever) -> None:
    strict = willing(retriever)
    refusing_answerer = type(strict)(strict.retriever, strict.default_language)
    with scripted_model(saying("Ja!")) as model:
        answerer = drafting_with(model.base_url, refusing_answerer)
        answer = answerer.answer(Question("Vem vann fotbolls-VM 1994 i Brasilien?"))

    assert answer.status is not AnswerStatus.ANSWERED
    assert answer.drafting is None
    assert model.exchanges == []
