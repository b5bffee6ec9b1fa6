"""What settles whether something must, may or will be so: "Nei, det er frivillig", "Ingen ska sägas upp"."""

from __future__ import annotations

import re

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading

_MUST_OR_MAY = (
    r"får|måste|må|skal|skall|ska|kan|bør|bör|plikt\w*|tillåt\w*|tillat\w*|lov|behöver|trenger|treng"
    r"|can|may|must"
)
_ASKS = re.compile(
    rf"\b(?:{_MUST_OR_MAY}|nöd\w*|nøy\w*|nødt|tvung\w*|allowed|have to|should|will)\b", re.IGNORECASE
)
_SETTLES = re.compile(
    rf"\W*(?:ja|nei|nej|jo|no|yes)\b|.*\b(?:{_MUST_OR_MAY}|fick|fikk|fekk|krav|kreves|krävs|krevst|skyldig\w*|frivillig\w*"
    r"|tvung\w*|forbud\w*|förbud\w*|förbjud\w*|forbode|aldrig|aldri|ingen|inget|inga|ingenting|inte|ikke|ikkje|ej"
    r"|alltid|rett|rätt|slipper|slepp|never|not)\b",
    re.IGNORECASE | re.DOTALL,
)


def asks_for_a_rule(reading: Reading) -> bool:
    """Whether a question for yes or no asks what must, may or will be."""
    return reading.type is QuestionType.YES_NO and _ASKS.search(reading.text) is not None


def settles(text: str) -> bool:
    """Whether a text says that something must, may, need not or never is so."""
    return _SETTLES.match(text) is not None
