"""One normal form for everything that is stored, and one for what counts as the same text."""

from __future__ import annotations

import re
import unicodedata

_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """NFC with line breaks as "\\n" and no byte order mark; done once, before any span exists.

    Doing it twice changes nothing. Nothing else is altered: typing errors in a source stay.
    """
    unbroken = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", unbroken)


def matching_form(text: str) -> str:
    """Letters and digits only, NFKC and case-folded: equal for texts that say the same words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER_OR_DIGIT.sub("", folded)


def plain_letters(text: str) -> str:
    """Full-width and other dressed-up letters as plain ones, of the same length: for questions, never for sources."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    plain = ((letter, unicodedata.normalize("NFKC", letter)) for letter in text)
    return "".join(new if len(new) == 1 else letter for letter, new in plain)
