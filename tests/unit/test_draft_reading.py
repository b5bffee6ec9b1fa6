"""A draft is read sentence by sentence from pieces of any size, in both forms, and never fails."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answering.drafting.draft import DraftSentence, Support
from app.answering.drafting.reading import DraftReader, Read

LINES = """Tillit är bra för ärenden i Malmö. [1 "tillit är bra"]
- Ledelsen må gi støtte på Ærø. [2 «støtte på Ærø»] [3, "gi støtte"]

Hej!"""
JSON = json.dumps(
    {
        "sentences": [
            {"text": 'Hon sa "{[nej]}" på ön.', "support": ['1 sa "{[nej]}"']},
            {"text": "Æ ø å \\ slutt.", "support": []},
        ]
    },
    ensure_ascii=False,
)
EXPECTED_LINES: list[Read] = [
    DraftSentence("Tillit är bra för ärenden i Malmö.", (Support(1, "tillit är bra"),)),
    DraftSentence("Ledelsen må gi støtte på Ærø.", (Support(2, "støtte på Ærø"), Support(3, "gi støtte"))),
    DraftSentence("Hej!"),
]
EXPECTED_JSON: list[Read] = [
    DraftSentence('Hon sa "{[nej]}" på ön.', (Support(1, 'sa "{[nej]}"'),)),
    DraftSentence("Æ ø å \\ slutt."),
]


def read(*pieces: str, is_whole: bool = True) -> list[Read]:
    reader = DraftReader()
    return [one for piece in pieces for one in reader.feed(piece)] + list(reader.finish(is_whole))


@pytest.mark.parametrize(("text", "expected"), [(LINES, EXPECTED_LINES), (JSON, EXPECTED_JSON)])
def test_every_split_reads_the_same(text: str, expected: list[Read]) -> None:
    assert read(text) == expected
    assert read(*text) == expected
    assert all(read(text[:at], text[at:]) == expected for at in range(len(text)))


def test_a_sentence_is_there_with_its_last_character() -> None:
    reader = DraftReader()
    first = JSON.index('"]}') + 3

    assert list(reader.feed(JSON[: first - 1])) == []
    assert list(reader.feed(JSON[first - 1 : first])) == EXPECTED_JSON[:1]


@pytest.mark.parametrize("fence", ["```json\n", "```\n", "\n\n  ```json\n"])
def test_a_code_fence_says_nothing(fence: str) -> None:
    assert read(*f"{fence}{JSON}\n```\n") == EXPECTED_JSON
    assert read(f"{fence}{LINES}\n```\n") == EXPECTED_LINES


@pytest.mark.parametrize("thoughts", ["Frågan gäller [1].\nKanske så här:", "", LINES])
def test_what_a_model_thinks_aloud_is_no_part_of_its_draft(thoughts: str) -> None:
    assert read(*f"<think>\n{thoughts}\n</think>\n\n{LINES}") == EXPECTED_LINES


def test_a_draft_that_broke_off_loses_its_last_sentence_only() -> None:
    assert read(LINES[:-2], is_whole=False) == [*EXPECTED_LINES[:2], None]
    assert read(JSON[:-20], is_whole=False) == [*EXPECTED_JSON[:1], None]


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": 7, "support": []}]}',
        '{"sentences": [{"text": "x", "support": ["x 1"]}]}',
        '{"sentences": [{"text": "x", "support": ["1 x", "1"]}]}',
        '{"sentences": [{"text": "x", "support": [{"passage": 1, "quote": "x"}]}]}',
        '{"sentences": [{"support": []}]}',
        'Text. [1 "x"] och mer',
        '[1 "bara ett stöd"]',
    ],
)
def test_what_has_another_form_is_one_unreadable_sentence(text: str) -> None:
    assert read(text) == [None]


@pytest.mark.parametrize(
    "support", ["2 i 2024 års plan", '2 "i 2024 års plan"', "2: «i 2024 års plan»", " 2. i 2024 års plan "]
)
def test_a_number_and_a_quote_are_told_apart_however_they_are_joined(support: str) -> None:
    said = json.dumps({"sentences": [{"text": "x", "support": [support]}]})

    assert read(said) == [DraftSentence("x", (Support(2, "i 2024 års plan"),))]


@pytest.mark.parametrize("text", ["", " \n\t\n", "{}", '{"sentences": []}', "[]{}", "{" * 1000 + "}" * 1000])
def test_nothing_said_is_no_sentence(text: str) -> None:
    assert [one for one in read(text) if one is not None and one.supports] == []


def test_a_line_without_end_is_given_up() -> None:
    reader = DraftReader()

    found = [one for _ in range(100) for one in reader.feed("x" * 1000)]

    assert set(found) == {None}


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.lists(st.text(alphabet='{}[]":,\\`\n 1åø"sentencxupor', max_size=40), max_size=8), st.booleans())
def test_any_text_is_read_without_an_error(pieces: list[str], is_whole: bool) -> None:
    assert all(
        one is None or one.text.strip() or not one.supports for one in read(*pieces, is_whole=is_whole)
    )
