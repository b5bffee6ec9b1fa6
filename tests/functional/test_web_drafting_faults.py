"""Whatever a model does, who asks over HTTP gets an answer: the sources' own words under a notice, or verified
sentences marked as broken off. Never a fault of the server, never a word that was not verified.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import anyio
import httpx
import pytest

from app.answering.drafting.breaker import Breaker
from app.answering.drafting.patience import Deadlines
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Question
from app.web.presenting import present_answer
from tests.drafter import broken_off
from tests.drafting import PATIENT, QUICK, drafting_with, hash_index, willing
from tests.faulty_service import Asked, ask, ask_all, leave, service
from tests.http_stub import stub_server
from tests.model_faults import FAULTS
from tests.model_replies import (
    Cut,
    Endless,
    Script,
    Silence,
    always,
    hanging,
    opening,
    refusing,
    streamed,
    token,
)
from tests.scripted_model import unreachable_url
from tests.served import served
from tests.web import SSE, make_app

SHIPPED = Deadlines()
QUESTION = "Vilka råd ger Louise Bringselius?"
# What the faulty replies hold, and no source.
NEVER_SHOWN = ("Sign in", "<p>", "<title>", "cannot help", "out of memory", "invalid api key", "cmd", "tired")
CUTS = {
    f"{kind} after {after} tokens": broken_off(after, end)
    for kind, end in (("FIN", Cut()), ("RST", Cut(is_reset=True)), ("silence", Silence()))
    for after in range(0, 61, 6)
}
DRIP = {"drip": broken_off(50, Endless(token(" "), every=QUICK.silence / 2))}

# With the deadlines as they are shipped: what is waited for, how long it may take, and what is shown in the end.
WAITED_FOR: Mapping[str, tuple[Script, float, bool]] = {
    "hangs before the first byte": (hanging(), SHIPPED.first_token, False),
    "head, then comments only": (
        always(streamed(Endless(b": alive\n\n", every=0.5))),
        SHIPPED.first_token,
        False,
    ),
    "sentences, then silence": (broken_off(60, Silence()), SHIPPED.silence, True),
    "busy, try again in an hour": (refusing(429, retry_after="3600"), 0.0, False),
    "busy, try again in two seconds": (refusing(503, retry_after="2"), 4.0, False),
}


@pytest.fixture(scope="module")
def extractive(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveAnswerer:
    return willing(hash_index(tmp_path_factory.mktemp("web-faults")))


@pytest.fixture(scope="module")
def asked(extractive: ExtractiveAnswerer) -> dict[str, Asked]:
    return ask_all(extractive, {**FAULTS, **CUTS, **DRIP}, QUICK)


@pytest.mark.parametrize("name", FAULTS)
def test_the_sources_answer_in_time_and_nothing_of_the_reply_is_shown(
    asked: dict[str, Asked], extractive: ExtractiveAnswerer, name: str
) -> None:
    plain = present_answer(extractive.answer(Question(asked[name].question)))
    for told in (asked[name].whole, asked[name].streamed):
        assert (told.status, told.answer.mode) == (200, "extractive")
        assert (told.answer.blocks[1:], told.answer.citations) == (plain.blocks, plain.citations)
        assert told.says("draft_failed") or told.says("draft_unsupported")
        assert told.answer.drafting is not None and told.answer.drafting.kept == 0
        assert told.answer.timings["draft"] < 1000 * (QUICK.total + 1)
        assert not [fragment for fragment in NEVER_SHOWN if fragment in told.text]
    assert len(asked[name].exchanges) <= 2 * 3


@pytest.mark.parametrize("name", [*CUTS, *DRIP])
def test_what_is_shown_of_a_draft_that_broke_off_is_verified_marked_and_kept_so(
    asked: dict[str, Asked], name: str
) -> None:
    for told in (asked[name].whole, asked[name].streamed):
        assert told.status == 200
        assert told.answer.drafting is not None
        if told.answer.mode == "extractive":
            assert told.says("draft_failed") or told.says("draft_unsupported")
        else:
            assert told.says("draft_incomplete") and not told.answer.drafting.complete
            shown = [item for block in told.answer.blocks for item in block.items if not item.own_words]
            assert len(shown) == told.answer.drafting.kept > 0
            assert all(item.citations for item in shown)
    kept, shown_last = asked[name].kept, asked[name].streamed.answer
    assert (kept.mode, kept.blocks, kept.drafting) == (
        shown_last.mode,
        shown_last.blocks,
        shown_last.drafting,
    )


def test_a_model_that_drips_is_cut_off_after_what_it_said(asked: dict[str, Asked]) -> None:
    for told in (asked["drip"].whole, asked["drip"].streamed):
        assert told.answer.mode == "generated"
        assert QUICK.total <= told.answer.timings["draft"] / 1000 < QUICK.total + 1


def test_the_shipped_deadlines_are_kept_within_a_second(extractive: ExtractiveAnswerer) -> None:
    asked = ask_all(extractive, {name: script for name, (script, _, _) in WAITED_FOR.items()}, SHIPPED)

    for name, (_, seconds, has_said) in WAITED_FOR.items():
        for told in (asked[name].whole, asked[name].streamed):
            assert told.status == 200
            assert seconds <= told.answer.timings["draft"] / 1000 < seconds + 1, name
            assert told.says("draft_incomplete" if has_said else "draft_failed"), name


def test_a_model_that_is_not_there_costs_no_time_and_is_soon_left_alone(
    extractive: ExtractiveAnswerer,
) -> None:
    breaker = Breaker()
    with (
        unreachable_url() as nowhere,
        served(make_app(drafting_with(nowhere, extractive, SHIPPED, breaker))) as url,
        httpx.Client(timeout=20) as client,
    ):
        answers = []
        for _ in range(6):
            answers.append(client.post(f"{url}/api/v1/answers", json={"question": QUESTION}))
            assert breaker.is_open is (len(answers) >= 5)

    assert [answer.status_code for answer in answers] == [200] * 6
    failures = [answer.json()["drafting"]["failure"] for answer in answers]
    assert failures == ["unreachable"] * 5 + ["paused"]
    assert all(answer.json()["timings"]["draft"] < 1000 for answer in answers)


def test_a_model_that_speaks_no_tls_costs_no_time(extractive: ExtractiveAnswerer) -> None:
    with stub_server(lambda path, posted: None) as address:
        base_url = f"{address.replace('http:', 'https:')}/v1"
        with served(make_app(drafting_with(base_url, extractive, SHIPPED))) as url, httpx.Client() as client:
            answer = client.post(f"{url}/api/v1/answers", json={"question": QUESTION}).json()

    assert answer["drafting"]["failure"] == "unreachable"
    assert answer["timings"]["draft"] < 1000


@pytest.mark.parametrize("headers", [SSE, {}], ids=["events", "JSON"])
@pytest.mark.parametrize(
    "script", [hanging(), always(streamed(opening(), Silence()))], ids=["hangs", "silent"]
)
def test_a_model_that_says_nothing_is_left_when_the_reader_leaves(
    extractive: ExtractiveAnswerer, script: Script, headers: dict[str, str]
) -> None:
    with service(script, extractive, PATIENT) as (url, model, _):
        leave(url, "/api/v1/answers", {"question": QUESTION}, headers, when=lambda: bool(model.exchanges))
        assert model.exchanges[0].wait(2).client_left


def test_more_drafts_than_are_allowed_do_not_queue(extractive: ExtractiveAnswerer) -> None:
    async def ask_three(url: str) -> list[str | None]:
        async with httpx.AsyncClient(timeout=20) as client:
            body = {"question": QUESTION}
            async with client.stream("POST", f"{url}/api/v1/answers", json=body, headers=SSE) as first:
                lines = first.aiter_lines()
                while not (await anext(lines)).startswith("event: citation"):
                    pass
                second = await ask(client, url, QUESTION, "a-second-reader", is_streamed=True)
            began = time.monotonic()
            while time.monotonic() < began + 5:  # until the first one's leaving is noticed
                third = await ask(client, url, QUESTION, "a-third-reader", is_streamed=True)
                if third.answer.mode == "generated":
                    break
        assert second.says("draft_failed") and second.answer.mode == "extractive"
        return [told.answer.drafting.failure for told in (second, third) if told.answer.drafting]

    with service(broken_off(60, Silence()), extractive, QUICK, seats=1) as (url, model, _):
        assert anyio.run(ask_three, url) == ["busy", "slow"]
    assert len(model.exchanges) == 2
