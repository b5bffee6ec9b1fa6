"""What marks a reason: a word anywhere in a text, the first words of a sentence, a heading."""

from __future__ import annotations

import re

_TELLS_WHY = re.compile(
    r"\b(?:eftersom|därför|för att|fordi|derfor|for at|slik at|så att|because|since|therefore|in order|leder till"
    r"|fører til|bidrar|gjør at|gör att|nämligen|nemlig|därmed|dermed|annars|ellers|elles|undvik\w*|unngå\w*"
    r"|skäl\w*|grunn\w*|grunden|årsak\w*|orsak\w*|anledning\w*|syfte\w*|formål\w*|føremål\w*|begrunn\w*|motiver\w*"
    r"|beror på|skyldes|skuldast|kjem av|kommer av|heng saman|henger sammen|hänger samman|due to|reason\w*|avoid\w*"
    r"|problem\w*)\b",
    re.IGNORECASE,
)
_HEADS_REASONS = re.compile(
    r"(?:varför|hvorfor|kvifor|why|bakgrund|bakgrunn|motiv|syfte|formål|føremål|skäl|grunn)", re.IGNORECASE
)
_GIVES_REASON = re.compile(
    r"(?:\W*(?:\w+ ){0,3}(?:anledning(?:en|a)|skäl(?:et|en)|orsak(?:en|a|erna)|bakgrund(?:en)|bakgrunn(?:en)"
    r"|grunn(?:en|ane)|årsak(?:en|a|ene)|reasons?)\b"
    r"|\W*(?:därför|derfor|difor|därmed|dermed|då|da|annars|ellers|elles|therefore|otherwise|then)\b"
    r"|.*\b(?:beror|berodde|skyldes|skyldtes|skuldast|kjem av|kom av|kommer av|heng(?:er)? (?:saman|sammen)"
    r"|hänger (?:samman|ihop)|på grund av|på grunn av|eftersom|fordi|because|due to|is to avoid)\b)",
    re.IGNORECASE | re.DOTALL,
)


def holds_reason(text: str) -> bool:
    """Whether a word in the text marks a reason, a purpose or a consequence."""
    return _TELLS_WHY.search(text) is not None


def gives_reason(text: str) -> bool:
    """Whether a sentence opens as the reason for what the one before it says, or names a cause."""
    return _GIVES_REASON.match(text) is not None


def heads_reasons(heading: str) -> bool:
    """Whether a heading promises reasons: "Why …", "Background"."""
    return _HEADS_REASONS.match(heading) is not None
