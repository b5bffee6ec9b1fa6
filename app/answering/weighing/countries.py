"""Which country a text tells of, so that the Swedish reform is not what a question about Norway gets."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.domain.sources import Language
from app.text.words import words

_WORDS = {
    "se": "sverige sveriges sverge sweden swedish svensk svenska svenske svenskt svenskar svensker svenskane",
    "no": "norge norges noreg noregs norway norwegian norsk norska norske norskt nordmenn norrmän nordmann",
    "dk": "danmark danmarks denmark danish dansk danska danske danskt dansker danskar",
    "fi": "finland finlands finnish finsk finska finske finskt finnar finner",
    "is": "island islands iceland icelandic isländsk isländska islandsk islandske",
    "de": "tyskland tysklands germany german tysk tyska tyske tyskt",
    "gb": "storbritannien storbritannia england skottland scotland british brittisk brittiska britisk britiske",
    "nl": "nederländerna nederland netherlands dutch nederländsk nederländska nederlandsk nederlandske holland",
    "us": "usa amerika america american amerikansk amerikanska amerikanske",
}
_COUNTRIES = {word: country for country, spelt in _WORDS.items() for word in spelt.split()}
_MARGIN = 1.0
_HOME = {Language.SV: "se", Language.NB: "no", Language.NN: "no"}


def is_of_another_country(reading: Reading, best: Evidence) -> bool:
    """Whether a question names a country, and the unit tells of others only.

    A unit that names none tells of those that its document names, and of the country of its language.
    """
    asked = countries_in(reading.text)
    if not asked:
        return False
    passage = best.passage
    told = countries_in(" ".join((best.text, *passage.chunk.headings, *passage.document.source.named)))
    if not told:
        told = countries_in(passage.document.text) | {_HOME.get(passage.chunk.language, "")}
    return asked.isdisjoint(told)


def own_country_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence, ordered best first, with a unit little behind moved to the front where the best one tells of
    another country."""
    if not evidence or not is_of_another_country(reading, evidence[0]):
        return tuple(evidence)
    near = (one for one in evidence if one.score >= evidence[0].score - _MARGIN)
    found = next((one for one in near if not is_of_another_country(reading, one)), evidence[0])
    return (found, *(one for one in evidence if one is not found))


def countries_in(text: str) -> frozenset[str]:
    return frozenset(_COUNTRIES[word] for word in words(text) if word in _COUNTRIES)
