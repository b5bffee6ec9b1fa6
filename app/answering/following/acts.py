"""What a reader wants who goes on with an answer: more of it, one item, the whole list, its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.sources import Language
from app.text.words import content_words, words

LAST = -1
_MOST_OTHER_WORDS = 2


class Act(StrEnum):
    """`ASK` is a question in its own words, with or without a topic of its own."""

    ASK = "ask"
    MORE = "more"
    ITEM = "item"
    NEXT = "next"
    WHOLE = "whole"
    SOURCE = "source"
    DATE = "date"
    BRIEF = "brief"
    COUNT = "count"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Wish:
    """`place` is the item asked for, from 1 on or `LAST`; `language` the one to answer in."""

    act: Act
    place: int | None = None
    language: Language | None = None


ASK = Wish(Act.ASK)


def wish_of(question: str) -> Wish:
    """The act that the whole question performs; `ASK` as soon as it says anything else."""
    said = _LEADING.sub("", " ".join(words(question)))
    said = _TRAILING.sub("", said).strip() or " ".join(words(question))
    for act, pattern in _ACTS:
        if pattern.fullmatch(said):
            return Wish(act)
    if found := _IN_A_LANGUAGE.fullmatch(said):
        return Wish(Act.LANGUAGE, language=_LANGUAGES[found["language"]])
    if (place := _place(said)) is not None:
        return Wish(Act.ITEM, place=place)
    if _ALL.search(said) and not set(content_words(said)) - _LIST_WORDS:
        return Wish(Act.WHOLE)
    return ASK


_LEADING = re.compile(
    r"^(?:(?:och|og|and|men|but|så|so|ok|okej|okay|fint|bra|great|fine|sen|then|nå|no|kan du|can you|could you"
    r"|nej|nei|(?:jag|jeg|eg|i) (?:menade|mente|meinte|meant)"
    r"|kunne du|skulle du kunna|vil du|vill du|would you|please|snälla|då|da)\b ?)+"
)
_TRAILING = re.compile(r"(?: (?:då|da|tack|takk|please|is it|är du snäll|er du snill|nå|nu|no|now|thanks))+$")
_IT = r"(?:det|dette|detta|denne|den|dem|dei|de|det der|det där|this|that|it|them|so|saken|saka|ämnet|emnet|temaet)"
_TELL = r"(?:berätta|fortell|fortel|fortelja|säg|si|sei|skriv|tell(?: me)?|say|give me|gi meg|gje meg|ge mig)"
_YES = r"(?:ja|jo|japp|jepp|yes|yeah|yep|sure|gärna|gjerne|absolut|absolutt)"
_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = tuple(
    (act, re.compile(pattern))
    for act, pattern in (
        (
            Act.MORE,
            rf"(?:{_YES}(?: (?:tack|takk|please|gärna|gjerne|det|du|do))*(?: |$))?"
            rf"(?:(?:{_TELL} )?(?:(?:lite|litt|noe|noko|något|nånting|something|anything|some|vad|hva|kva|what) )?"
            rf"(?:mer|mera|meir|more|else|mer info\w*|meir info\w*|more info\w*)(?: (?:om|about|on) {_IT})?"
            r"|(?:(?:har du|finns det|finnes det|finst det|ge mig|gi meg|gje meg|do you have|are there|any)"
            r"(?: noen| nokon| några| any)? )?(?:fler|flere|fleire|more|andra|andre|other)(?: \w+)?"
            r" (?:exempel|eksempel|eksempler|døme|examples?|råd|tips|advice)"
            rf"|fortsätt|fortsett|hald fram|gå vidare|gå videre|go on|continue|keep going"
            rf"|(?:utveckla|utdype?|utdjupe?|förklara|forklar|elaborate|explain)(?: {_IT})?"
            rf"(?: (?:mer|mera|meir|more|närmare|nærmere|nærare|further|on {_IT}))?)?",
        ),
        (
            Act.NEXT,
            r"(?:(?:hva|vad|kva|what) (?:er|är|is|var|skjer|händer|hender|happens|kommer|kjem|comes) (?:i |in )?)?"
            r"(?:det |den |dei |the )?(?:neste|nästa|next)(?: (?:steg\w*|step|punkt\w*|råd\w*|tips|item|one|point"
            r"|risk\w*|element\w*|exempl?e\w*|eksempel\w*|døme\w*|igjen|igen|again))*",
        ),
        (
            Act.DATE,
            rf"(?:när|når|when) (?:sa|skrev|skreiv|skrevs|publicerades|ble|blev|blei|vart|är|er|was|is|did)"
            rf"(?: (?:hon|han|hun|ho|she|he|de|dei|they))?"
            rf"(?: {_IT})?(?: (?:publisert|publicerat|publicerad|skrevet|skrive|skrivet|sagt|sa|från|fra|frå"
            rf"|published|written|said|say|from))?(?: {_IT})?"
            r"|(?:hur gammal|hvor gammel|kor gamal|how old) (?:är|er|is) (?:källan|kilden|kjelda|texten|teksten"
            r"|the source|the text|artikeln|artikkelen|the article)",
        ),
        (
            Act.SOURCE,
            rf"(?:vem|hvem|kven|who)(?: är det som| er det som| som)? (?:sa|sade|säger|sier|seier|skrev|skriver"
            rf"|skreiv|says|said|wrote|står bakom|står bak|menar|mener|meiner|påstår|hevder|hevdar|claims"
            rf"|har sagt|har skrevet|har skrivit|har skrive)(?: {_IT})?"
            r"|(?:enligt|ifølge|according to|følgje) (?:vem|hvem|kven|whom|who)|says who"
            r"|(?:(?:vad|hva|kva|what|vilken|hvilken|which) )?(?:(?:är|er|is) )?(?:the |din |di )?"
            r"(?:källa|källan|källor|källorna|källhänvisning|kilde|kilden|kilder|kildene|kjelde|kjelda|kjelder"
            r"|source|sources|referens|referanse|reference)(?: (?:är|er|is))?(?: (?:det|it|that))?"
            rf"|(?:var|hvor|kvar|where) (?:står|sto|stod|finns|finnes|finst|kommer|kjem|is|does)"
            rf" (?:{_IT}|it say that|that stated|that from|it from|that written|that come from)"
            rf"(?: (?:från|fra|frå|skrevet|skrivet|from))?"
            rf"|(?:varifrån|hvorfra) (?:kommer|har du) {_IT}"
            r"|(?:hur|hvordan|korleis|how) (?:vet|veit|do) (?:du|you)(?: know)?(?: (?:det|that|it))?"
            r"|(?:är|er|is|are) (?:du|det|that|you|it|this) (?:helt |heilt |really |verkligen |virkelig )?"
            r"(?:säker|säkert|sikker|sikkert|sure|certain|sant|true|right|rätt|riktig|riktigt)(?: på det)?"
            r"|(?:stämmer|stemmer) det",
        ),
        (
            Act.COUNT,
            r"(?:hur många|hvor mange|kor mange|how many)(?: (?:var|är|er|blev|ble|blei|are|were|is|was))?"
            rf"(?: (?:{_IT}|there|they))?(?: (?:totalt|sammanlagt|til sammen|til saman|i alt|in all|in total))?",
        ),
        (
            Act.BRIEF,
            r"(?:(?:ta|si|säg|sei|say|put) (?:det|it) |i |svara |svare? )?"
            r"(?:kort|kortare|kortere|kortare svar|kortere svar|kortfattat|kortfattet|korthet|kort sagt"
            r"|kort fortalt|mer kortfattat|shorter|in short|short|briefly|brief)"
            rf"|(?:sammanfatta|oppsummer|oppsummere|summarise|summarize)(?: {_IT})?(?: kort)?"
            r"|(?:i|med|in) (?:en|ei|ein|one) (?:mening|setning|sentence)|tl dr|tldr",
        ),
    )
)
_LANGUAGES = {
    **dict.fromkeys(("svenska", "svensk", "swedish"), Language.SV),
    **dict.fromkeys(("norska", "norsk", "bokmål", "norwegian"), Language.NB),
    **dict.fromkeys(("nynorsk", "nynorska"), Language.NN),
    **dict.fromkeys(("engelska", "engelsk", "english"), Language.EN),
}
_IN_A_LANGUAGE = re.compile(
    rf"(?:(?:ta|si|säg|sei|say|skriv|svara|svar|answer|get|få|visa|vis|show) (?:{_IT} )?(?:me )?)?(?:på|in|til|till)"
    rf" (?P<language>{'|'.join(_LANGUAGES)})"
)
_ORDINALS = {
    word: place
    for place, names in {
        1: "första förste første fyrste first 1:a",
        2: "andra andre second",
        3: "tredje third",
        4: "fjärde fjerde fourth",
        5: "femte fifth",
        6: "sjätte sjette sixth",
        7: "sjunde sjuende syvende seventh",
        8: "åttonde åttende åttande eighth",
        9: "nionde niende niande ninth",
        10: "tionde tiende tiande tenth",
        LAST: "sista siste last",
    }.items()
    for word in names.split()
}
_ORDINAL = re.compile(rf"\b(?:det|den|the) (?P<ordinal>{'|'.join(_ORDINALS)})\b")
_NUMBERED = re.compile(
    r"\b(?:punkt|point|nummer|number|nr|no|steg|step|råd|tip|item|trinn) (?P<number>[1-9]\d?)\b"
)
_OTHER_ORDINAL_WORDS = frozenset(
    """punkten punktet punkt point nummer number nr item ett one steget steg step rådet råd råda nämnde nevnte
    nemnde mentioned exemplet eksempelet dømet example""".split()
)
_ALL = re.compile(
    r"\b(?:alla|alle|allt|alt|all|samtliga|samtlige|hela|hele|heile|whole|resten|rest|full\w*)\b"
)
_LIST_WORDS = frozenset(
    """lista listan liste listen lista tabell tabellen tabellen table list lists punkter punkterna punktene
    punkta punktane points items samtliga samtlige hela hele heile whole resten rest full fullständiga
    fullstendige fullstendig dem òg også visa vis vise räkna ram opp upp rams""".split()
)


def _place(said: str) -> int | None:
    """The place of the item that a question is about and says little else of."""
    ordinal, numbered = _ORDINAL.search(said), _NUMBERED.search(said)
    found = ordinal or numbered
    if found is None:
        return None
    others = set(content_words(said.replace(found.group(), " "))) - _OTHER_ORDINAL_WORDS - set(_ORDINALS)
    if len(others) > _MOST_OTHER_WORDS:
        return None
    return _ORDINALS[ordinal["ordinal"]] if ordinal else int(found["number"])
