"""A sentence as the verification sees it: its words, each with its meaning, its place and whether it is denied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.answering.drafting.lexicon import Lexicon, everyday_meanings, lexicon_of, named_numbers
from app.domain.sources import Language
from app.retrieval.concepts import Concept, Phrase, load_concepts
from app.text.words import is_stop_word, stem, strict_stem

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*|[.!?;:]+(?=\s|$)|,")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_SHORT_STEM = 3
_GENITIVE = re.compile(r"(?:['’]s|['’]|s)$")


@dataclass(frozen=True, slots=True)
class Word:
    """`part` is the number of the part of the text that the word stands in: up to a full stop, a semicolon, or
    where the sentence turns; `denial` is whether that part is denied, and how often modulo two.

    `number` is the value in digits, for digits and number words. A name is capitalised inside a sentence.
    """

    spelling: str
    stem: str
    strict_stem: str
    concepts: frozenset[Concept]
    meanings: frozenset[int]
    is_content: bool
    is_name: bool
    opens: bool
    is_capitalised: bool
    number: str | None
    part: int
    denial: tuple[bool, int]

    @property
    def may_be_name(self) -> bool:
        """Whether it is a name, or opens a sentence with a capital and is no word that anybody knows."""
        return self.is_name or (self.opens and self.is_content and self.is_capitalised and not self.concepts)

    @property
    def is_known(self) -> bool:
        """Whether it is a word that can be looked for in another language."""
        return bool(self.concepts or self.meanings)

    @property
    def synonyms(self) -> frozenset[Phrase]:
        """Every phrase, as stems, that its concepts go by in any language."""
        return frozenset(phrase for concept in self.concepts for phrase in concept.phrases)

    @property
    def bare(self) -> str:
        """The spelling without a genitive, as names are compared."""
        return _GENITIVE.sub("", self.spelling)


@dataclass(frozen=True, slots=True)
class Statement:
    """The words in order, the classes of strength they belong to, and whether the order itself says something."""

    language: Language
    words: tuple[Word, ...]
    strengths: frozenset[str]
    is_hedged: bool
    is_directed: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(word.number for word in self.words if word.number is not None)

    @property
    def names(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_name)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @property
    def content(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_content)


@lru_cache(maxsize=10_000)
def read_statement(text: str, language: Language) -> Statement:
    lexicon = lexicon_of(language)
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFC", text))
    tokens = _TOKEN.findall(plain)
    spoken = [token for token in tokens if token[0].isalnum()]
    parts, denials = _parts(tokens, lexicon)
    openings = _openings(tokens)
    concepts = _concepts(spoken, language)
    numbers = named_numbers(language)
    words = tuple(
        _word(
            token,
            language,
            numbers,
            concepts.get(at, frozenset()),
            at in openings,
            parts[at],
            denials[parts[at]],
        )
        for at, token in enumerate(spoken)
    )
    spellings = {word.spelling for word in words}
    strengths = frozenset(name for name, members in lexicon.strength.items() if members & spellings)
    return Statement(
        language, words, strengths, bool(lexicon.hedge & spellings), bool(lexicon.directed & spellings)
    )


def _word(
    token: str,
    language: Language,
    numbers: Mapping[str, str],
    concepts: frozenset[Concept],
    opens: bool,
    part: int,
    denial: tuple[bool, int],
) -> Word:
    lexicon = lexicon_of(language)
    spelling = token.lower()
    number = token if token[0].isdigit() else numbers.get(spelling)
    is_name = number is None and token[0].isupper() and not opens and len(token) > 1
    is_checked_apart = (
        spelling in lexicon.negation
        or spelling in lexicon.hedge
        or any(spelling in words for words in lexicon.strength.values())
    )
    is_light = is_stop_word(spelling) or spelling in lexicon.light or len(spelling) == 1
    is_content = not (is_name or number is not None or is_checked_apart or is_light)
    return Word(
        spelling,
        stem(spelling, language),
        strict_stem(spelling, language),
        concepts,
        everyday_meanings(language).get(strict_stem(spelling, language), frozenset()),
        is_content,
        is_name,
        opens,
        token[0].isupper(),
        number,
        part,
        denial,
    )


def _openings(tokens: list[str]) -> frozenset[int]:
    """Which words open a sentence, or a clause after a colon: their capital says nothing."""
    found, at, is_open = set(), 0, True
    for token in tokens:
        if token[0].isalnum():
            if is_open:
                found.add(at)
            is_open = False
            at += 1
        elif token != ",":
            is_open = True
    return frozenset(found)


def _parts(tokens: list[str], lexicon: Lexicon) -> tuple[list[int], list[tuple[bool, int]]]:
    """For each word its part, and for each part whether it is denied, and how often modulo two.

    A part ends with the sentence, a semicolon, a comma before a denial ("A, not B"), or a word that turns
    ("but", and after a denial Swedish "utan"). "Without" denies what follows it, up to a comma.
    """
    parts: list[int] = []
    counts = [0]
    current = 0
    outer: int | None = None
    before = ""

    def begin() -> int:
        counts.append(0)
        return len(counts) - 1

    for token in tokens:
        spelling = token.lower()
        if token[0].isalnum():
            denies = spelling in lexicon.negation or spelling.endswith(("n't", "n’t"))
            if spelling in lexicon.turns and (not denies or counts[current]):
                current, outer, denies = begin(), None, False
            elif spelling in lexicon.without:
                outer, current = current, begin()
            elif denies and before == ",":
                current = begin()
            counts[current] += denies
            parts.append(current)
        elif token != "," and token[0] != ":":
            current, outer = begin(), None
        elif token == "," and outer is not None:
            current, outer = outer, None
        before = token
    return parts, [(count > 0, count % 2) for count in counts]


def _concepts(spoken: list[str], language: Language) -> dict[int, frozenset[Concept]]:
    """The concepts that each word belongs to, by its place; of a phrase, each of its content words.

    A long word of which the stemmer leaves three letters (farligt: far) is no sign of a concept.
    """
    content = [at for at, token in enumerate(spoken) if not is_stop_word(token.lower())]
    found: dict[int, frozenset[Concept]] = {}
    stems = [stem(spoken[at].lower(), language) for at in content]
    for span, concept in load_concepts().found_in([frozenset((one,)) for one in stems]):
        for at in span:
            is_certain = len(stems[at]) > _SHORT_STEM or len(spoken[content[at]]) <= 2 * _SHORT_STEM
            if is_certain:
                found[content[at]] = found.get(content[at], frozenset()) | {concept}
    return found
