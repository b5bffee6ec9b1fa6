"""Whether a text holds a term of the question, and how much of the question a text covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Language, UnitKind
from app.text.display import display
from app.text.words import consonants, content_words, grams, stem

HEADING_SHARE = 0.9
NEXT_HEADING_SHARE = 0.8
FAR_HEADING_SHARE = 0.6
LIKE_SPELLING_SHARE = 0.7
COMPOUND_SHARE = 0.8
MODIFIER_SHARE = 0.5
_SHORTEST_HEAD = 5
_SHORTEST_MODIFIER = 6
_FEWEST_SHARED_GRAMS = 0.6
_FEWEST_CONSONANTS = 5
_NORWAY = frozenset("norge noreg norway norsk norske norges norwegian".split())
_COUNTRY = {
    Language.SV: frozenset("sverige sweden svensk svenska svenske sveriges swedish".split()),
    Language.NB: _NORWAY,
    Language.NN: _NORWAY,
    Language.EN: frozenset[str](),
}


def match(term: QuestionTerm, text: str, language: Language) -> float:
    """How surely a text holds a term, in [0, 1]: by stem or concept, else by like spelling."""
    held = term.held.get((text, language))
    if held is None:
        held = term.held[text, language] = _match(term, text, language)
    return held


def _match(term: QuestionTerm, text: str, language: Language) -> float:
    stems, ends, _, _ = _vocabulary(text, language)
    by_stem = max((weight for one, weight in term.alternatives.items() if one in stems), default=0.0)
    return (
        by_stem
        or _by_head(term, ends)
        or _by_modifier(term, ends)
        or _by_sound(term, text, language)
        or _by_spelling(term.word, text, language)
    )


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


def context_of(passage: Passage) -> tuple[tuple[str, float], ...]:
    """What stands over a unit and belongs to its meaning: a table's header row, lead-in and headings, with
    how much they count.

    The nearest counts for most: a list's own lead-in stands between it and the headings.
    """
    *upper, nearest = passage.chunk.headings or ("",)
    text = passage.document.text
    headers = (display(u.span.of(text)) for u in passage.chunk.units if u.kind is UnitKind.HEADER_ROW)
    columns = tuple((header, NEXT_HEADING_SHARE) for header in headers)
    above = display(" ".join((*passage.document.source.named, *upper)))
    if passage.chunk.lead_in is None:
        return (*columns, (nearest, HEADING_SHARE), (above, FAR_HEADING_SHARE))
    lead_in = display(passage.chunk.lead_in.of(text))
    return (
        *columns,
        (lead_in, HEADING_SHARE),
        (nearest, NEXT_HEADING_SHARE),
        (above, FAR_HEADING_SHARE),
    )


def held_with_context(term: QuestionTerm, text: str, passage: Passage) -> float:
    """How surely a unit's text or what stands over it holds a term, by a sister word where the corpus lacks it."""
    return covered_share((term,), ((text, 1.0), *context_of(passage)), passage.chunk.language)


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


def _by_head(term: QuestionTerm, ends: str) -> float:
    """By the last part of a compound, which says what it is: a "lederprinsipp" is a "prinsipp"."""
    return COMPOUND_SHARE * max(
        (
            weight
            for one, weight in term.alternatives.items()
            if len(one) >= _SHORTEST_HEAD and f"{one}\n" in ends
        ),
        default=0.0,
    )


def _by_modifier(term: QuestionTerm, stems: str) -> float:
    """By the first part of a compound, which says what it is about: a "barnehageprosjekt" is about a "barnehage"."""
    starts = f"\n{stems}"
    return MODIFIER_SHARE * max(
        (
            weight
            for one, weight in term.alternatives.items()
            if len(one) >= _SHORTEST_MODIFIER and f"\n{one}" in starts
        ),
        default=0.0,
    )


def _by_sound(term: QuestionTerm, text: str, language: Language) -> float:
    """By the consonants of a long word, which the sister languages share: ledarprincip, lederprinsipp."""
    own = {consonants(one) for one, weight in term.alternatives.items() if weight == 1}
    _, _, sounds, _ = _vocabulary(text, language)
    return LIKE_SPELLING_SHARE * any(len(one) >= _FEWEST_CONSONANTS and one in sounds for one in own)


def _by_spelling(word: str, text: str, language: Language) -> float:
    _, _, _, spellings = _vocabulary(text, language)
    own = frozenset(grams(word))
    shared = max((len(own & other) / len(own) for other in spellings), default=0.0)
    return LIKE_SPELLING_SHARE * shared if shared >= _FEWEST_SHARED_GRAMS else 0.0


@lru_cache(maxsize=50_000)
def _vocabulary(
    text: str, language: Language
) -> tuple[frozenset[str], str, frozenset[str], tuple[frozenset[str], ...]]:
    """A text's stems; the same a line each, so that one search tells whether any ends alike; their consonants;
    and the grams of its words.
    """
    found = dict.fromkeys(content_words(text))
    stems = frozenset(stem(word, language) for word in found)
    return (
        stems,
        "".join(f"{one}\n" for one in stems),
        frozenset(map(consonants, stems)),
        tuple(frozenset(grams(word)) for word in found),
    )
