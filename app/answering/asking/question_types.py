"""What kind of answer a question asks for, in four languages."""

from __future__ import annotations

import re
from enum import StrEnum

from app.text.numbers import NUMBER_WORDS as NUMBER_WORDS
from app.text.numbers import numbers_in as numbers_in
from app.text.question_order import asking_first
from app.text.words import words


class QuestionType(StrEnum):
    WHO = "who"
    WHEN = "when"
    CONDITION = "condition"
    HOW_MANY = "how-many"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    DEFINITION = "definition"
    LIST = "list"
    COMPARISON = "comparison"
    CONSEQUENCE = "consequence"
    YES_NO = "yes-no"
    OTHER = "other"


_WHAT = r"(?:vad|va|hva|kva|ka|what)"
_WHEN = r"(?:när|når|when)"
_HOW = r"(?:hur|hvor|kor|how)"
_MUCH = (
    r"(?:många|mange|many|mycket|mye|mykje|much|stor|large|big|gam+al|gammel|old|länge|lenge|long|lång tid|lang tid"
    r"|ofta|ofte|often|hög|høy|høg|high)"
)
_MAY = (
    r"(?:bör|bør|kan|får|må|måste|passar|passer|lönar|lønner|løner|fungerar|fungerer|behöver|behövs"
    r"|trenger|trengs|treng|should|can|may|must|do|does|need"
    r"|(?:är|er|is|are) (?:det|it|de|they) (?:\w+ )?(?:lämplig\w*|passande|olämplig\w*|egnet|eigna|uegna|bra|godt?"
    r"|okej?|greitt?|rett|rätt|riktig\w*|nödvändig\w*|nødvendig\w*|naudsynt\w*|bäst|best|lurt|tillate\w*|tillåtet"
    r"|suitable|appropriate|right|good|necessary|allowed|ok|okay|better|wrong|fel|feil))"
)
_IF = r"(?:om|hvis|viss|dersom|ifall|if|når|när|when)"
_IS_MEANT = (
    r"(?:är|er|e|is|menas|menes|meiner \w+ med|meint|innebär|innebærer|inneber|betyder|betyr|tyder"
    r"|vil(?=.* (?:si|seie?)\b)|does(?=.* mean)|kännetecknar|kjennetegner|kjenneteiknar|characteri[sz]es)"
)
_LEADING = r"^(?:\w+ ){0,2}"
_JUST = (  # what may stand before a "when" that asks; before one that joins a clause anything may
    r"(?:och|og|and|men|but|så|so|ungefär|omtrent|about|exakt|exactly|nøyaktig|akkurat|just|sedan|siden|sidan|since"
    r"|från|fra|frå|from|till|til|until|by|hej|hei)"
)
_HAPPENED = (  # what stands behind a "when" that asks, wherever that stands itself
    r"(?:är|er|is|are|var|was|were|blir|blev|ble|blei|vart|ska|skal|skall|shall|will|har|has|have|had|hadde|kom"
    r"|kommer|kjem|did|does|do|fick|fikk|fekk|slut\w+|börja\w*|begyn\w+|start\w+)"
)
_EVERY = r"(?:alla|alle|samtliga|samtlige)"
_SEVERAL = rf"(?:{'|'.join(sorted(NUMBER_WORDS - {'to'}))}|[2-9]|1\d)"
_ARE_THE = r"(?:är|er|e|var|are|were) (?:de|dei|dem|the|våra|våre|deras|deres|their|our)"
_ALLOWED = (
    r"(?:ikke |ikkje |inte |not )?(?:tillåte[tn]|tillåtna|tillatt|tillate?|lov(?:leg|lig)?|allowed|permitted"
    r"|förbjude[nt]|forbudt|forbode?|forbidden|prohibited)"
)
_DOES = r"(?:do|does|did|can|could|should|must|may|has|have|had|are|were|will)"
_DOES_NN = (
    r"(?:kan|kunne|har|hadde|skal|skulle|må|måtte|bør|får|fekk|er|var|vart|vil|ville|gjev|gir|gav|gjer|gjorde|finst|finnes"
    r"|treng|brukar)"
)
_THINGS_NN = r"(?:\w+(?:ar|er|a|ane|ene)|\w*(?:tiltak|krav|mål|vilkår|løfte|verktøy|problem|prosjekt))"


