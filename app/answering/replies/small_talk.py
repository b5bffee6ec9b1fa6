"""What people say to an assistant as to a person: hello, thanks, what happened to me yesterday.

A greeting must be the whole text, so that a question with a greeting in front of it stays a question.
"""

from __future__ import annotations

import re

from app.answering.replies.about_tilda import topic_of
from app.text.words import words

_KIND = r"(?:så|mycket|jätte\w*|tusen|mange|hjertelig|hjarteleg|kjempe\w*|very|so|a lot|much|many)"
_GREETING = re.compile(
    r"(?:(?:hej|hejsan|hei|heisann|heia|hallo|hallå|tjena|tja|morn|halla|hello|hi|hey|hola)"
    r"|(?:god|gott?|good) ?(?:morgon|morgen|dag|kväll|kveld|förmiddag|eftermiddag|ettermiddag|morning|day"
    r"|afternoon|evening))"
    r"(?: (?:hej|hei|hello|hi|på|dig|deg|du|there|tilda|igen|igjen|again|alla|alle|allihopa))*"
    r"(?: (?:hur mår du|hur är läget|läget|hvordan går det|korleis går det|går det bra|how are you))?"
)
_THANKED = (
    rf"(?:(?:(?:nej|nei|no|{_KIND}) )*(?:tack|takk|thanks|thank you|thx|ty)(?: (?:{_KIND}|för|for|det|den"
    r"|dette|hjälp\w*|hjelp\w*|svar\w*|the|your|help|answer|info\w*|själv|skal|du|ha|bra|på|forhånd|förhand|tilda))*"
    r"|hej ?då|adjö|ha det(?: bra| godt| fint)?|hade|farvel|(?:good)?bye|vi ses|vi sees|see you(?: later)?"
    r"|(?:ok(?:ej|ay)?|fint|toppen|supert?|perfe[ck]t|bra|great|flott|kanon)(?: da| for now)?)"
)
_THANKS = re.compile(rf"{_THANKED}(?: {_THANKED}){{0,2}}")
# In a text of these nobody tells about themselves without asking anything.
_ASKING = re.compile(
    r"^(?:\w+ ){0,2}(?:när|når|when)\b|\b(?:v(?:ad|em|ar|arför|ilken|ilket|ilka|arifrån|art)"
    r"|h(?:ur|va|vem|vor|vorfor|vordan|vilken|vilket|vilke)"
    r"|k(?:va|ven|var|vifor|orleis|or)|wh(?:at|o|ere|y|ich|ose)|how|finns|finnes|finst|undrar|undrer"
    r"|lurer|wonder\w*|veta|vite|know|söker|søker|søkjer|letar|leter|leitar|looking|behöver|trenger|treng|need"
    r"|berätta|fortell|fortel|tell|förklara|forklar|explain|ge|gi|gje|give|vis|visa|show|nämn|nevn|nemn|list\w*"
    r"|tips|råd|advice|kan|ska|skal|bör|bør|får|får|må|måste|can|should|could|may|is|are|do|does)\b"
)
_MEANT = re.compile(
    r"\b(?:jag|jeg|eg|i) (?:menade|menar|mente|mener|meinte|meiner|meant|mean|tänkte på|tenkte på|was thinking of)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:[Jj]ag|[Jj]eg|[Ee]g|I|[Ii] (?:am|have|feel|was|can|will)|i'm|i've)\b")


def is_own_statement(text: str) -> bool:
    """Whether someone tells about themselves and asks nothing: "I was hurt at work yesterday".

    What somebody meant is the question put right: "no, I meant the third one".
    """
    if "?" in text or _ASKING.search(_plain(text)) or _MEANT.search(_plain(text)):
        return False
    return _FIRST_PERSON.search(text.replace("’", "'")) is not None


def is_small_talk(text: str) -> bool:
    """Whether a text is about nothing but the conversation itself, whatever was said before."""
    return is_greeting(text) or is_thanks(text) or topic_of(text) is not None


def is_greeting(text: str) -> bool:
    return _GREETING.fullmatch(_plain(text)) is not None


def is_thanks(text: str) -> bool:
    """Thanks, praise or a farewell."""
    return _THANKS.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(words(text))
