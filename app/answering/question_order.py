"""The words that ask, put first: a question reads alike however hastily its words were typed.

"tillitsreform Norge när" asks what "när … tillitsreform Norge" asks, and "många anställda hur" what "hur många
anställda" does. A question in the order of a sentence stays as it is.
"""

from __future__ import annotations

import re

from app.text.words import is_stop_word

_HOW = re.compile(r"hur|hvor|kor|how")
_MUCH = re.compile(
    r"många|mange|many|mycket|mye|mykje|much|stora?|stort|store|large|big|gam+al|gammel|gamla|gamle|old|länge|lenge"
    r"|long|lång|lang|ofta|ofte|often|höga?|høye?|høg|high"
)
_WHAT = re.compile(r"vad|va|hva|kva|ka|what|vem|hvem|kven|who")
_IS = re.compile(
    r"är|er|e|is|are|var|was|were|menas|menes|meiner|betyder|betyr|tyder|innebär|innebærer|inneber|gör|gjør|gjer|säger"
    r"|sier|seier|does|did|do|krävs|kreves|händer|skjer|hender"
)
_ASKING = re.compile(
    rf"{_HOW.pattern}|{_WHAT.pattern}|vems|whose|när|når|when|varför|hvorfor|kvifor|korfor|why|hvordan|korleis|koss"
    r"|kvar|where"
)
_CONJUNCTION = re.compile(r"när|når|when|where|hvor|kor|kvar|who|whose")
_VERB = re.compile(
    rf"{_IS.pattern}|\w+(?:r|s|t|de|te|dde)|kan|ska|skall|skal|måste|må|vil|vill|blev|ble|vart|gikk|gick|gjekk|fikk|fick|fekk"
    r"|can|could|should|would|will|must|may|has|have|had|sa|kom|står|sto|finst|gav|ga|ger|gav|tok|tog"
)
_OF_ASKING = re.compile(r"for|slags|kind|sort|type|mange|much|many|exactly|egentlig\w*|da|då")
_LEADING = 3
_BEGINS = re.compile(
    r"är|er|kan|ska|skal|skall|får|har|finns|finnes|finst|bör|bør|måste|må|is|are|can|does|do|did|should|will|has|have"
    r"|betyder|betyr|innebär|innebærer|inneber"
)
_CLAUSES = re.compile(r"[,.;:!?–—]\s|\s-\s")


def asking_first(question: str) -> str:
    """The question with its question word first, "many" behind "how", and "is" behind "what" or "who".

    Only of one clause that begins with no verb, whose question word has words with content before it, or
    another behind it than belongs there; a word that may also be a conjunction asks where it is the last.
    """
    typed = question.split()
    plain = [re.sub(r"\W+$|^\W+", "", word).lower() for word in typed]
    asking = [at for at, word in enumerate(plain) if _ASKING.fullmatch(word)]
    if not asking or _CLAUSES.search(question.strip()):
        return question
    at = next((at for at in asking if not _CONJUNCTION.fullmatch(plain[at])), asking[0])
    if _BEGINS.fullmatch(plain[0]) and at >= _LEADING:
        return question
    partner = _partner(plain, at)
    may_be_conjunction = _CONJUNCTION.fullmatch(plain[at]) and at < len(plain) - 1
    leads = at < _LEADING and all(map(is_stop_word, plain[:at]))
    if (leads and partner in (None, at + 1)) or (partner is None and may_be_conjunction):
        return question
    front = [at] if partner is None else [at, partner]
    rest = [other for other in range(len(typed)) if other not in front]
    mark = "?" if question.rstrip().endswith("?") else ""
    return " ".join(typed[at] for at in (*front, *rest)).replace("?", "").rstrip() + mark


def _partner(plain: list[str], at: int) -> int | None:
    """Where the word stands that belongs behind the question word; None where another may stand there."""
    kind = _MUCH if _HOW.fullmatch(plain[at]) else _IS if _WHAT.fullmatch(plain[at]) else None
    behind = plain[at + 1] if at + 1 < len(plain) else ""
    if kind is None:
        return None
    if kind.fullmatch(behind):
        return at + 1
    if _OF_ASKING.fullmatch(behind) or (_VERB.fullmatch(behind) and (at == 0 or kind is _IS)):
        return None
    found = next((other for other, word in enumerate(plain) if kind.fullmatch(word)), None)
    return None if found == at + 2 else found
