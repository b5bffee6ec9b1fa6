"""What is nothing to quote texts at: someone suffers, is harmed, or somebody's life is in danger.

The words count wherever they stand, but only in the first person: texts speak of stress and fear, too.
"""

from __future__ import annotations

import re

from app.text.words import words

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
_BOSS = re.compile(r"\b(?:chef\w*|sjef\w*|leder(?:en|ne)?|leiar(?:en|ane)?|boss|manager)\b")
_KILL = (
    r"(?:döda|drepe|drepa|kill|skjuta|skyte|shoot|slå ihjäl|slå ihel|slå i hel|mörda|murder|knivhugga|stab)"
)
_SOMEBODY = (
    r"(?:honom|henne|ham|han|hon|ho|him|her|them|dem|dei|dom|mig|mej|meg|me|oss|us|dig|deg|you|alla|alle|everyone|someone"
    r"|somebody|någon|noen|nokon|(?:min |mitt |mina |mine |my |our |vår )?(?:chef|sjef|leder|leiar|kolleg|collea|boss"
    r"|manager|mann?|man|fru|kone|kona|wife|husband|ex)\w*)"
)
_WILL = (
    r"(?:ska|skal|vill|vil|tänker|tenker|tenkjer|kommer|kjem|will|want to|am going to|m going to|m gonna|ll"
    r"|is going to|wants to)"
)
_THREAT = re.compile(
    rf"\b(?:{_I} (?:\w+ )?{_WILL} (?:\w+ ){{0,2}}?{_KILL} (?!(?:mig|mej|meg|me)\b){_SOMEBODY}\b"
    r"|(?:han|hon|hun|ho|he|she|someone|noen|nokon|någon|chefen|sjefen) (?:\w+ ){0,3}?"
    rf"(?:hotar|hotat|truer|trua|truet|threatened|threatens|{_WILL}) (?:\w+ )?(?:att |med å |å |to )?{_KILL}"
    rf" {_SOMEBODY}\b)"
)


def tells_of_distress(text: str) -> bool:
    """Whether someone tells of suffering, violence or harassment of their own: nothing to quote texts at."""
    return _DISTRESS.search(" ".join(words(text))) is not None


def is_about_the_boss(text: str) -> bool:
    """Whether a boss is named: nobody who tells of harm from there is told to talk to the boss."""
    return _BOSS.search(" ".join(words(text))) is not None


def tells_of_a_threat(text: str) -> bool:
    """Whether someone's life is said to be in danger from somebody else."""
    return _THREAT.search(" ".join(words(text))) is not None
