"""Whether a question is in general words alone: what does it cost, which role have the politicians, who decides."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from app.answering.asking.phrases import read_phrases
from app.answering.asking.reading import Reading

PHRASES_FILE = Path(__file__).with_suffix(".toml")
_MOST_WORDS = 3


def asks_in_general(reading: Reading) -> bool:
    """Whether a short question asks something general of "it", or of what the sources have a word for.

    Such a question is about the matter at hand: not to be answered is no sign that it is about something else.
    """
    if reading.names or not 0 < len(reading.attributes) <= _MOST_WORDS:
        return False
    special = [term for term in reading.attributes if not _general().fullmatch(term.word)]
    return len(special) < len(reading.attributes) and all(term.is_known for term in special)


@cache
def _general() -> re.Pattern[str]:
    return re.compile(read_phrases(PHRASES_FILE)["general"])
