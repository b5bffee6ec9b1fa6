"""A question without its wrapping: not in capitals, and without greeting, courtesies and thanks.

An embedding model that tells upper from lower case reads a question in capitals as something else, and what
is polite around a question would otherwise be searched for and missed in the sources.
"""

from __future__ import annotations

import re

_FEWEST_WORDS_IN_CAPITALS = 2
_MOST_LAYERS = 5
_QUESTION_WORDS = (
    r"vad|va|vilk\w+|vem|vems|var|vart|när|hur|varför|hva|hvem|hvor|hvilk\w+|når|hvordan|hvorfor|ka|kva|kven|kvar"
    r"|korleis|kvifor|kor|what|who|whose|where|when|how|why|which"
)
_GREETING = (
    r"(?:hej|hejsan|hallå|tjena|hei|heisann|hallo|morn|hello|hi|hey|kära|kjære|dear"
    r"|go(?:d|od)? ?(?:morgon|dag|kväll|eftermiddag|morgen|kveld|ettermiddag|morning|afternoon|evening))"
    r"(?: (?:på dig|på er|på deg|alla|alle|tilda|du|där|der|there|igen|igjen|again|everyone))?"
)
_APOLOGY = r"(?:ursäkta|förlåt|unnskyld|orsak|excuse|pardon|sorry)(?: (?:mig|meg|me))?"
_WISH = (
    r"(?:jag|jeg|eg|i|vi|we)(?: (?:bara|bare|berre|just|only))?"
    r" (?:undrar|undrer på|lurer på|lurar på|wonder|(?:am|was|are|were) wondering|would like to (?:know|ask)"
    r"|(?:'d|want to|need to) know|vill gärna veta|skulle vilja (?:veta|fråga)|vil gjerne (?:vite|vita)"
    r"|ønsker å vite|ønskjer å vita|har (?:en|ein|et|eit) (?:fråga|spørsmål)|have a question)"
    r"(?: (?:en sak|en ting|ein ting|noe|noko|något|something|one thing))?"
)
_REQUEST = (
    r"(?:kan|kunne|skulle|could|can|would|vil) (?:du|ni|dere|de|dokker|you)(?: (?:kunna|kunne|ha|please|kindly))?"
    r"(?: (?:vara|være|vera|vært)(?: så)? (?:snäll|snill|vänlig|vennlig|venleg) (?:och|å|og))?"
    r" (?:säga|berätta|förklara|si|fortelle|forklare|seie|fortelja|forklara|tell|explain|say)"
    r"(?: (?:för|for|til|to))?(?: (?:mig|meg|me|oss|us))?"
)
_PLEASE = r"(?:snälla|vänligen|vennligst|ver venleg og|vær så snill|ver så snill|please)"
_OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\W*(?:{_GREETING}|{_APOLOGY})(?:\s*[!,.:;]+\s*|\s+[–—-]\s+|\s+|$)(?:(?:men|but)\s+)?",
        rf"(?:{_WISH}|{_REQUEST}|{_PLEASE})(?:\s*[:,–—]\s*|\s+(?=(?:{_QUESTION_WORDS})\b))",
    )
)
_THANKS = (
    r"(?:tusen |many )?(?:tack|takk|thanks|thank you|cheers)"
    r"(?: (?:på förhand|på forhånd|på førehand|in advance|så mycket|så mye|så mykje|very much|so much"
    r"|for hjelpen|för hjälpen|for hjelpa|for (?:your|the) help|skal du ha))?"
    r"|på (?:förhand tack|forhånd takk|førehand takk)"
)
_REGARDS = (
    r"(?:mvh|vh|(?:med )?(?:vänlig|vennlig|venleg|beste?)a? (?:hälsning(?:ar)?|hilsen|helsing)|hälsningar"
    r"|(?:best|kind) regards|regards)\b[^?]{0,60}"
)
_CLOSING = re.compile(rf"(?:(?<=[?!.])|[\s,–—-]){{1,3}}(?:{_THANKS}|{_REGARDS})[\s!.,:)]*$", re.IGNORECASE)


def plain(question: str) -> str:
    """The question itself; the text as it is when it holds nothing but courtesies."""
    return _in_lower_case(_without_courtesies(question))


def _without_courtesies(question: str) -> str:
    rest = question.strip()
    for _ in range(_MOST_LAYERS):
        rest = _without_opening(_CLOSING.sub("", rest))
    return rest if any(character.isalpha() for character in rest) else question


def _without_opening(text: str) -> str:
    for opening in _OPENINGS:
        if match := opening.match(text):
            return text[match.end() :]
    return text


def _in_lower_case(question: str) -> str:
    """A question of several words that are all in capitals, written as a sentence."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", question) if word.lower() != word.upper()]
    if len(words) < _FEWEST_WORDS_IN_CAPITALS or not all(word.isupper() for word in words):
        return question
    lowered = question.lower()
    return lowered[:1].upper() + lowered[1:]
