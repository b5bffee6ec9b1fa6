"""What unnamed others are said to think, and who asks for that."""

from __future__ import annotations

import pytest

from app.answering.quoting.completing import judges
from app.answering.weighing.hearsay import asks_for_hearsay, tells_hearsay


@pytest.mark.parametrize(
    "text",
    [
        "Många tror att vi får göra som vi vill.",
        "Noen sier at møtene er bortkastet.",
        "Folk utanfrå trur at vi slepp unna.",
        "Det sägs ofta att mötena är onödiga.",
        "Critics claim that the meetings are wasted.",
    ],
)
def test_what_unnamed_others_think_is_hearsay(text: str) -> None:
    assert tells_hearsay(text)


@pytest.mark.parametrize(
    "text", ["Vi tror på våra medarbetare.", "Chefen säger att mötena är bra.", "Många har slutat."]
)
def test_what_a_source_says_itself_is_none(text: str) -> None:
    assert not tells_hearsay(text)


@pytest.mark.parametrize("question", ["Vad säger kritikerna?", "What do many people think of it?"])
def test_who_asks_for_objections_gets_them(question: str) -> None:
    assert asks_for_hearsay(question)


def test_hearsay_is_quoted_with_the_sentence_behind_it() -> None:
    assert judges("Många tror att mötena är slut.", "Vi möts varje måndag.")
    assert not judges("Vi har möten.", "Vi möts varje måndag.")
