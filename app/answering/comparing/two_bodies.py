"""Questions put to two at once: "what do A and B say about X", "X according to A and B", "in A or in B".

Such a question is taken apart into one question to each, which can be searched, read and judged like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.sources import Language
from app.text.words import content_words, is_stop_word, words

_WORD = r"[\w:’'&/-]+"
_BODY = rf"{_WORD}(?:\s+{_WORD}){{0,3}}?"
_A, _B = rf"(?P<a>{_BODY})", rf"(?P<b>{_BODY})"
_AND = r"(?:och|og|and|respektive|respektivt|henholdsvis|samt|eller|or|versus|vs\.?|kontra)"
_BESIDE = (
    rf"(?:{_AND}|(?:jämfört|jämförd|sammenlignet|samanlikna|compared) (?:med|with|to)"
    r"|(?:till|i) (?:skillnad|motsetning|motsetnad|forskjell) (?:från|til|fra)|mot|against|than|än|enn)"
)
_SAY = (
    r"(?:säger|sa|sade|tycker|tyckte|anser|ansåg|menar|menade|mener|mente|meiner|meinte|sier|seier|sei|skriver|skriv|kräver"
    r"|krever|krev|vill|vil|ønsker|ønskjer|föreslår|foreslår|rekommenderar|anbefaler|tilrår|tror|trur|säger att)"
)
_SAYS_EN = (
    r"(?:say|think|want|demand|recommend|require|propose|suggest|believe|argue|claim|see|view|each say|write)"
)
_BY = r"(?:enligt|ifølge|ifølgje|i følge|i følgje|according to)"
_AGREED = (
    r"(?:helt |heilt |delvis )?(?:överens|eniga?|enige|ense|einige?|samde?|samstemte?|oense|oeniga?|uenige?|usamde?"
    r"|ueinige?)"
)
_SAME = (
    r"(?:samma(?: sak)?|lika(?:dant)?|olika(?: saker)?|det samme|det same|ulike? ting|ulikt|likt"
    r"|forskjellige? ting)"
)
_SAME_EN = r"(?:the same|different|something (?:else|different))(?: things?)?"
_ABOUT = r"(?:om|about|on|regarding|i|på|at|att|that|when it comes to)"


def _frames(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# What stands before and behind the pair belongs to either question.
_ASKED_OF_BOTH = _frames(
    rf"^(?P<head>.*?\b(?:vad|va|hva|kva|hur|hvordan|korleis)\s+(?:{_SAY}|ser)\s+(?:henholdsvis )?){_A}"
    rf"\s+{_AND}\s+{_B}(?P<tail>\s+(?:om|på|av|når|när|for|för)\b.*|\s*\?*)$",
    rf"^(?P<head>.*?\b(?:what|how)\s+(?:do|does|did|would)\s+){_A}\s+{_AND}\s+{_B}(?P<tail>\s+{_SAYS_EN}\b.*)$",
    rf"^(?P<head>.*?\b{_BY}\s+(?:både |both )?){_A},?\s+{_BESIDE}\s+(?:{_BY}\s+)?{_B}(?P<tail>\s*(?:[,?.:].*)?)$",
    rf"^(?P<head>.*?\b{_BY}\s+(?:både |both )?){_A}\s+{_BESIDE}\s+(?:{_BY}\s+)?{_B}"
    r"(?P<tail>\s+(?:vad|hva|kva|hur|hvor|kor|hvordan|korleis|vilk\w+|hvilk\w+|what|how|which|who|vem|hvem|när|når)\b.*)$",
)
_ASKED_OF_ONE_AFTER_THE_OTHER = _frames(
    rf"^(?P<head>(?:vad|va|hva|kva)\s+{_SAY}\s+){_A}(?P<tail>\s+(?:om|på)\s+.*?),?\s+(?:och|og|men)\s+(?:vad|va|hva|kva)"
    rf"\s+{_SAY}\s+{_B}(?:\s+(?:om|på)\s+(?:det|detta|dette|saken|saka|samma sak|det samme))?\s*\??$",
    rf"^(?P<head>what\s+(?:do|does|did)\s+){_A}(?P<tail>\s+{_SAYS_EN}\b.*?),?\s+(?:and|but)\s+what\s+(?:do|does|did)\s+{_B}"
    rf"(?:\s+{_SAYS_EN})?(?:\s+(?:about|on)\s+(?:it|this|that))?\s*\??$",
)
# Whether they agree is for the reader to see: each is asked what it says.
_ASKED_WHETHER_THEY_AGREE = _frames(
    rf"^(?:är|er)\s+{_A}\s+(?:och|og)\s+{_B}\s+{_AGREED}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:är|er)\s+{_A}\s+{_AGREED}\s+(?:med|i lag med)\s+{_B}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:håller|held)\s+{_A}\s+med\s+{_B}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^{_SAY}\s+{_A}\s+(?:och|og|eller)\s+{_B}\s+{_SAME}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^{_SAY}\s+{_A}\s+(?:{_SAME}|noe annet|något annat|noko anna)\s+(?:som|än|enn)\s+{_B}\s+{_ABOUT}"
    r"\s+(?P<rest>.+)$",
    rf"^(?:do|does|did)\s+{_A}\s+(?:and|or)\s+{_B}\s+(?:dis)?agree\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:do|does|did)\s+{_A}\s+(?:dis)?agree\s+with\s+{_B}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:do|does|did)\s+{_A}\s+(?:and|or)\s+{_B}\s+say\s+{_SAME_EN}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:do|does|did)\s+{_A}\s+say\s+{_SAME_EN}\s+(?:as|than|from)\s+{_B}\s+{_ABOUT}\s+(?P<rest>.+)$",
    rf"^(?:is|are)\s+{_A}\s+and\s+{_B}\s+in agreement\s+{_ABOUT}\s+(?P<rest>.+)$",
)
_WHAT_SAYS = {
    Language.SV: "Vad säger {body} om {rest}",
    Language.NB: "Hva sier {body} om {rest}",
    Language.NN: "Kva seier {body} om {rest}",
    Language.EN: "What does {body} say about {rest}",
}
_NAME = r"(?:[A-ZÅÄÖÆØ][\w:’'&-]+(?:\s+[A-ZÅÄÖÆØ][\w:’'&-]+){0,3})"
_ROLE = (
    r"(?:(?:the |den |det )?(?:fack\w*|fagforening\w*|fagforbund\w*|förbund\w*|forbund\w*|union\w*"
    r"|myndighet\w*|styresmakt\w*|agency|authority|direktorat\w*|kommun(?:en|ens)|kommunen?s?|regionen|region|municipality|council|studi\w+|study"
    r"|undersök\w+|undersøk\w+|utvärdering\w*|evaluering\w*|evaluation|rapport\w*|report|forskare?n?|forsk\w+|researchers?"
    r"|utredning\w*|inquiry|departement\w*|ministry|regjering\w*|regering\w*|government))"
)
_EITHER = rf"(?:{_NAME}|{_ROLE})"
_PLACE = r"(?:i|på|hos|in|at|for|för|från|fra|till|til|ved|vid|to|within)"
_NAMED_BESIDE_EACH_OTHER = re.compile(
    rf"^(?P<head>.*?)(?<![\w-])(?P<a>{_EITHER}),?\s+{_BESIDE}\s+(?:{_PLACE}\s+)?(?P<b>{_EITHER})(?P<tail>(?![\w-]).*)$"
)
_BOTH = re.compile(r"\b(?:både|båda|begge|both|henholdsvis|mellan|mellom|between)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """`body` as the question writes it, and the question put to it alone.

    `is_asked` says that the question asks what the body says; else it only names it beside another.
    """

    body: str
    question: str
    is_asked: bool


def sides_of(question: str, language: Language) -> tuple[Side, ...]:
    """The two questions of which one is made; empty for a question that is one."""
    plain = " ".join(question.split())
    found = next(_taken_apart(plain, language), ())
    return found if len({side.body.lower() for side in found}) > 1 else ()


def _taken_apart(question: str, language: Language) -> Iterator[tuple[Side, ...]]:
    for frame in (*_ASKED_OF_BOTH, *_ASKED_OF_ONE_AFTER_THE_OTHER):
        if (found := frame.match(question)) and _are_bodies(found):
            yield _between(found, is_asked=True)
    for frame in _ASKED_WHETHER_THEY_AGREE:
        if (found := frame.match(question)) and _are_bodies(found):
            rest = found["rest"]
            yield tuple(
                Side(found[one], _WHAT_SAYS[language].format(body=found[one], rest=rest), True)
                for one in "ab"
            )
    if (found := _NAMED_BESIDE_EACH_OTHER.match(question)) and content_words(found["head"] + found["tail"]):
        yield _between(found, is_asked=False)


def _between(found: re.Match[str], *, is_asked: bool) -> tuple[Side, ...]:
    head = _BOTH.sub("", found["head"])
    return tuple(Side(found[one], f"{head}{found[one]}{found['tail']}", is_asked) for one in "ab")


def _are_bodies(found: re.Match[str]) -> bool:
    """Whether either side of the pair is a noun or a name, with an article at most."""
    return all(
        content_words(found[one]) and not any(map(is_stop_word, words(found[one])[1:])) for one in "ab"
    )
