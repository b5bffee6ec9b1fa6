"""Whether a text holds the type of value that a question asks for, in four languages.

`holds_value` is for choosing among texts; `traces_asked_for` is for judging whether one answers at all, and tells
kinds of numbers apart: hours are no price.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.answering.asking.question_types import QuestionType, numbers_in, question_type
from app.answering.asking.reading import Reading
from app.text.words import words

_TIME = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b(?:vår|sommar|sommer|höst|haust|høst|vinter|spring|summer|autumn|winter)(?:en|ens)?\b"
    r"|\b(?:januari?|februari?|mars|april|maj|mai|juni?|juli?|august[i]?|september|oktober|november|december"
    r"|desember|january|february|march|may|june|july|october)\b"
    r"|\b(?:idag|i dag|imorgon|i morgon|i morgen|today|tomorrow)\b"
    r"|\bkl(?:ockan|okka|okken|\.)? ?\d|\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} ?[–-] ?\d{1,2}\b"
    r"|\b(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|torsdag|lørdag|søndag|laurdag|sundag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:a?r|er|s|en)?\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<![.!?:•\-–\n\t] )(?<!^)\b[A-ZÅÄÖÆØ][\w\-]+(?: [A-ZÅÄÖÆØ][\w\-]+)*")
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
            return bool(NAME.search(text))
        case QuestionType.WHY:
            return bool(_REASON.search(text)) or None
    return None


@dataclass(frozen=True, slots=True)
class _Kind:
    """What asks for a kind of value, and the trace that it leaves; `asks` sees lower-case words only."""

    asks: re.Pattern[str]
    trace: re.Pattern[str]

    @classmethod
    def of(cls, asks: str, trace: str) -> _Kind:
        return cls(re.compile(rf"\b(?:{asks})\b"), re.compile(trace, re.IGNORECASE))


NUMBER_WORD = (
    "två|tre|fyra|fire|fem|seks|sju|syv|åtta|åtte|nio|tio|ti|elva|elleve|tolv|tretton|tretten|fjorton|fjorten|femton"
    "|femten|sexton|seksten|sjutton|sytten|arton|atten|nitton|nitten|tjugo\\w*|tjue\\w*|trettio\\w*|tretti\\w*"
    "|fyrtio\\w*|førti\\w*|femtio\\w*|femti\\w*|sextio\\w*|seksti\\w*|sjuttio\\w*|sytti\\w*|åttio\\w*|åtti\\w*"
    "|nittio\\w*|nitti\\w*|hundra|hundre|tusen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    "|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred|thousand"
)
_NTH = (
    r"(?:var|vart|hver|hvert|kvar|kvart|every|each) (?:annan|annat|annen|annet|anna|other|second|tredje|tridje|third"
    r"|fjärde|fjerde|fourth|femte|fifth|sjätte|sjette|sixth|sjunde|sjuende|sjuande|åttonde|åttende|åttande|nionde|niende"
    r"|tionde|tiende|tiande|tenth)"
)
_MEASURED = (  # numbers that are other words, too, and count for one only before what is measured
    r"(?:to|ni|sex|en|ei|ein|ett|et|eit|one|halv\w*|half an?) (?:sid\w*|pages?|ord|words?|tecken|tegn|teikn|meter|mil"
    r"|kilometer|personer?|persons?|people|ansatte|tilsette|dag\w*|days?|timm?e\w*|timar|hours?|minut\w*|vec?k\w*"
    r"|uker?|veker?|weeks?|månad\w*|måned\w*|months?|år|years?)"
)
_NONE = r"ingen|inga|inget|ikkje noko\w*|none|nobody|no one|samtliga|samtlige|alla|alle|all"
_NUMBER = re.compile(rf"\d|\b(?:{NUMBER_WORD}|{_NTH}|{_MEASURED})\b", re.IGNORECASE)
COUNT = re.compile(rf"{_NUMBER.pattern}|\b(?:{_NONE})\b", re.IGNORECASE)
_PAY = (
    r"^(?:vad|hva|kva|what) (?:\w+ )?(?:tjän\w+|tjen\w+|earn\w*)\b"
    r"|^(?:vad|hva|kva|what) (?:har|får|fick|fikk|fekk|er|är|is|does)\b.* (?:lön|lønn|løn|arvode|honorar|salary|pay)$"
)
_ASKS_FOR_SIZE = re.compile(
    r"\b(?:hur (?:många|mycket|stora?|stort|höga?|högt|långt?(?! har))"
    r"|hvor (?:mange|mye|store?|stort|høyt?|langt?(?! har))"
    r"|kor (?:mange|mykje|store?|stort|høgt?|langt?(?! har))"
    r"|how (?:many|much|large|big|high|far(?! ha)|tall)|antal|antall|antalet"
    r"|antallet|number of|(?:vad|hva|kva) kost\w*|cost)\b"
    rf"|{_PAY}"
)
_COUNTS = re.compile(r"\b(?:hur många|hvor mange|kor mange|how many|antalet|antallet|number of)\b")
_MONEY = _Kind.of(
    r"kost\w*|cost\w*|kronor|kroner|money|pengar|penger|pengane|pris|priset|prisen|price|betala\w*|betale\w*"
    r"|budget\w*|budsjett\w*|lön|lönen|lønn|lønnen|løn|arvode|honorar|salary|tjänar|tjener|earns?|paid|pay",
    r"\b(?:kr|kronor|kroner|kronar|sek|nok|euro|eur|mil(?:j|li)on\w*|mil(?:j|li)ard\w*|mnkr|mkr|tkr|gratis|free"
    r"|kost\w*|cost\w*|prisbas\w*)\b|[€$£]",
)
_AMOUNTS = (  # the first that asks decides
    _Kind.of(
        r"h?[uv]+o?r oft[ae]|kor ofte|how often|hur många gånger|hvor mange ganger|kor mange gonger",
        r"\b(?:gång\w*|gang\w*|gong\w*|times?|once|twice|varje|vart?|vartannat|varannan|hver\w*|kvar\w*"
        r"|annenhver|annethvert|every|each|årl[ie]g\w*|måned\w*|månad\w*|dagl[ie]g\w*|veck\w*|uke\w*|veke\w*"
        r"|year\w*|month\w*|week\w*|daily|kvartal\w*|halvår\w*|termin\w*|l[öø]pande|l[öø]pende|regelbund\w*"
        r"|regelmess\w*|regular\w*|jevnlig\w*|jamleg\w*|kontinuerl\w*|alltid|always|ständigt|stadig)\b",
    ),
    _Kind.of(
        r"hur länge|hur lång tid|hvor lenge|hvor lang tid|kor lenge|kor lang tid|how long",
        r"\b(?:ta(?:r|kes?)? (?:\w+ ){0,2}(?:lång|lang|long) (?:tid|time)\b|minut\w*|timm?e?\w{0,3}|timar|hours?"
        r"|dag\w{0,4}|d[øy]gn|days?|vec?k\w{0,4}|uker?|veker?|weeks?"
        r"|månad\w*|måned\w*|months?|år|åra|året|årene|years?|termin\w*|halvår\w*|kvart\w*|minutes?|till och med"
        r"|til og med|fram till?|tills|inntil|until|(?:19|20)\d\d)\b",
    ),
    _Kind.of(
        r"hur gamm?al|hur gamla|hvor gammel|hvor gamle|kor gam\w+|how old",
        r"\d+\s*(?:år|-?åring|years?)|\b(?:född|født|fødd|born)\b",
    ),
    _Kind.of(
        r"andel\w*|procent|prosent|percent|percentage|share|proportion",
        rf"%|\b(?:procent|prosent|percent|per cent|av (?:tio|ti|fem|tre|fyra|fire|\d+)|hälften|halvparten|helvta"
        rf"|half|halva|\w*(?:tredje|tredel|fjärde|fjerde|femte|tion|tien)de?lar?\w*|\w*del(?:en|ar|er)? av|thirds?"
        rf"|quarters?|fifths?|tenths?|one in|out of|{_NTH})\b",
    ),
)
_ASKS_WHETHER = re.compile(
    r"^(?:är|kan|ska|skall|får|har|finns|bör|måste|er|skal|finnes|finst|bør|må|is|are|can|does|do|should|will|may|has"
    r"|have|gäller|gjelder|gjeld|blev|ble|vart) "
    # "does the law set a limit to how many": the number is told by whoever says whether
    r"|^(?!(?:vad|va|hva|kva|what|hur|hvor|kor|how|vilk|hvilk|which)\w*\b).*\b(?:för|for|till?|av|of|to)"
    r" (?:hur|hvor|kor|how) (?:m|l)"
)
_IN_WHICH_CASES = re.compile(  # "when may a unit decide"; and "what is needed when …"
    r"\b(?:när|når|when) (?:får|kan|bör|bør|må|måste|passar|passer|can|may|should)\b"
    r"|^(?:vad|hva|kva|what|hur|hvordan|korleis|how) (?:\w+ )?(?:när|når|when)\b"
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_ADDRESSES = (
    _Kind.of(
        r"(?:telefon|mobil|tele)n(?:ummer|ummeret|r)|(?:phone|telephone) number|tlf", r"(?:\d[\s-]?){6,}"
    ),
    _Kind.of(r"(?:e-?post|mail|e-?mail)(?:-| )?adress\w*|e-?mail address", r"@"),
    _Kind.of(
        r"(?:besöks|post|gate)?adress\w*|address",
        r"(?:gata|gatan|gate|gaten|vei|veien|vegen|väg|vägen|torg|torget|plass|plassen|box|boks|street)\s*\d|@|https?:"
        r"|www\.|\b\d{3} ?\d{2}\b",
    ),
)


def traces_asked_for(reading: Reading) -> tuple[re.Pattern[str], ...]:
    """What a text must bear to hold the amount, the time or the address that a question asks for."""
    return _traces(reading.text, reading.type)


@lru_cache(maxsize=100)
def _traces(text: str, kind: QuestionType) -> tuple[re.Pattern[str], ...]:
    """Remembered, since it is asked of every unit."""
    asking = _asking(text)
    kind = kind if asking == text else question_type(asking)
    plain = " ".join(words(asking))
    found = [kind.trace for kind in _ADDRESSES if kind.asks.search(plain)][:1]
    if kind is QuestionType.WHEN and not _IN_WHICH_CASES.search(plain):
        found.append(_TIME)
    is_amount = kind is QuestionType.HOW_MANY or _ASKS_FOR_SIZE.search(plain)
    if is_amount and not _ASKS_WHETHER.search(plain):
        found.append(_amount(plain))
    return tuple(found)


def asks_for_count(reading: Reading) -> bool:
    """Whether a question asks how many there are of something."""
    return _COUNTS.search(" ".join(words(_asking(reading.text)))) is not None


def _amount(plain: str) -> re.Pattern[str]:
    for amount in _AMOUNTS:
        if amount.asks.search(plain):
            return amount.trace
    if _COUNTS.search(plain):
        return COUNT
    return _MONEY.trace if _MONEY.asks.search(plain) else _NUMBER


def _asking(text: str) -> str:
    """Without the sentences that only tell what the question is about: "We measure how long … What does it say?"."""
    questions = [one for one in _SENTENCE.findall(text) if one.endswith("?")]
    return "".join(questions).strip() or text
