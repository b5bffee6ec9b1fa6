"""What people say to an assistant as to a person: hello, thanks, who are you, I cannot bear it any more.

A greeting must be the whole text, so that a question with a greeting in front of it stays a question. Words of
distress count wherever they stand, but only in the first person: texts speak of stress and fear, too.
"""

from __future__ import annotations

import re

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
_YOU = r"(?:du|dig|deg|you|tilda)"
_ABOUT = re.compile(
    rf"(?:men |and |og |och )?(?:(?:vem|hvem|kven|who|vad|hva|kva|what) (?:är|er|are|is) {_YOU}(?: (?:egentlig\w*"
    r"|för något|for noe|for noko|really))?"
    r"|(?:vad|hva|kva|what) (?:heter|heiter|kallas) du|what is your name|what s your name"
    r"|(?:är|er|are|is) (?:du|you|det|this) (?:(?:en|ein|a|an|et|eit|ei) )?(?:riktig |ekte |real |human )?(?:ai|ki"
    r"|robot|bot|chatbot|chattbot|chatgpt|människa|menneske|person|human|språkmodell|machine|maskin|dator)"
    r"(?: (?:eller|or|nå|now)\b.*)?"
    r"|(?:vem|hvem|kven|who) (?:har |have |has )?(?:gjort|skapat|byggt|laget|laga|bygget|bygd|lagd|made|built"
    r"|created) (?:dig|deg|you)"
    r"|(?:vad|hva|kva|what) (?:kan|can|do) (?:du|you)(?: (?:göra|svara på|hjälpa (?:mig|till) med|gjøre|gjere"
    r"|svare på|hjelpe (?:meg )?med|do|answer|help(?: me)? with|know))?"
    r"|(?:hur|hvordan|korleis|how) (?:fungerar|fungerer|virker|verkar|do|does) (?:du|you|this|det här|dette|tilda)"
    r"(?: work)?)"
)
_I = r"(?:jag|jeg|eg|i)"
_ME = r"(?:mig|mej|meg|me)"
_DISTRESS = re.compile(
    rf"\b(?:{_I} (?:\w+ )?(?:orkar|orker|klarar|klarer|greier|står|held|holder) (?:bare |bara |berre |\w+ )?(?:inte|"
    r"ikke|ikkje)(?: \w+)? (?:mer|meir|längre|lenger|lenger|ut)"
    rf"|{_I} (?:can ?t|cannot|can not|can t) (?:take|bear|cope|stand|go on|do)(?: (?:with )?(?:it|this))?"
    r"(?: any ?more| any longer)"
    rf"|{_I} (?:\w+ )?(?:vill|vil|want to|wanna|ønsker å|önskar att) (?:\w+ )?(?:dö|dø|døy|die|ta livet"
    r"|ta mitt liv|inte leva|ikke leve|ikkje leve|end my life|kill myself|skada mig|skade meg|hurt myself)"
    r"|end it all|göra slut på allt|gjøre slutt på alt|gjere slutt på alt"
    r"|(?:lyst til å|lyst å|lust att) (?:dö|dø|døy)"
    rf"|{_I} (?:\w+ ){{0,2}}(?:ångest|angst|anxiety|panik\w*|panikk\w*|panic)\b"
    rf"|{_I} (?:\w+ ){{0,3}}(?:bullied|mobbad|mobbet|mobba|trakasserad|trakassert|harassed|hotad|truet|trua|slagen"
    r"|slått|utfryst|utfrosen)\b"
    r"|ta (?:mitt liv|livet av (?:mig|meg))|ta livet (?:mitt|av meg)|självmord\w*|sjølvmord\w*|selvmord\w*|suicid\w*"
    rf"|{_I} (?:\w+ )?(?:gråter|gråtar|græt|grin|grät|grinar|cry|am crying)\b"
    rf"|{_I} (?:\w+ )?(?:mår|har det) (?:\w+ )?(?:dåligt|skit|vondt|dårlig|ille|forferdelig|fruktansvärt|piss)"
    rf"|{_I} (?:\w+ ){{0,2}}(?:utbränd|utbrent|utbrend|burn(?:ed|t) out|deprimerad|deprimert|depressed|suicidal)"
    rf"|{_I} (?:\w+ ){{0,2}}(?:rädd|redd|scared|afraid|livrädd|livredd) (?:för|for|of) (?:\w+ )?(?:chef\w*|sjef\w*"
    r"|mannen|mann|man\b|husband|wife|fru\w*|partner\w*|sambo\w*|kone|kona"
    r"|boss|manager|leder\w*|leiar\w*|kolleg\w*|colleague\w*|att gå|å gå|going)"
    rf"|(?:slår|slog|slo|hits?|hit|beats?|hotar|hotade|truer|truet|trua|threatens?|threatened|tafsar|tafsade|trakasserar"
    r"|trakasserer|trakasserte|trakasserade|harass(?:es|ed)|mobbar|mobber|mobba|mobbade|mobbet|bull(?:ies|ied)"
    rf"|bullying|förföljer|forfølger|hånar|håner) {_ME}\b)"
)
# In a text of these nobody tells about themselves without asking anything.
_ASKING = re.compile(
    r"^(?:\w+ ){0,2}(?:när|når|when)\b|\b(?:v(?:ad|em|ar|arför|ilken|ilket|ilka|arifrån|art)"
    r"|h(?:ur|va|vem|vor|vorfor|vordan|vilken|vilket|vilke)"
    r"|k(?:va|ven|var|vifor|orleis|or)|wh(?:at|o|ere|y|ich|ose)|how|finns|finnes|finst|undrar|undrer"
    r"|lurer|wonder\w*|veta|vite|know|söker|søker|søkjer|letar|leter|leitar|looking|behöver|trenger|treng|need"
    r"|berätta|fortell|fortel|tell|förklara|forklar|explain|ge|gi|gje|give|vis|visa|show|nämn|nevn|nemn|list\w*"
    r"|tips|råd|advice|kan|ska|skal|bör|bør|får|får|må|måste|can|should|could|may|is|are|do|does)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:[Jj]ag|[Jj]eg|[Ee]g|I|[Ii] (?:am|have|feel|was|can|will)|i'm|i've)\b")


def is_own_statement(text: str) -> bool:
    """Whether someone tells about themselves and asks nothing: "I was hurt at work yesterday"."""
    if "?" in text or _ASKING.search(_plain(text)):
        return False
    return _FIRST_PERSON.search(text.replace("’", "'")) is not None


def is_small_talk(text: str) -> bool:
    """Whether a text is about nothing but the conversation itself, whatever was said before."""
    return is_greeting(text) or is_thanks(text) or asks_about_tilda(text)


def is_greeting(text: str) -> bool:
    return _GREETING.fullmatch(_plain(text)) is not None


def is_thanks(text: str) -> bool:
    """Thanks, praise or a farewell."""
    return _THANKS.fullmatch(_plain(text)) is not None


def asks_about_tilda(text: str) -> bool:
    """Whether a text asks who or what answers here, or what can be asked."""
    return _ABOUT.fullmatch(_plain(text)) is not None


def tells_of_distress(text: str) -> bool:
    """Whether someone tells of suffering, violence or harassment of their own: nothing to quote texts at."""
    return _DISTRESS.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(words(text))
