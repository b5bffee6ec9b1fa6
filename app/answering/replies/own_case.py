"""Whether a question is about a matter of one's own, which no text about work in general can settle.

The first person alone makes no case: "must I ask before I work from home" is a rule, and the sources may hold it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from app.answering.asking.phrases import read_phrases
from app.text.words import words

PHRASES_FILE = Path(__file__).with_suffix(".toml")


def is_own_case(text: str) -> bool:
    """Whether someone asks about their own pay, application, boss or right, or wants something done for them."""
    plain = " ".join(words(text))
    return _pattern("case").search(plain) is not None and _pattern("rule").match(plain) is None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b{read_phrases(PHRASES_FILE)[table]}")
