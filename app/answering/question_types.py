"""What kind of answer a question asks for, in four languages."""

from __future__ import annotations

import re
from enum import StrEnum

from app.text.numbers import NUMBER_WORDS as NUMBER_WORDS
from app.text.numbers import numbers_in as numbers_in
from app.text.words import words


class QuestionType(StrEnum):
    WHO = "who"
    WHEN = "when"
    HOW_MANY = "how-many"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    DEFINITION = "definition"
    LIST = "list"
    COMPARISON = "comparison"
    YES_NO = "yes-no"
    OTHER = "other"


_WHAT = r"(?:vad|va|hva|kva|ka|what)"
_PATTERNS: tuple[tuple[QuestionType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            QuestionType.HOW_MANY,
            r"\b(?:hur (?:många|mycket|stor|gammal|länge|ofta|hög)|hvor (?:mange|mye|stor|gammel|lenge|ofte|høy)"
            r"|kor (?:mange|mykje|stor|gam+al|lenge|ofte|høg)|how (?:many|much|old|long|often|large|big|high)"
            r"|antal|antall|andel|prosent|procent|percentage|budget|budsjett"
            r"|(?:vad|hva|kva) kost(?:ar|er|a)|salary|cost)\b"
            r"|\b(?:vad|hva|kva|vilken|hvilken|hvor)\b(?: [\w-]+){0,4} (?:lön(?:en)?|løn[ai]?|lønn(?:en|a)?)\b",
        ),
        (
            QuestionType.COMPARISON,
            r"\b(?:skillna\w*|skil(?:j\w*|l\w*|nad\w*)?|forskjell\w*|ulikskap\w*|ulike? fr[aå]|jämför\w*|jamfør\w*"
            r"|sammenlign\w*|samanlikn\w*|versus|vs|kontra|differ\w*|compare\w*|comparison|motsats\w*)\b",
        ),
        (
            QuestionType.WHEN,
            r"^(?:\w+ ){0,2}(?:när|når|when)\b"
            r"|\b(?:vilket|hvilket|hvilken|kva|what|which) (?:år|year|dato|datum|date)\b",
        ),
        (QuestionType.WHO, r"^(?:\w+ ){0,2}(?:vem|vems|hvem|kven|who|whose)\b"),
        (QuestionType.WHY, r"\b(?:varför|hvorfor|kvifor|korfor|why)\b"),
        (QuestionType.DEFINITION, r"\b(?:defin\w+|betydelse\w*|betydning\w*|begreppet|begrepet|omgrepet)\b"),
        (
            QuestionType.LIST,
            r"\b(?:vilka|hvilke|lista|listen|nevn|nämn|räkna upp|ram(?:s|se) opp|list|name the|which)\b"
            r"|\b(?:kva for|what are|what were)\b|\b(?:alla|alle|samtliga|samtlige|all) (?:de|dei|the)\b"
            r"|\b(?:alla|alle|samtliga|samtlige) \w+(?:na|ne|ane)\b|\b(?:alla|alle|samtliga|samtlige)$",
        ),
        (QuestionType.HOW, r"^(?:\w+ ){0,2}(?:hur|hvordan|korleis|koss|how)\b"),
        (
            QuestionType.LIST,
            r"\b(?:råd|råden|råda|rådene|tips|advice|fördelar\w*|fordel[ae]\w*|ulempe\w*|nackdelar\w*|benefits"
            r"|advantages|risker\w*|risikoer|risks|steg|stega|stegene|stegen|steps|kännetecken\w*|kjennetegn\w*"
            r"|kjenneteikn\w*|kännetecknar|characteristics|utmaningar\w*|utfordring\w*|challenges|fallgropar\w*"
            r"|fallgruver|pitfalls|exempel|eksempler|døme|examples|förbehåll\w*|forbehold\w*|reservations"
            r"|principer\w*|prinsipper|principles|punkter|effekter\w*|effects|relationer\w*|relasjoner\w*)\b",
        ),
        (
            QuestionType.DEFINITION,
            rf"^(?:\w+ ){{0,2}}{_WHAT} (?:är|er|e|is|menas|menes|meiner|meint|innebär|innebærer|inneber|betyder|betyr"
            rf"|tyder|does|vil|kännetecknar|kjennetegner|kjenneteiknar|characteri[sz]es)\b",
        ),
        (QuestionType.WHERE, r"^(?:var|hvor|kvar|where)\b"),
        (
            QuestionType.YES_NO,
            r"^(?:är|kan|ska|skall|får|har|finns|bör|måste|er|skal|får|finnes|finst|bør|må|is|are|can|does|do|should"
            r"|will|has|have|betyder|betyr|innebär|innebærer|fungerar|fungerer)\b",
        ),
    )
)


def question_type(question: str) -> QuestionType:
    """The first type whose words the question holds, the most telling types first."""
    plain = " ".join(words(question))
    return next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), QuestionType.OTHER)
