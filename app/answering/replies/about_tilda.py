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
_BETWEEN_CLAUSES = re.compile(r"[.,;:!?]+\s")


class Topic(StrEnum):
    """What is asked about her. The values are the tables of phrases."""

    WHO = "who"
    OWNER = "owner"
    SOURCES = "sources"
    KEEPING = "keeping"
    OPINION = "opinion"
    TRUST = "trust"
    FORM = "form"
    USE = "use"
    LANGUAGE = "language"
    WRONG = "wrong"
    AGE = "age"


def topic_of(text: str) -> Topic | None:
    """What of herself a text asks about; None for anything else, however it begins.

    The whole text must be such a question, or each of its clauses one: "what do you think of the proposal to …" may
    be a question for the sources.
    """
    if len(words(text)) > _LONGEST_WORDS:
        return None
    if whole := _topic_of_clause(text):
        return whole
    clauses = [clause for clause in _BETWEEN_CLAUSES.split(text) if words(clause)]
    topics = [_topic_of_clause(clause) for clause in clauses]
    return topics[0] if topics and all(topics) else None


def _topic_of_clause(text: str) -> Topic | None:
    plain = " ".join(words(text))
    return next((topic for topic, pattern in _patterns().items() if pattern.fullmatch(plain)), None)


@cache
def _patterns() -> Mapping[Topic, re.Pattern[str]]:
    """One a topic over lower-case words with single blanks between them; fillers may stand before and behind."""
    phrases = read_phrases(PHRASES_FILE)
    filler = phrases["filler"]
    return {topic: re.compile(f"(?:{filler} )*{phrases[topic]}(?: {filler})*") for topic in Topic}
