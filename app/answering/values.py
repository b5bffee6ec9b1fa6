"""Whether a text holds the type of value that a question asks for."""

from __future__ import annotations

import re

from app.answering.question_types import QuestionType, numbers_in

_TIME = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b(?:vår|sommar|sommer|höst|haust|høst|vinter|spring|summer|autumn|winter)(?:en|ens)?\b"
    r"|\b(?:januari?|februari?|mars|april|maj|mai|juni?|juli?|august[i]?|september|oktober|november|december"
    r"|desember|january|february|march|may|june|july|october)\b"
    r"|\b(?:idag|i dag|imorgon|i morgon|i morgen|today|tomorrow)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:•\-–\n\t] )(?<!^)\b[A-ZÅÄÖÆØ][\w\-]+(?: [A-ZÅÄÖÆØ][\w\-]+)*")
_REASON = re.compile(
    r"\b(?:eftersom|därför|för att|handlar om|fordi|derfor|for at|handler om|handlar om|slik at|så att|because"
    r"|since|therefore|in order|leder till|fører til|bidrar|grunden|gjør at|gör att)\b",
    re.IGNORECASE,
)


def holds_value(kind: QuestionType, text: str) -> bool | None:
    """True or False for types of value that leave a trace in the text, None for all others."""
    match kind:
        case QuestionType.HOW_MANY:
            return bool(numbers_in(text)) or bool(re.search(r"\d", text))
        case QuestionType.WHEN:
            return bool(_TIME.search(text))
        case QuestionType.WHO:
            return bool(_NAME.search(text))
        case QuestionType.WHY:
            return bool(_REASON.search(text)) or None
    return None
