"""A real language model behind a real OpenAI-compatible server."""

from __future__ import annotations

import pytest
from openai import OpenAI

from tests.smollm2 import NAME

pytestmark = pytest.mark.model


def test_the_official_client_gets_a_streamed_completion(language_model_url: str) -> None:
    with OpenAI(base_url=language_model_url, api_key="none", max_retries=0, timeout=120) as client:
        stream = client.chat.completions.create(
            model=NAME,
            messages=[{"role": "user", "content": "What is trust? One sentence."}],
            max_tokens=12,
            temperature=0,
            stream=True,
        )
        words = [chunk.choices[0].delta.content or "" for chunk in stream]

    assert len(words) > 3
    assert "trust" in "".join(words).lower()
