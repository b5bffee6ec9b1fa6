"""A sentence as the verification sees it: its words, each with its meaning, its place and whether it is denied."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from app.answering.drafting.dates import with_plain_dates
from app.answering.drafting.lexicon import Lexicon, everyday_meanings, lexicon_of, named_numbers
from app.answering.drafting.marks import CONDITION, Mark, governed_by, marks_in, reached_by
from app.answering.drafting.parts import (
    Denial,
    clauses_of,
    commas_of,
    denies_something,
    openings_of,
    parts_of,
    roles_of,
    sections_of,
    shared_of,
)
from app.answering.drafting.word import Word
from app.domain.sources import Language
from app.retrieval.concepts import Concept, load_domain_concepts, stem_variants
from app.text.words import is_stop_word, stem, strict_stem

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*|[.!?;:]+(?=\s|$)|,")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d{1,2}\b(?![.:/]\d))")
_SHORT_STEM = 3
_NARROWED_BY = 2


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A noun that opens a sentence, and the first content words of the clause that says which of them is meant."""

    noun: int
    by: frozenset[int]


@dataclass(frozen=True)
class Statement:
    """The words in order, what marks them, what they narrow down, and whether their order itself says something."""

    language: Language
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    narrowings: tuple[Narrowing, ...]
    is_directed: bool

    @property
    def numbers(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.number is not None)

    @property
    def is_attributed(self) -> bool:
        """Whether it says according to whom it is so."""
        return any(word.spelling in lexicon_of(self.language).according for word in self.words)

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """For each word the number of its segment, which ends with a comma, "and" before a number, or its part."""
        found: list[int] = []
        segment = 0
        joints = lexicon_of(self.language).joints
        for before, word in zip((None, *self.words), self.words, strict=False):
            is_next = before is not None and (
                word.follows_comma
                or word.part != before.part
                or (before.spelling in joints and word.number is not None)
            )
            segment += is_next
            found.append(segment)
        return tuple(found)

    @property
    def content(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_content)


@lru_cache(maxsize=10_000)
def read_statement(text: str, language: Language) -> Statement:
    lexicon = lexicon_of(language)
    plain = with_plain_dates(_THOUSANDS.sub("", unicodedata.normalize("NFC", text)))
    tokens = _TOKEN.findall(_DECIMAL.sub(",", plain))
    spoken = [token for token in tokens if token[0].isalnum()]
    openings = openings_of(tokens)
    commas = commas_of(tokens)
    found = marks_in(spoken, lexicon, openings | commas)
    conditions = frozenset(at for at, (_, kind) in found.items() if kind == CONDITION)
    parts, denials = parts_of(tokens, lexicon, conditions)
    shared = shared_of(tokens, parts, lexicon)
    concepts = _concepts(spoken, language)
    clauses = clauses_of(tokens, lexicon, conditions)
    marked = {at for start, (length, _) in found.items() for at in range(start, start + length)}
    roles = roles_of(tokens, lexicon, named_numbers(language))
    sections = sections_of(tokens, lexicon)
    words = tuple(
        _word(
            at,
            token,
            language,
            concepts.get(at, frozenset()),
            opens=at in openings,
            follows_comma=at in commas,
            is_marked=at in marked,
            is_shared=at in shared,
            part=parts[at],
            section=sections[at],
            denial=denials[at],
            role=roles[at],
            clause=clauses[at],
        )
        for at, token in enumerate(spoken)
    )
    families: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for at, (_, kind) in found.items():
        families[kind.family] |= {at}
    marks = tuple(
        Mark(
            kind,
            at,
            parts[at],
            not denials[at].is_none,
            governed_by(words, at, length, kind, lexicon),
            reached_by(words, at, length, families[kind.family]),
        )
        for at, (length, kind) in found.items()
    )
    is_directed = any(word.spelling in lexicon.directed for word in words)
    return Statement(language, words, marks, tuple(_narrowings(words, lexicon)), is_directed)


def _narrowings(words: tuple[Word, ...], lexicon: Lexicon) -> Iterator[Narrowing]:
    for word in words:
        narrows = word.spelling in lexicon.relatives or word.spelling in lexicon.narrowing
        if not narrows or word.follows_comma or word.at == 0:
            continue
        noun = words[word.at - 1]
        before = words[max(0, noun.at - 2) : noun.at]
        is_first = noun.opens or any(
            one.opens and not any(other.is_content for other in words[one.at : noun.at]) for one in before
        )
        if noun.is_content and is_first:
            after = takewhile(lambda one: not one.follows_comma, words[word.at + 1 :])
            said = [one.at for one in after if one.is_content or one.is_name or one.number is not None]
            if said:
                most = _NARROWED_BY if word.spelling in lexicon.relatives else 1
                yield Narrowing(noun.at, frozenset(said[:most]))


def _word(
    at: int,
    token: str,
    language: Language,
    concepts: frozenset[Concept],
    *,
    opens: bool,
    follows_comma: bool,
    is_marked: bool,
    is_shared: bool,
    part: int,
    section: int,
    denial: Denial,
    role: int | None,
    clause: str,
) -> Word:
    lexicon = lexicon_of(language)
    spelling = token.lower()
    number = token if token[0].isdigit() else named_numbers(language).get(spelling)
    is_name = number is None and token[0].isupper() and not opens and len(token) > 1
    is_light = is_stop_word(spelling) or spelling in lexicon.light or len(spelling) == 1
    is_apart = is_marked or denies_something(spelling, lexicon)
    stemmed = strict_stem(spelling, language)
    return Word(
        at,
        spelling,
        stem(spelling, language),
        stemmed,
        concepts,
        everyday_meanings(language).get(stemmed, frozenset()),
        not (is_name or number is not None or is_apart or is_light),
        is_name,
        is_marked,
        is_shared,
        opens,
        follows_comma,
        token[0].isupper(),
        number,
        part,
        section,
        denial,
        role,
        clause,
    )


def _concepts(spoken: list[str], language: Language) -> dict[int, frozenset[Concept]]:
    """The concepts that each word belongs to, by its place; of a phrase, each of its content words.

    A long word of which the stemmer leaves three letters (farligt: far) is no sign of a concept.
    """
    content = [at for at, token in enumerate(spoken) if not is_stop_word(token.lower())]
    found: dict[int, frozenset[Concept]] = {}
    words = [spoken[at].lower() for at in content]
    for span, concept in load_domain_concepts().found_in(words, language):
        for at in span:
            shortest = min(map(len, stem_variants(words[at])))
            is_certain = shortest > _SHORT_STEM or len(words[at]) <= 2 * _SHORT_STEM
            if is_certain:
                found[content[at]] = found.get(content[at], frozenset()) | {concept}
    return found
