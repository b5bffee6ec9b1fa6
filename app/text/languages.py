"""Which of the four languages a text is in, also when it is a question of three words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from app.domain.sources import Language
from app.text.words import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Words that only one or two of the languages use; a name in another language cannot outvote them.
_TELLING_WORDS: dict[Language, frozenset[str]] = {
    Language.SV: frozenset(
        """och är inte hur vad vilka vilken vilket varför att också mycket jag från när något några vem
        många här där än efter sig själv måste får finns göra gör säger berätta menas mellan under utan
        eller om ett kännetecknar innebär vår våra ni hej hejsan tack
        styrning ledning tillitsbaserad används""".split()
    ),
    Language.NB: frozenset(
        """og er ikke hvordan hva hvilke hvilken hvilket hvorfor å også mye jeg fra når noe noen hvem hvor
        mange etter selv må finnes gjøre gjør sier fortell menes mellom uten eller et kjennetegner
        innebærer dere nå bare gi gir hei takk meg deg styring ledelse tillitsbasert brukes""".split()
    ),
    Language.NN: frozenset(
        """og er ikkje korleis kva kvifor å også òg mykje eg frå når noko nokon kven kvar mange etter sjølv
        må finst gjere gjer seier fortel mellom utan eller eit ein dei kjenneteiknar inneber berre
        gje gjev gir vere korkje takk meg deg styring leiing tillitsbasert""".split()
    ),
    Language.EN: frozenset(
        """the and is are not how what which why to also much from when something who where many after
        must does do say says tell between without or of in an you we can should
        hello hi hey thanks thank bye my""".split()
    ),
}

_QUOTED = re.compile(r"\"[^\"]+\"|“[^”]+”|”[^”]+”|«[^»]+»|»[^»«]+[«»]")

# How much likelier than the default a language must be.
_LEAD_AMONG_TIED = 0.05
_LEAD_WITHOUT_CLUE = 0.55

# Most Norwegian texts are in bokmål, so between the two nynorsk needs a clear sign.
_BOKMAL_LEAD = 0.15


def detect_language(text: str, default: Language) -> Language:
    """The language of a text; Danish counts as bokmål, and a text without a clue as `default`.

    What is quoted is somebody else's, unless there is nothing but a quotation. Telling words decide; among
    languages with equally many, the n-gram model of lingua does. Of a text without such words it has to be sure:
    names and words that the languages share are no clue.
    """
    text = _outside_quotes(text)
    votes = telling_votes(text)
    most = max(votes.values(), default=0)
    tied = [language for language in Language if votes[language] == most]
    if len(tied) == 1:
        return tied[0]
    return _most_likely(text, tied, default, least_lead=_LEAD_AMONG_TIED if most else _LEAD_WITHOUT_CLUE)


def _outside_quotes(text: str) -> str:
    rest = _QUOTED.sub(" ", text)
    return rest if telling_votes(rest) else text


def language_of_block(text: str, default: Language) -> Language:
    """The language of a block inside a document: the document's, unless its words clearly say otherwise."""
    votes = telling_votes(text)
    best = max(Language, key=lambda language: votes[language])
    return best if votes[best] >= 3 and votes[best] > 2 * votes[default] else default


def telling_votes(text: str) -> Counter[Language]:
    """How many words of a text only one or two of the four languages use, by language."""
    votes = Counter[Language]()
    for word in words(text):
        votes.update(language for language, telling in _TELLING_WORDS.items() if word in telling)
    return votes


def _most_likely(text: str, among: list[Language], default: Language, least_lead: float) -> Language:
    from lingua import Language as Known

    mapping = {
        Known.SWEDISH: Language.SV,
        Known.BOKMAL: Language.NB,
        Known.DANISH: Language.NB,
        Known.NYNORSK: Language.NN,
        Known.ENGLISH: Language.EN,
    }
    confidence = dict.fromkeys(among, 0.0)
    for candidate in _detector().compute_language_confidence_values(text):
        language = mapping[candidate.language]
        if language in confidence:
            confidence[language] += candidate.value
    if set(among) == {Language.NB, Language.NN}:
        confidence[Language.NB] += _BOKMAL_LEAD
    best = max(among, key=lambda language: (confidence[language], language is default))
    return best if confidence[best] > confidence.get(default, 0.0) + least_lead else default


@cache
def _detector() -> LanguageDetector:
    from lingua import Language as Known
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Known.SWEDISH, Known.BOKMAL, Known.NYNORSK, Known.DANISH, Known.ENGLISH
    ).build()
