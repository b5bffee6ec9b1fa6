"""How surely a unit lacks the one part of a question that makes it a question, whatever else it holds.

What is counted must stand at its number, what is to be done must be told of, and what is asked of the subject of the
whole collection must be there beside it. How that is weighed is the judgement's.
"""

from __future__ import annotations

import re

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import context_of, covered_share, match
from app.answering.weighing.read_unit import read_unit
from app.answering.weighing.values import COUNT, asks_for_count
from app.domain.passages import QuestionTerm
from app.domain.sources import Language, UnitKind
from app.text.languages import detect_language
from app.text.words import words

ACROSS_LANGUAGES = 0.35  # what a missing word counts where the unit may say it in its own language's
_MENTIONED = 0.5
_SUBJECT_SHARE = 0.4  # of the chunks: what so many hold is the collection's subject
_NORWEGIAN = {Language.NB, Language.NN}
# How something should be done asks for advice, and so does how *we* do it; advice may be given in other words.
_ANYBODY = r"(?:i|you|one|someone|people|man|jag|jeg|eg|en|ein|du|folk)"
_HOW_TO = re.compile(
    r"^(?:\w+ ){0,2}(?:hur|hvordan|korleis|koss|how) "
    r"(?:(?:do|does|can|could|may|kan|ska|skal|skall|gör|gjør|gjer) )?"
    rf"(?:{_ANYBODY} (?:(?:for å|för att) )?(?P<after>[\w-]+)"
    rf"|(?!(?:should|must|bör|bør|får|må|måste)\b)(?P<before>[\w-]+) {_ANYBODY}\b)"
)
_SAYS = re.compile(
    r"^(?:vad|va|hva|kva) (?:säger|sa|sade|tycker|tyckte|anser|ansåg|mener|mente|meiner|meinte|sier"
    r"|seier|svarade|svarte)\b"
)
_A_TEXT = re.compile(
    r"(?:text|artik|käll|kild|kjeld|rapport|forsk|studi|handbok|håndbok|sid|avsnitt|pod|utred|utgrei|betänk|dokument|lag"
    r"|lov|regel|regl|folk|man|dei|de)\w*"
)
_TOKEN = re.compile(r"[\w,.:%]+")
_YEAR = re.compile(r"(?:19|20)\d\d\W*")
_BEHIND_A_NUMBER, _BEFORE_A_NUMBER = 5, 2  # words: "26 of the new cars", "the cars are 26"


def crosses_languages(reading: Reading, best: Evidence) -> bool:
    """Whether the unit is in another language than the question; bokmål and nynorsk are one here."""
    written = best.passage.chunk.language
    asked = detect_language(reading.text, written)
    return asked is not written and {asked, written} != _NORWEGIAN


def missing(term: QuestionTerm, reading: Reading, best: Evidence) -> float:
    """How surely neither the unit nor what stands over it holds a term, as far as that tells something."""
    return (1 - _held(term, best)) * _telling(term, reading, best)


def act_missing(reading: Reading, best: Evidence) -> float:
    """For a question how somebody does something, whoever it is, how surely the unit lacks what is done: "how do I
    *appeal* a decision". 0 for other questions."""
    found = _HOW_TO.search(" ".join(words(reading.text)))
    act = found and (found["after"] or found["before"])
    return max((missing(term, reading, best) for term in reading.attributes if term.word == act), default=0.0)


def speaker_missing(reading: Reading, best: Evidence) -> bool:
    """Whether it is asked what somebody says, and the unit's document never mentions them."""
    if not _SAYS.search(reading.text.lower()):
        return False
    speaker = next(iter(reading.subject), None)
    if speaker is None or _A_TEXT.fullmatch(speaker.word) or _telling(speaker, reading, best) < 1:
        return False
    passage = best.passage
    told = f"{' '.join(passage.document.source.named)} {passage.document.text}"
    return match(speaker, told, passage.chunk.language) < _MENTIONED


def count_missing(reading: Reading, best: Evidence) -> float:
    """For a question how many there are of something, how surely no number of the unit stands at that something. A
    year is no count. 0 for other questions."""
    counted = reading.subject
    if not counted or reading.type is not QuestionType.HOW_MANY or not asks_for_count(reading):
        return 0.0
    language = best.passage.chunk.language
    beside = _beside_numbers(best)
    at_number = max((match(term, near, language) for term in counted for near in beside), default=0.0)
    return (1 - at_number) * min(_telling(term, reading, best) for term in counted)


def beside_subject_missing(reading: Reading, best: Evidence) -> float:
    """For a question without names that holds the collection's own subject, the mean of how surely its other words
    are missing: what every unit is about says nothing for any. 0 for other questions."""
    others = [term for term in reading.attributes if term.share < _SUBJECT_SHARE]
    if reading.names or not others or len(others) == len(reading.attributes):
        return 0.0
    return sum(missing(term, reading, best) for term in others) / len(others)


def _telling(term: QuestionTerm, reading: Reading, best: Evidence) -> float:
    """What it counts that a unit lacks a term: less across languages, unless the term's concepts tell how the unit's
    language says it."""
    has_concepts = any(weight < 1 for weight in term.alternatives.values())
    return 1.0 if has_concepts or not crosses_languages(reading, best) else ACROSS_LANGUAGES


def _held(term: QuestionTerm, best: Evidence) -> float:
    context = (*context_of(best.passage), *read_unit(best.passage, best.unit).said_before)
    return covered_share((term,), ((best.text, 1.0), *context), best.passage.chunk.language)


def _beside_numbers(best: Evidence) -> list[str]:
    """What stands at each number of the unit; a row's numbers stand at all of it, and at what stands over it."""
    tokens = _TOKEN.findall(best.text)
    numbers = [at for at, one in enumerate(tokens) if COUNT.search(one) and not _YEAR.fullmatch(one)]
    if numbers and best.unit.kind is UnitKind.ROW:
        return [best.text, *(text for text, _ in context_of(best.passage))]
    return [
        " ".join((*tokens[at + 1 : at + 1 + _BEHIND_A_NUMBER], *tokens[max(0, at - _BEFORE_A_NUMBER) : at]))
        for at in numbers
    ]
