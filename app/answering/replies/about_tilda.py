"""Questions about Tilda herself: who she is, what she keeps, where her answers come from, what she thinks of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.answering.asking.phrases import read_phrases
from app.text.words import words

PHRASES_FILE = Path(__file__).with_suffix(".toml")
_LONGEST_WORDS = 14


class Topic(StrEnum):
    """What is asked about her. The values are the tables of phrases."""

    WHO = "who"
    OWNER = "owner"
    SOURCES = "sources"
    KEEPING = "keeping"
    OPINION = "opinion"
    TRUST = "trust"
    FORM = "form"


def topic_of(text: str) -> Topic | None:
    """What of herself a text asks about; None for anything else, however it begins.

    The whole text must be such a question: "what do you think of the proposal to …" may be one for the sources.
    """
    spoken = words(text)
    if not spoken or len(spoken) > _LONGEST_WORDS:
        return None
    plain = " ".join(spoken)
    return next((topic for topic, pattern in _patterns().items() if pattern.fullmatch(plain)), None)


@cache
def _patterns() -> Mapping[Topic, re.Pattern[str]]:
    """One a topic over lower-case words with single blanks between them; fillers may stand before and behind."""
    phrases = read_phrases(PHRASES_FILE)
    filler = phrases["filler"]
    return {topic: re.compile(f"(?:{filler} )*{phrases[topic]}(?: {filler})*") for topic in Topic}
