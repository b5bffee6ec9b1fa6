"""When two texts say the same words: bullets, white space, markup and case never matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.text.normalise import matching_form

WINDOW = 12
HALF = 0.5
FULL = 0.9

# The same gold quotes and passages are compared many times over in a run.
_form = lru_cache(maxsize=10_000)(matching_form)


def coverage(quote: str, *texts: str) -> float:
    """The share of the quote's characters that stand in the texts, from 0 to 1.

    Both sides are reduced to letters and digits (`matching_form`). A character of the quote counts when it
    lies in a common substring of at least `WINDOW` characters of the quote and one of the texts, so that
    scattered short words are no coverage; a quote that is shorter than that counts as a whole or not at
    all. Several texts cover together. A quote without letters and digits is covered by nothing.
    """
    wanted = _form(quote)
    if not wanted:
        return 0.0
    window = min(WINDOW, len(wanted))
    forms = [_form(text) for text in texts]
    covered = 0
    end = 0  # of the part of the quote that is known to be covered
    for start in range(len(wanted) - window + 1):
        piece = wanted[start : start + window]
        if any(piece in form for form in forms):
            covered += start + window - max(end, start)
            end = start + window
    return covered / len(wanted)


def gain(quote: str, *texts: str) -> int:
    """2 when the texts cover the quote fully (at least 90 %), 1 when by half, otherwise 0."""
    share = coverage(quote, *texts)
    return 2 if share >= FULL else 1 if share >= HALF else 0


def lies_inside(part: str, whole: str) -> bool:
    """True when the letters and digits of `part` stand in those of `whole` without a gap."""
    wanted = matching_form(part)
    return bool(wanted) and wanted in matching_form(whole)


def says(text: str, wanted: str) -> bool:
    """True when the letters and digits of `wanted` stand in the text without another one between them.

    Words may be inflected or compounded ("tillit" is in "tillitens"), numbers may not: "14" is not
    in "2014", although it is in "år 20, 14 råd".
    """
    form = matching_form(wanted)
    if not form:
        return False
    pattern = r"[\W_]*".join(re.escape(character) for character in form)
    before = r"(?<!\d)" if form[0].isdigit() else ""
    after = r"(?!\d)" if form[-1].isdigit() else ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.search(before + pattern + after, folded) is not None
