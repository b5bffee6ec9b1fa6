"""OpenAI's own client asks Tilda over a socket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam

from tests.running import Running, running_server

ADVICE = "Vilka råd ger Louise?"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{server.url}/v1", api_key="any", max_retries=0, timeout=15) as client:
        yield client


def conversation(*said: str) -> list[ChatCompletionMessageParam]:
    """The user speaks first and last."""
    return [
        {"role": "assistant", "content": text} if position % 2 else {"role": "user", "content": text}
        for position, text in enumerate(said)
    ]


def ask(client: OpenAI, *said: str, **options: object) -> ChatCompletion:
    messages = conversation(*said)
    completion = client.chat.completions.create(model="tilda", messages=messages, extra_body=options)
    assert isinstance(completion, ChatCompletion)
    return completion


def stream(client: OpenAI, *said: str, **options: object) -> list[ChatCompletionChunk]:
    with client.chat.completions.create(
        model="tilda", messages=conversation(*said), stream=True, extra_body=options
    ) as chunks:
        return list(chunks)


def content_of(chunks: Sequence[ChatCompletionChunk]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_an_answer_comes_with_its_numbers_sources_and_annotations(client: OpenAI, server: Running) -> None:
    choice = ask(client, ADVICE).choices[0]

    assert choice.finish_reason == "stop"
    assert choice.message.content is not None
    assert choice.message.content.startswith(
        "Louise Bringselius ger de här råden:\n\n"
        "1. Rydd opp i mål og regelverk. [1]\n"
        "2. Gi løpende kunnskapsutvikling. [2]\n"
        "   1. Start i førstelinjen. [3]\n"
        "3. Administrasjonen skal støtte – ikke styre. [4]\n\n"
        "Källor:\n\n"
        f"- [1–4] [Det må være tillit mellom ledelse og ansatte]({server.url}/kilde/idebanken-rad@"
    )
    assert len(choice.message.annotations or ()) == 4


def test_an_annotation_names_the_sentence_the_quote_and_the_way_to_it(
    client: OpenAI, server: Running
) -> None:
    message = ask(client, ADVICE).choices[0].message

    assert message.content is not None and message.annotations is not None
    for number, annotation in enumerate(message.annotations, start=1):
        cited = annotation.url_citation
        more = cited.model_extra or {}
        assert message.content[cited.start_index : cited.end_index] == more["quote"]
        assert more["number"] == number
        assert cited.title == "Det må være tillit mellom ledelse og ansatte"
        page = httpx.get(cited.url)
        assert page.status_code == 200
        assert str(more["quote"]) in page.text


def test_a_stream_says_the_same_in_chunks(client: OpenAI) -> None:
    whole = ask(client, ADVICE)
    chunks = stream(client, ADVICE)

    annotations = [
        annotation
        for chunk in chunks
        for annotation in (chunk.choices[0].delta.model_extra or {}).get("annotations", ())
    ]
    assert content_of(chunks) == whole.choices[0].message.content
    assert [
        annotation.model_dump() for annotation in whole.choices[0].message.annotations or ()
    ] == annotations
    assert {chunk.id for chunk in chunks} == {whole.id}
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]


def test_a_stream_ends_with_done_and_with_the_usage_that_was_asked_for(server: Running) -> None:
    body = {
        "model": "tilda",
        "messages": conversation(ADVICE),
        "stream": True,
        "stream_options": {"include_usage": True},
    }

    response = httpx.post(f"{server.url}/v1/chat/completions", json=body)

    events = response.text.split("\n\n")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert events[-2:] == ["data: [DONE]", ""]
    assert '"choices":[],"usage":{"prompt_tokens":0' in events[-3]
    assert all(event.startswith("data: ") for event in events[:-1])


def test_a_table_is_a_table(client: OpenAI) -> None:
    content = ask(client, "Vad är skillnaden?").choices[0].message.content or ""

    assert (
        "| Område | Kontroll | Tillit [2] |\n"
        "| --- | --- | --- |\n"
        "| Mål | Många och detaljerade | Få och tydliga [3] |"
    ) in content
    assert "Källorna ger bara delvis svar." in content


@pytest.mark.parametrize("question", ["Hur blir väderprognosen?", "Något helt annat?"])
def test_a_refusal_is_ordinary_content(client: OpenAI, question: str) -> None:
    completion = ask(client, question)

    choice = completion.choices[0]
    assert choice.finish_reason == "stop"
    assert (choice.message.content or "").startswith("Det hittar jag inget svar på i källorna.")
    assert choice.message.annotations == []
    assert (completion.model_extra or {})["tilda"]["status"] in ("no_support", "out_of_scope")


def test_a_refusal_names_the_nearest_reading(client: OpenAI, server: Running) -> None:
    content = ask(client, "Något helt annat?").choices[0].message.content or ""

    assert f"- [Styrning med kontroll och med tillit]({server.url}/kilde/styrning-jamforelse@" in content


def test_earlier_messages_are_the_history(client: OpenAI) -> None:
    """What the system says is not read, and an answer that calls a tool says nothing."""
    said = conversation("Vad är tillit?", "Förtroende. [1]", "Och råd?", "Tre. [1]", "Hur många turer?")

    completion = client.chat.completions.create(
        model="tilda",
        messages=[{"role": "system", "content": "Speak like a pirate."}, *said],
    )

    assert completion.choices[0].message.content == "Jag minns 2 turer."


def test_the_end_of_a_long_conversation_is_what_is_remembered(client: OpenAI) -> None:
    said = ["fråga", "svar"] * 30

    content = ask(client, *said, "Hur många turer?").choices[0].message.content

    assert content == "Jag minns 20 turer."


def test_content_may_come_in_parts_of_text(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model="tilda",
        messages=[
            {
                "role": "user",
                "content": [{"type": "text", "text": "Vilka "}, {"type": "text", "text": "råd?"}],
            }
        ],
    )

    assert (completion.model_extra or {})["tilda"]["interpreted_question"] == "Vilka råd?"


def test_the_language_can_be_asked_for(client: OpenAI) -> None:
    completion = ask(client, "Vilka råd?", language="nn")

    assert (completion.model_extra or {})["tilda"]["language"] == "nn"
    assert "Kjelder:" in (completion.choices[0].message.content or "")


def test_what_cannot_change_an_answer_is_tolerated(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model="tilda",
        messages=conversation(ADVICE),
        temperature=0.2,
        top_p=1,
        max_tokens=5,
        max_completion_tokens=5,
        n=1,
        stop=["\n"],
        seed=7,
        user="u",
        presence_penalty=0.5,
        logit_bias={"1": 1},
        logprobs=False,
        metadata={"a": "b"},
        response_format={"type": "text"},
        tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
        tool_choice="auto",
        extra_body={"chat_id": "x"},
    )

    assert len(completion.choices[0].message.annotations or ()) == 4


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("n", 2),
        ("logprobs", True),
        ("response_format", {"type": "json_object"}),
        ("response_format", {"type": "json_schema", "json_schema": {"name": "a", "schema": {}}}),
        ("modalities", ["text", "audio"]),
        ("tool_choice", "required"),
        ("tool_choice", {"type": "function", "function": {"name": "f"}}),
    ],
)
def test_a_form_that_answers_cannot_have_is_refused(client: OpenAI, param: str, value: object) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ask(client, ADVICE, **{param: value})

    assert (refused.value.code, refused.value.param) == ("unsupported_parameter", param)
    assert refused.value.type == "invalid_request_error"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"messages": []}, "invalid_messages"),
        ({"messages": "Vilka råd?"}, "invalid_messages"),
        ({"messages": [{"role": "assistant", "content": "Hej"}]}, "invalid_messages"),
        ({"messages": [{"role": "pirate", "content": "Hej"}]}, "invalid_messages"),
        ({"messages": [{"role": "user", "content": 7}]}, "invalid_messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "unsupported_content"),
        ({"messages": [{"role": "user", "content": ""}]}, "question_empty"),
        ({"messages": [{"role": "user"}]}, "question_empty"),
        ({"messages": [{"role": "user", "content": "?!"}]}, "question_no_words"),
        ({"messages": [{"role": "user", "content": "å" * 2001}]}, "question_too_long"),
        ({"messages": [{"role": "user", "content": "a\x00b"}]}, "question_control_characters"),
        ({"stream": "ja"}, "invalid_parameter"),
        ({"n": [1]}, "invalid_parameter"),
        ({"language": "se"}, "invalid_language"),
    ],
)
@pytest.mark.parametrize("is_streamed", [False, True])
def test_what_cannot_be_used_is_refused_in_their_form(
    client: OpenAI, more: dict[str, object], code: str, is_streamed: bool
) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ask(client, ADVICE, **{"stream": is_streamed, **more})

    assert refused.value.code == code
    assert len(refused.value.response.content) < 1024


def test_another_model_is_not_found(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        client.chat.completions.create(model="gpt-4", messages=conversation(ADVICE))
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-4")

    assert unknown.value.code == "model_not_found"
    assert "gpt-4" not in unknown.value.response.text


def test_the_models_are_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["tilda"]
    assert client.models.retrieve("tilda").object == "model"


@pytest.mark.parametrize("path", ["completions", "embeddings", "responses", "nonsense"])
def test_what_openai_has_and_tilda_has_not_is_told_in_their_form(server: Running, path: str) -> None:
    response = httpx.post(f"{server.url}/v1/{path}", json={})

    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_the_wrong_method_is_told_in_their_form(server: Running) -> None:
    response = httpx.get(f"{server.url}/v1/chat/completions")

    assert (response.status_code, response.json()["error"]["type"]) == (405, "invalid_request_error")


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "invalid_json"),
        (b'{"messages": NaN}', "application/json", 400, "unusable_json"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b"[]", "application/json", 400, "invalid_messages"),
        (b" " * 70_000, "application/json", 413, "body_too_large"),
    ],
)
def test_bodies_that_are_no_request_are_refused_in_their_form(
    server: Running, body: bytes, content_type: str, status: int, code: str
) -> None:
    headers = {"Content-Type": content_type, "Accept-Language": "en"}

    response = httpx.post(f"{server.url}/v1/chat/completions", content=body, headers=headers)

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_an_index_that_is_gone_is_a_server_error_with_its_remedy(client: OpenAI) -> None:
    with pytest.raises(openai.InternalServerError) as unavailable:
        ask(client, "Var är ditt index?", language="en")

    assert unavailable.value.response.status_code == 503
    assert unavailable.value.response.headers["retry-after"]
    assert "tilda index rollback" in str(unavailable.value)


def test_an_open_stream_ends_with_the_error(client: OpenAI) -> None:
    with pytest.raises(openai.APIError, match="tilda index rollback"):
        stream(client, "Var är ditt index?")


@pytest.mark.parametrize("is_streamed", [False, True])
def test_a_bug_is_told_without_its_text(client: OpenAI, is_streamed: bool) -> None:
    with pytest.raises(openai.APIError) as failed:
        stream(client, "krasch") if is_streamed else ask(client, "krasch")

    assert "krasch" not in str(failed.value)
    assert failed.value.code == "internal"


def test_links_in_a_source_are_not_links_in_an_answer(client: OpenAI) -> None:
    message = ask(client, "fientlig?").choices[0].message

    content, annotations = message.content or "", message.annotations or []
    assert "<script>" not in content.replace("\\<", "")
    assert r"\[länk\](javascript:alert(1))" in content
    assert r"\[1\]" in content
    cited = annotations[0].url_citation
    assert content[cited.start_index : cited.end_index].endswith("är en mening i källan.")
