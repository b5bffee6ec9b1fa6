"""Whatever arrives as a chat completion: an answer or an error in OpenAI's form, never a 500, never an echo."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web import JSON, Browser

PATH = "/v1/chat/completions"
CANARY = "kanariefågel"

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(CANARY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
roles = st.sampled_from(("system", "developer", "user", "assistant", "tool", "function")) | anything
parts = st.fixed_dictionaries({"type": st.just("text") | anything, "text": st.text() | anything})
messages = st.fixed_dictionaries(
    {"role": roles, "content": st.text() | st.lists(parts, max_size=2) | anything}
)
names = (
    *("model", "stream", "stream_options", "n", "logprobs", "response_format", "modalities", "tool_choice"),
    *("tools", "language", "temperature", "max_tokens", "stop", "user", CANARY),
)
bodies = st.fixed_dictionaries(
    {"messages": st.lists(messages, max_size=4) | anything}, optional=dict.fromkeys(names, anything)
)


@settings(max_examples=200, deadline=None)
@given(bodies | anything)
def test_any_json_gets_an_answer_or_an_error_in_their_form(body: object) -> None:
    content = json.dumps(body).encode()

    response = Browser().request("POST", PATH, content=content, headers=JSON)

    assert response.status_code < 500
    if response.status_code != 200:
        error = response.json()["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert len(response.content) < 1024
        assert CANARY not in response.text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_get_an_error_in_their_form(content: bytes) -> None:
    response = Browser().request("POST", PATH, content=content, headers=JSON)

    assert response.status_code == 400
    assert response.json()["error"]["type"] == "invalid_request_error"
