"""The sentences that say what something is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading, names_a_definition
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.labels import is_labelled
from app.answering.weighing.matching import covered_share, match
from app.domain.sources import Language, UnitKind
from app.text.words import content_words

_MOST_DEFINITIONS = 4
_NEXT_DEFINITION_MARGIN = 4.8
_LEAST_COVERED = 0.4
_ROW_COVERED = 0.6
_LEAST_OF_SUBJECT = 0.6
_DEFINING = re.compile(
    r"[”“\"«(]?(?P<subject>(?:\S+ ){1,6}?)(?:(?:innebär|innebærer|inneber|betyder|betyr|tyder|means|handlar om"
    r"|handler om|bygger på|menas|menes|meinast|vil si|vil seie)\b"
    r"|(?:är|er|is)(?= (?:en?|ett?|ei|eit|et|att|å|an?|the|to|when|når|när|[\w-]+(?:en|et|an|a) (?:att|å|som|to))\b))"
    r"(?P<predicate>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DEFINED = re.compile(
    r"\b(?:definier\w+|definer\w+|defines?)\s+(?P<subject>.{1,80}?)\s+(?:som|as)\b(?P<predicate>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MEANT = re.compile(
    r"\b(?:med|by|under|begreppet|begrepet|omgrepet)\s+(?P<subject>.{1,60}?)\s+(?:(?:menar|avser|mener|meiner|forstår"
    r"|förstår) (?:vi|man|eg|jeg|jag)|menas|avses|menes|meinast|meines|forstås|(?:we|I) mean|is meant)\b"
    r"(?P<predicate>.*)",
    re.IGNORECASE | re.DOTALL,
)
_GLOSSED = re.compile(
    r"(?P<subject>[^:.!?]{3,60}):\s(?P<predicate>\S+ \S+ \S+.*)", re.DOTALL
)  # "Trust: a belief that …"
_FOR_WHOM = re.compile(r"(?:för|for) ", re.IGNORECASE)  # "For you as a manager it means …"
_DENIED = re.compile(r"\s*(?:\w+\s+)?(?:inte|ikke|ikkje|ingen|inget|inga|ingenting|not|no)\b", re.IGNORECASE)


def definitions(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The units that say what something is, best first; for definition questions only.

    Sentences that say it themselves come before rows, items and lead-ins, which are told only where there
    is nothing better: what a list says of something is seldom what it is.
    """
    if reading.type is not QuestionType.DEFINITION:
        return ()
    found = [
        item
        for item in evidence
        if item.score >= evidence[0].score - _NEXT_DEFINITION_MARGIN
        and item.names >= 0.5
        and _defines(reading, item)
    ]
    best = ([item for item in found if _says_it_itself(item)] or found)[:_MOST_DEFINITIONS]
    places = list(dict.fromkeys(item.passage.chunk.number for item in best))
    return tuple(
        sorted(best, key=lambda item: (places.index(item.passage.chunk.number), item.unit.span.start))
    )


def _defines(reading: Reading, item: Evidence) -> bool:
    language = item.passage.chunk.language
    if item.unit.kind is UnitKind.ROW:
        return item.coverage >= _ROW_COVERED and is_labelled(reading, item.unit, item.text, language)
    said = _MEANT.match(item.text) or _DEFINING.match(item.text) or _DEFINED.search(item.text)
    if said is None and item.unit.kind is UnitKind.SENTENCE:
        said = _GLOSSED.match(item.text)
    if said is None or _DENIED.match(said["predicate"]):
        return False
    subject = said["subject"]
    if _FOR_WHOM.match(subject):
        return False
    is_covered = covered_share(reading.attributes, ((subject, 1.0),), language) >= _LEAST_COVERED
    is_asked = reading.asked is None or match(reading.asked, subject, language) > 0
    return is_covered and is_asked and _is_subject(reading, subject, language)


def _is_subject(reading: Reading, subject: str, language: Language) -> bool:
    """Whether a sentence's subject is what the question asks about, and not something else of it: of the words
    "the idea behind trust" one is asked for, but not the first."""
    named = [word for word in content_words(subject) if not names_a_definition(word)]
    asked = [any(match(term, word, language) > 0 for term in reading.terms) for word in named]
    return bool(asked) and asked[0] and sum(asked) >= _LEAST_OF_SUBJECT * len(asked)


def _says_it_itself(item: Evidence) -> bool:
    said = _DEFINING.match(item.text)
    return item.unit.kind is UnitKind.SENTENCE and (said is None or any(map(str.isalnum, said["predicate"])))