def _compiled(*rows: tuple[QuestionType, str]) -> tuple[tuple[QuestionType, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)


_PATTERNS = _compiled(
    (
        QuestionType.HOW_MANY,
        rf"\b(?:{_HOW} {_MUCH}|antal|antall|andel|prosent|procent|percentage|budget|budsjett"
        rf"|{_WHAT} kost(?:ar|er|a)|salary|cost)\b"
        r"|\b(?:vad|hva|kva|vilken|hvilken|hvor)\b(?: [\w-]+){0,4} (?:lön(?:en)?|løn[ai]?|lønn(?:en|a)?)\b",
    ),
    (
        QuestionType.COMPARISON,
        r"\b(?:skillna\w*|skil(?:j\w*|l\w*|nad\w*)?|forskjell\w*|ulikskap\w*|ulike? fr[aå]|jämför\w*|jamfør\w*"
        r"|sammenlign\w*|samanlikn\w*|versus|vs|kontra|differ\w*|compare\w*|comparison|motsats\w*)\b",
    ),
    (QuestionType.CONDITION, rf"{_LEADING}{_WHEN} {_MAY}\b"),
    (
        QuestionType.CONSEQUENCE,
        rf"{_LEADING}{_WHAT} (?:händer|skjer|hender|happens|blir følgen|blir följden)\b.* {_IF}\b",
    ),
    (
        QuestionType.WHEN,
        rf"^(?:{_JUST} ){{0,2}}{_WHEN}\b|{_LEADING}{_WHEN} {_HAPPENED}\b"
        r"|\b(?:vilket|hvilke[nt]|kva|what|which) (?:år|year|dato|datum|date)\b",
    ),
    (QuestionType.WHO, rf"{_LEADING}(?:vem|vems|hvem|kven|who|whose)\b"),
    (QuestionType.WHY, r"\b(?:varför|hvorfor|kvifor|korfor|why)\b"),
    (QuestionType.DEFINITION, r"\b(?:defin\w+|betydelse\w*|betydning\w*|begreppet|begrepet|omgrepet)\b"),
    (
        QuestionType.LIST,
        r"\b(?:vilka|hvilke|lista|listen|nevn|nämn|räkna upp|ram(?:s|se) opp|list|name the|which)\b"
        rf"|\b(?:kva for|what are|what were)\b|\b(?:{_EVERY}|all) (?:de|dei|the)\b"
        rf"|\b{_EVERY} \w+(?:na|ne|ane)\b|\b{_EVERY}$"
        rf"|{_LEADING}{_WHAT} (?:{_ARE_THE} (?:to|\w{{4,}})|(?:{_ARE_THE} )?{_SEVERAL}) \w"
        rf"|{_LEADING}{_WHAT} (?:är|er|e|is) {_ALLOWED}\b"
        rf"|^what \w+[^\Ws]s {_DOES}\b|^kva {_THINGS_NN} {_DOES_NN}\b",
    ),
    (QuestionType.HOW, rf"{_LEADING}(?:hur|hvordan|korleis|koss|how)\b"),
    (
        QuestionType.LIST,
        r"\b(?:råd|råden|råda|rådene|tips|advice|fördelar\w*|fordel[ae]\w*|ulempe\w*|nackdelar\w*|benefits"
        r"|advantages|risker\w*|risiko(?:er|ar|ene|ane)|risks|steg|stega|stegene|stegen|steps|kännetecken\w*|kjennetegn\w*"
        r"|kjenneteikn\w*|kännetecknar|characteristics|utmaningar\w*|utfordring\w*|challenges|fallgropar\w*"
        r"|fallgruver|pitfalls|exempel|eksempler|døme|examples|förbehåll\w*|forbehold\w*|reservations"
        r"|principer\w*|prinsipper|principles|punkter|effekter\w*|effects|relationer\w*|relasjoner\w*)\b",
    ),
    (QuestionType.DEFINITION, rf"{_LEADING}{_WHAT} {_IS_MEANT}\b"),
    (QuestionType.WHERE, r"^(?:var|hvor|kvar|where)\b"),
    (
        QuestionType.YES_NO,
        rf"^(?:är|kan|ska|skall|får|har|finns|bör|måste|er|skal|får|finnes|finst|bør|må|is|are|can|does|do|should"
        rf"|will|has|have|betyder|betyr|innebär|innebærer|fungerar|fungerer)\b(?! (?:\w+ )?{_WHAT}\b)",
    ),
)


def question_type(question: str) -> QuestionType:
    """The first type whose words the question holds, the most telling types first."""
    plain = " ".join(words(asking_first(question)))
    return next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), QuestionType.OTHER)
