"""What is nothing to quote texts at: someone suffers, is harmed, or somebody's life is in danger.

The words count wherever they stand, but only where someone tells it of themselves or of here and now: texts speak
of stress and fear, too.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from app.answering.asking.phrases import read_phrases
from app.text.words import words

PHRASES_FILE = Path(__file__).with_suffix(".toml")


def tells_of_distress(text: str) -> bool:
    """Whether someone tells of suffering, violence or harassment of their own."""
    return _says("distress", text)


def is_about_the_boss(text: str) -> bool:
    """Whether a boss is named: nobody who tells of harm from there is told to talk to the boss."""
    return _says("boss", text)


def tells_of_danger(text: str) -> bool:
    """Whether somebody's life is said to be in danger: a threat to kill, no breath, a fire."""
    return _says("danger", text) or (_says("emergency", text) and not _says("supposed", text))


def _says(table: str, text: str) -> bool:
    return _pattern(table).search(" ".join(words(text))) is not None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b{read_phrases(PHRASES_FILE)[table]}")
