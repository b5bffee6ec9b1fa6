"""How well a unit supports an answer: the words it shares with the question, its meaning, its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.answering.question_types import QuestionType, question_type
from app.answering.values import holds_value
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Language, Unit, UnitKind
from app.text.display import cells, display
from app.text.words import content_words, grams, stem, words

HEADING_SHARE = 0.9
NEXT_HEADING_SHARE = 0.8
FAR_HEADING_SHARE = 0.6
LIKE_SPELLING_SHARE = 0.7
_FEWEST_SHARED_GRAMS = 0.6
_SCALE = 0.15
_LONGEST_LABEL = 60
_NEGATIONS = frozenset("inte ej icke ikke ikkje not no ingen inga inget ingenting aldrig aldri never".split())
_MUCH_NEWS = 5
_ASKED_WITHIN = 4
_ASKED = re.compile(
    r"\b(?:hur (?:många|mycket|stora?|gammal|länge|ofta|höga?|långt?)|hvor (?:mange|mye|store?|gammel|lenge"
    r"|ofte|høy|langt?)"
    r"|kor (?:mange|mykje|store?|gamal|lenge|ofte|høg|langt?)|how (?:many|much|old|long|often|large|big|high)"
    r"|vilken|vilket|vilka|hvilken|hvilket|hvilke|kva for (?:ei|ein|eit)?|which|what kind of|vad för"
    r"|hva slags"
    r"|(?:vad|hva|kva|what|vem|hvem|kven|who) (?:är|er|is|are|was|var|were|blev|ble))\b"
)
SENTENCE_BEFORE_SHARE = 0.6
_REFERS_BACK = re.compile(
    r"(?:[–-]\s*)?(?:det|den|de|dei|dem|detta|dette|denna|denne|dessa|disse|desse|han|hon|hun|ho|sådan\w*"
    r"|slik\w*"
    r"|där\w*|der\w*|då|da|här\w*|her\w*|ofta|ofte|också|också|också|även|också|men|i stället|i stedet"
    r"|tvärtom|tvert"
    r"|this|that|these|those|it|they|he|she|such|there|then|instead|often|also)\b",
    re.IGNORECASE,
)
_LOWER_CASE = re.compile(r"(?<![\w.@/:-])[a-zåäöæøé][\w-]*(?![\w@/]|\.\w)")
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-ZÅÄÖÆØ][\w-]+")


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """What counts how much when a unit is weighed; see `weigh_units`. Changing it needs `tilda eval`."""

    meaning: float = 2.0
    own_words: float = 1.0
    words: float = 2.0
    words_about_a_name: float = 4.0
    names: float = 3.0
    own_names: float = 0.5
    value: float = 0.3
    label: float = 0.8
    passage: float = 1.0
    passage_stems: float = 1.0
    news: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the composer sees it: its type, and its terms split into names and what is asked of them.

    A name is a term that texts write with a capital letter; `attributes` are all other terms. Weights are
    idf, so that a rare word counts for more. `names_section` says that the question quotes the heading of the
    one section that its evidence is from.
    """

    text: str
    type: QuestionType
    names: tuple[QuestionTerm, ...]
    attributes: tuple[QuestionTerm, ...]
    names_section: bool = False

    @property
    def asked(self) -> QuestionTerm | None:
        """The attribute right behind the question word: "lön" in "vilken lön har …"; None where there is none.

        A comparison asks for a difference, which the sources need not call so.
        """
        found = _ASKED.search(self.text.lower())
        if found is None or self.type is QuestionType.COMPARISON:
            return None
        attributes = {term.word: term for term in self.attributes}
        near = words(self.text[found.end() :])[:_ASKED_WITHIN]
        return next((attributes[word] for word in near if word in attributes), None)

    @property
    def entities(self) -> tuple[tuple[str, ...], ...]:
        """The names, those that stand side by side in the question as one: ("laura", "hartman")."""
        names = {name.word for name in self.names}
        found: list[tuple[str, ...]] = []
        is_open = False
        for word in re.findall(r"[\w-]+|[^\w\s]", self.text.lower()):
            if word in names:
                found = [*found[:-1], (*found[-1], word)] if is_open else [*found, (word,)]
            is_open = word in names
        return tuple(found)

    @property
    def terms(self) -> tuple[QuestionTerm, ...]:
        return (*self.names, *self.attributes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit weighed against the question.

    `coverage` is the share of the attributes' idf that the unit, its headings and lead-in hold, `names`
    the share of the names found anywhere in its document; both are 1 for a question without such terms.
    `own_names` is the share of the names that the unit itself holds, 0 without names.
    `asked` is how surely the unit or what stands over it holds the very thing asked for, 1 where that is
    open.
    `holds_value` is None where the question's type leaves no trace in a text. `score` orders evidence.
    """

    passage: Passage
    unit: Unit
    dense: float
    coverage: float
    names: float
    own_names: float
    asked: float
    holds_value: bool | None
    score: float

    @property
    def text(self) -> str:
        return self.unit.span.of(self.passage.document.text)


def read_question(question: str, passages: Sequence[Passage], terms: Sequence[QuestionTerm]) -> Reading:
    """Splits a question's terms into names and attributes.

    A term is a name when the question capitalises it inside a sentence, or when the passages found do and
    never write it in lower case (people type names in lower case, too).
    """
    lower = {word for passage in passages for word in _lower_case_words(passage.chunk.text)}
    known = {name for passage in passages for name in _names_in(passage.chunk.text)} - lower
    written = _names_in(question)
    if 2 * len(written) > len(terms):
        written = _entities(question, written, lower)  # a question in capitals says nothing about names
    names = tuple(term for term in terms if term.word in known | written)
    attributes = tuple(term for term in terms if term not in names and not _says_little(term.word))
    return Reading(question, question_type(question), names, attributes)


def _entities(question: str, written: frozenset[str], lower: set[str]) -> frozenset[str]:
    """The written names that stand beside one which texts never write in lower case: "Free Software
    Foundation"."""
    found: set[str] = set()
    run: list[str] = []
    for word in (*re.findall(r"[\w-]+|[^\w\s]", question.lower()), ""):
        if word in written:
            run.append(word)
        else:
            found |= set(run) if any(one not in lower for one in run) else set()
            run = []
    return frozenset(found)


def _says_little(word: str) -> bool:
    """Negations, and counts, which are compared with what a list holds: any text has a "not" or a 3
    somewhere."""
    return word in _NEGATIONS or (word.isdigit() and len(word) <= 2)


def _names_in(text: str) -> frozenset[str]:
    return frozenset(
        word for found in _CAPITALISED.findall(text) if "-" not in found for word in words(found)
    )


def _lower_case_words(text: str) -> frozenset[str]:
    """Without the parts of addresses, host names and paths, which write names in lower case, too."""
    return frozenset(_LOWER_CASE.findall(text))


def weigh_units(
    reading: Reading, passages: Iterable[Passage], weights: EvidenceWeights = EvidenceWeights()
) -> tuple[Evidence, ...]:
    """Every unit of the passages, best first; ties in the order of chunk and place.

    The sum began as 2·cosine/.15 + coverage + .3·type + passage score, which found the answer-bearing
    sentence most often on questions outside the domain; the other weights are set on the tune half of the
    dev set. Names count once a document, and much: a text that never mentions whom the question names does
    not answer it, while repeating the name must not outweigh what is asked.
    """
    evidence = [
        _weigh(reading, passage, score.unit, score.dense, weights)
        for passage in passages
        for score in passage.units
    ]
    return tuple(
        sorted(
            evidence,
            key=lambda item: (-item.score, item.passage.chunk.number, item.unit.span.start),
        )
    )


def _weigh(
    reading: Reading, passage: Passage, unit: Unit, dense: float, weights: EvidenceWeights
) -> Evidence:
    text = unit.span.of(passage.document.text)
    language = passage.chunk.language
    own_coverage = covered_share(reading.attributes, ((text, 1.0),), language)
    surroundings = (*context_of(passage), *_said_before(passage, unit, text))
    coverage = covered_share(reading.attributes, ((text, 1.0), *surroundings), language)
    document = f"{passage.document.source.title} {passage.document.text}"
    names = named_share(reading.names, document, language)
    own_names = named_share(reading.names, text, language) if reading.names else 0.0
    holds = holds_value(reading.type, text)
    score = (
        weights.meaning * dense / _SCALE
        + weights.own_words * own_coverage
        + (weights.words_about_a_name if reading.names else weights.words) * coverage
        + weights.names * names
        + weights.own_names * own_names
        + weights.value * bool(holds)
        + weights.label * is_labelled(reading, unit, text, language)
        + weights.passage * passage.score
        + weights.passage_stems * passage.signals["stems"]
        + weights.news * _news(reading, text, language)
    )
    asked = (
        max(
            (weight * match(reading.asked, one, language) for one, weight in ((text, 1.0), *surroundings)),
            default=0.0,
        )
        if reading.asked
        else 1.0
    )
    return Evidence(passage, unit, dense, coverage, names, own_names, asked, holds, score)


def _said_before(passage: Passage, unit: Unit, text: str) -> tuple[tuple[str, float], ...]:
    """The sentence that a unit refers back to with its first words, with how much it counts."""
    if unit.kind is not UnitKind.SENTENCE or not _REFERS_BACK.match(text):
        return ()
    before = [other for other in passage.chunk.units if other.span.end <= unit.span.start]
    if not before or before[-1].kind is not UnitKind.SENTENCE:
        return ()
    return ((display(before[-1].span.of(passage.document.text)), SENTENCE_BEFORE_SHARE),)


def _news(reading: Reading, text: str, language: Language) -> float:
    """How much of a text the question does not say already, from 0 to 1 for `_MUCH_NEWS` words and more."""
    told = {one for term in reading.terms for one in term.alternatives}
    new = sum(stem(word, language) not in told for word in dict.fromkeys(content_words(text)))
    return min(new, _MUCH_NEWS) / _MUCH_NEWS


def is_labelled(reading: Reading, unit: Unit, text: str, language: Language) -> bool:
    """Whether the question names the unit's own label: a row's first cell, or an item's words before a
    colon."""
    if unit.kind is UnitKind.ROW:
        label = cells(text)[0]
    elif unit.kind is UnitKind.ITEM and ": " in text[:_LONGEST_LABEL]:
        label = text.split(": ")[0]
    else:
        return False
    wanted = content_words(label)
    named = sum(any(match(term, word, language) >= 0.8 for term in reading.terms) for word in wanted)
    return bool(wanted) and named >= 0.6 * len(wanted)


def context_of(passage: Passage) -> tuple[tuple[str, float], ...]:
    """What stands over a unit and belongs to its meaning: lead-in and headings, with how much they count.

    The nearest counts for most: a list's own lead-in stands between it and the headings.
    """
    *upper, nearest = passage.chunk.headings or ("",)
    above = display(" ".join(upper))
    if passage.chunk.lead_in is None:
        return ((nearest, HEADING_SHARE), (above, FAR_HEADING_SHARE))
    lead_in = display(passage.chunk.lead_in.of(passage.document.text))
    return ((lead_in, HEADING_SHARE), (nearest, NEXT_HEADING_SHARE), (above, FAR_HEADING_SHARE))


def covered_share(
    terms: Sequence[QuestionTerm], texts: Sequence[tuple[str, float]], language: Language
) -> float:
    """The share of the terms' idf that the texts hold, each text with a weight in [0, 1]; 1 without terms."""
    mass = sum(term.idf for term in terms)
    if not mass:
        return 1.0
    return (
        sum(term.idf * max(weight * match(term, text, language) for text, weight in texts) for term in terms)
        / mass
    )


def named_share(names: Sequence[QuestionTerm], text: str, language: Language) -> float:
    """The share of the names that a text holds as they are spelt, or nearly; 1 without names.

    A source is from the country of its language unless it says otherwise, so it need not name it.
    """
    if not names:
        return 1.0
    held = (
        name.idf
        for name in names
        if name.word in _COUNTRY[language] or match(own_spelling(name), text, language) > 0
    )
    return sum(held) / (sum(name.idf for name in names) or 1.0)


def own_spelling(term: QuestionTerm) -> QuestionTerm:
    """The term without its concepts: a name has none."""
    own = {one: weight for one, weight in term.alternatives.items() if weight == 1}
    return QuestionTerm(term.word, own, term.idf)


_NORWAY = frozenset("norge noreg norway norsk norske norges norwegian".split())
_COUNTRY = {
    Language.SV: frozenset("sverige sweden svensk svenska svenske sveriges swedish".split()),
    Language.NB: _NORWAY,
    Language.NN: _NORWAY,
    Language.EN: frozenset[str](),
}


def match(term: QuestionTerm, text: str, language: Language) -> float:
    """How surely a text holds a term, in [0, 1]: by stem or concept, else by like spelling."""
    stems, spellings = _vocabulary(text, language)
    by_stem = max((weight for one, weight in term.alternatives.items() if one in stems), default=0.0)
    if by_stem:
        return by_stem
    own = frozenset(grams(term.word))
    shared = max((len(own & other) / len(own) for other in spellings), default=0.0)
    return LIKE_SPELLING_SHARE * shared if shared >= _FEWEST_SHARED_GRAMS else 0.0


@lru_cache(maxsize=50_000)
def _vocabulary(text: str, language: Language) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    found = dict.fromkeys(content_words(text))
    return (
        frozenset(stem(word, language) for word in found),
        tuple(frozenset(grams(word)) for word in found),
    )
