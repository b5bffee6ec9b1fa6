"""POST /api/v1/answers, as JSON and as events."""

from __future__ import annotations

import json

import pytest

from app.domain.answers import Turn
from app.domain.sources import Language
from tests.fakes import advice_document, span_in
from tests.web import SSE, Browser


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    events = []
    for chunk in text.replace("\r\n", "\n").strip().split("\n\n"):
        name, _, data = chunk.partition("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def test_an_answer_has_the_shape_that_the_design_promises() -> None:
    answer = Browser().ask("Vilka råd ger Louise?").json()

    assert list(answer) == [
        *(
            "id",
            "version",
            "conversation",
            "status",
            "mode",
            "language",
            "interpreted_question",
            "confidence",
        ),
        *("generation", "blocks", "citations", "nearest", "followups", "spoken", "timings", "drafting"),
    ]
    assert answer["status"] == "answered"
    lead, advice = answer["blocks"]
    assert lead["items"][0]["own_words"] is True
    assert advice["ordered"] is True
    assert [item["depth"] for item in advice["items"]] == [0, 0, 1, 0]


def test_a_citation_carries_the_exact_span_of_its_quote() -> None:
    document = advice_document()
    quote = "Gi løpende kunnskapsutvikling."
    span = span_in(document.text, quote)

    citation = Browser().ask("Vilka råd ger Louise?").json()["citations"][1]

    assert citation["quote"] == quote == document.text[citation["span"]["start"] : citation["span"]["end"]]
    assert citation["sha256"] == document.sha256
    assert citation["headings"] == ["Praktiske råd"]
    assert citation["permalink"] == (
        f"/kilde/idebanken-rad@{document.sha256[:16]}?start={span.start}&end={span.end}#passage"
    )
    assert citation["source"] == {
        "id": "idebanken-rad",
        "title": "Det må være tillit mellom ledelse og ansatte",
        "publisher": "Tilda",
        "published": "2022-12-12",
        "language": "nb",
        "kind": "restatement",
        "url": None,
        "restates": {
            "title": "Tillit <b>i</b> arbeidslivet",
            "publisher": "Idébanken",
            "author": None,
            "published": None,
            "kind": None,
            "url": "https://example.org/tillit",
        },
    }


def test_context_leaves_out_page_chrome() -> None:
    citation = Browser().ask("Vilka råd ger Louise?").json()["citations"][0]

    assert "Til hovedinnhold" not in citation["before"] + citation["after"]
    assert citation["before"].strip().startswith("Praktiske råd")


def test_an_address_that_no_browser_should_follow_is_not_sent() -> None:
    answer = Browser().ask("Vad säger den fientliga källan?").json()

    assert answer["citations"][0]["source"]["url"] is None


def test_the_same_question_gives_the_same_bytes() -> None:
    browser = Browser()

    assert browser.ask("Vad är skillnaden?").content == browser.ask("Vad är skillnaden?").content


def test_history_language_and_conversation_reach_the_answerer() -> None:
    browser = Browser()

    answer = browser.ask(
        "Och råden?",
        history=[{"question": "Vem är Louise?", "answer": "En forskare."}],
        conversation="abc_DEF-123",
        language="nn",
    ).json()

    asked = browser.answerer.asked[0]
    assert asked.history == (Turn("Vem är Louise?", "En forskare."),)
    assert asked.language is Language.NN
    assert answer["conversation"] == "abc_DEF-123"


def test_a_refusal_is_an_answer_with_reading_tips() -> None:
    response = Browser().ask("Vad kostar det?")

    answer = response.json()
    assert response.status_code == 200
    assert answer["status"] == "no_support"
    assert answer["citations"] == []
    assert answer["nearest"][0]["permalink"].startswith("/kilde/styrning-jamforelse@")


@pytest.mark.parametrize("question", ["Vilka råd ger Louise?", "Vad är skillnaden?", "fientlig", "Nej?"])
def test_the_events_hold_what_the_json_holds(question: str) -> None:
    browser = Browser()
    whole = browser.ask(question).json()

    response = browser.ask(question, SSE)

    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    assembled = {
        **events[0][1],
        "blocks": [content for name, content in events if name in ("block", "notice")],
        "citations": [content for name, content in events if name == "citation"],
        **events[-1][1],
    }
    assert assembled == whole


def test_each_citation_comes_before_the_block_that_rests_on_it() -> None:
    response = Browser().ask("Vad är skillnaden?", SSE)

    names = [name for name, _ in events_of(response.text)]
    assert names == ["meta", "citation", "block", *["citation"] * 3, "block", "notice", "done"]


def test_an_accept_header_with_several_types_still_streams() -> None:
    response = Browser().ask("Vilka råd?", {"Accept": "application/json;q=0.1, text/event-stream"})

    assert response.headers["content-type"].startswith("text/event-stream")


def test_a_damaged_index_ends_an_open_stream_with_an_error_event() -> None:
    response = Browser().ask("Hur mår index?", SSE | {"Accept-Language": "en"})

    [(name, problem)] = events_of(response.text)
    assert name == "error"
    assert problem == {
        "type": "/problems/index-unavailable",
        "title": "The sources cannot be read",
        "status": 503,
        "detail": "The search index is missing or damaged. The operator runs: tilda index rollback",
    }


def test_a_bug_ends_an_open_stream_with_an_error_event() -> None:
    response = Browser().ask("krasch", SSE)

    [(name, problem)] = events_of(response.text)
    assert (name, problem["type"], problem["status"]) == ("error", "/problems/internal", 500)
