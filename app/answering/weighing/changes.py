"""What tells of a change: "sjönk från 9 till 6", "var oförändrad". Asked for by "how much less", "did X rise"."""

from __future__ import annotations

import re

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading

_ASKED_OF = (QuestionType.YES_NO, QuestionType.HOW_MANY, QuestionType.HOW, QuestionType.OTHER)
_COMPARATIVE = (
    r"(?:mer|mera|meir|mindre|fler|flera|flere|fleire|färre|færre|högre|høyere|høgare|lägre|lavere|lågare|bättre|bedre"
    r"|betre|sämre|verre|dårligere|dårlegare|dyrare|dyrere|billigare|billigere|billegare|kortare|kortere|längre|lengre"
    r"|lengste|snabbare|raskere|raskare|more|less|fewer|higher|lower|better|worse|cheaper|dearer|shorter|longer|faster)"
)
_CAME_TO_BE = (
    r"(?:blev|blivit|ble|blitt|blei|vart|vorte|fick|fått|fikk|fekk|var|gick|gått|gikk|gjekk|har|hade|hadde|did|has|have"
    r"|had|was|were|became|become|got)"
)
_ROSE_OR_FELL = (
    r"ökade|ökat|økte|økt|auka|minskade|minskat|minsket|minska|sjönk|sjunkit|sank|sunket|sokke|falt|falle|fallit"
    r"|stigit|steget|stige|halvera\w*|halvert\w*|fördubbla\w*|doblet|dobla|dubblera\w*|redusert\w*|reducera(?:de|t|des|ts)"
    r"|förbättra(?:de|t|des|ts)|forbedret|betra|försämra(?:de|t|des|ts)|forverret|förändra(?:de|t|des|ts)|endret|endra"
    r"|(?:gick|gått|gikk|gjekk) (?:\w+ )?(?:ner|ned|upp|opp|tillbaka|tilbake)"
    r"|rose|risen|fell|fallen|dropped|increased|decreased|halved|doubled|improved|worsened|changed"
    r"|(?:went|gone) (?:up|down)"
)
_ASKS = re.compile(
    rf"\b{_CAME_TO_BE}\b.*\b{_COMPARATIVE}\b(?! (?:än|enn|than)\b)|\b(?:{_ROSE_OR_FELL})\b"
    rf"|\b(?:hur mycket|hur många|hvor mye|hvor mange|kor mykje|kor mange|how much|how many) {_COMPARATIVE}\b"
    r"|\bdid\b.*\b(?:rise|fall|drop|increase|decrease|improve|change|grow|go (?:up|down))\b"
    r"|\b(?:före|før|before) (?:och|og|and) (?:efter|etter|after)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"\b(?:{_ROSE_OR_FELL})\b|\b(?:oförändra\w*|uendra|uendret|unchanged|stilla|stille|densamma|detsamma"
    r"|(?:den|det) samme|(?:den|det) same|the same|nedgång\w*|nedgang\w*|ökning\w*|økning\w*|auken?"
    r"|minskning\w*)\b"
    r"|\b(?:steg (?:från|fra|frå|med|till|til)|(?:går|gå) (?:\w+ )?(?:ner|ned|upp|opp))\b"
    r"|\d[^.]{0,40}\b(?:jämfört|sammenlignet|sammenliknet|samanlikna|compared|mot)\b[^.]{0,40}\d"
    r"|\b(?:från|fra|frå|from)\b[^.]{0,30}\d[^.]{0,40}\b(?:till|til|to)\b[^.]{0,20}\d"
    r"|\bvar\b[^.]{0,20}\d[^.]{0,30}\b(?:är|er) (?:nu|nå|no)\b[^.]{0,20}\d",
    re.IGNORECASE,
)


def asks_for_a_change(reading: Reading) -> bool:
    """Whether it is asked whether, how or by how much something rose, fell or became otherwise."""
    return reading.type in _ASKED_OF and _ASKS.search(reading.text) is not None


def tells_a_change(text: str) -> bool:
    """Whether a text says that something rose, fell, went from one number to another, or stayed as it was."""
    return _TELLS.search(text) is not None
