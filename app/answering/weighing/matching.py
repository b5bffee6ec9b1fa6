"""Whether a text holds a term of the question, and how much of the question a text covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import mul

from app.answering.weighing.vocabulary import Sought, Vocabulary, first_weight, vocabulary
from app.domain.passages import Chunk, Passage, QuestionTerm
from app.domain.remembering import remembered
from app.domain.sources import Document, Language, UnitKind
from app.text.display import display

HEADING_SHARE = 0.9
NEXT_HEADING_SHARE = 0.8
FAR_HEADING_SHARE = 0.6
LIKE_SPELLING_SHARE = 0.7
COMPOUND_SHARE = 0.8
MODIFIER_SHARE = 0.5
_NORWAY = frozenset("norge noreg norway norsk norske norges norwegian".split())
_COUNTRY = {
    Language.SV: frozenset("sverige sweden svensk svenska svenske sveriges swedish".split()),
    Language.NB: _NORWAY,
    Language.NN: _NORWAY,
    Language.EN: frozenset[str](),
}


def match(term: QuestionTerm, text: str, language: Language, *, as_spelt: bool = False) -> float:
    """How surely a text holds a term, in [0, 1]: by stem or concept, else by like spelling.

    `as_spelt` leaves its concepts out.
    """
    key = (text, language, as_spelt)
    held = term.held.get(key)
    if held is None:
        alternatives = term.alternatives.items()
        sought = _sought(
            term.word, tuple(one for one in alternatives if one[1] == 1) if as_spelt else tuple(alternatives)
        )
        held = term.held[key] = _match(sought, vocabulary(text, language))
    return held


@lru_cache(maxsize=1_000)
def _sought(word: str, alternatives: tuple[tuple[str, float], ...]) -> Sought:
    return Sought.of(word, alternatives)


def _match(sought: Sought, found: Vocabulary) -> float:
    """By the last part of a compound, which says what it is: a "lederprinsipp" is a "prinsipp". By its first part,
    which says what it is about: a "barnehageprosjekt" is about a "barnehage". By the consonants of a long word, which
    the sister languages share: ledarprincip, lederprinsipp.
    """
    return (
        _whole(sought, found)
        or COMPOUND_SHARE * first_weight(sought.heads, found.stems)
        or MODIFIER_SHARE * first_weight(sought.modifiers, found.stems)
        or LIKE_SPELLING_SHARE * any(one in found.sounds for one in sought.sounds)
        or LIKE_SPELLING_SHARE * sought.shared_grams(found.spellings)
    )


def _whole(sought: Sought, found: Vocabulary) -> float:
    by_stem = first_weight(sought.stems, found.stems)
    return max(by_stem, first_weight(sought.signs, found.signs)) if sought.signs else by_stem


def covered_share(
    terms: Sequence[QuestionTerm], texts: Sequence[tuple[str, float]], language: Language
) -> float:
    """The share of the terms' idf that the texts hold, each text with a weight in [0, 1]; 1 without terms."""
    return idf_share(terms, held_by(terms, texts, language))


def held_by(
    terms: Sequence[QuestionTerm], texts: Sequence[tuple[str, float]], language: Language
) -> tuple[float, ...]:
    """How surely the texts, each with a weight in [0, 1], hold each of the terms."""
    return tuple([max([weight * match(term, text, language) for text, weight in texts]) for term in terms])


def idf_share(terms: Sequence[QuestionTerm], held: Sequence[float]) -> float:
    """The share of the terms' idf that is held, each as surely as `held` says; 1 without terms."""
    rarities = [term.idf for term in terms]
    mass = sum(rarities)
    return sum(map(mul, rarities, held), 0.0) / mass if mass else 1.0


def context_of(passage: Passage) -> tuple[tuple[str, float], ...]:
    """What stands over a unit and belongs to its meaning: a table's header row, lead-in and headings, with
    how much they count.

    The nearest counts for most: a list's own lead-in stands between it and the headings.
    """
    return _context(passage.chunk, passage.document)


@remembered(4_000)
def _context(chunk: Chunk, document: Document) -> tuple[tuple[str, float], ...]:
    *upper, nearest = chunk.headings or ("",)
    headers = (display(u.span.of(document.text)) for u in chunk.units if u.kind is UnitKind.HEADER_ROW)
    columns = tuple((header, NEXT_HEADING_SHARE) for header in headers)
    above = display(" ".join((*document.source.named, *upper)))
    if chunk.lead_in is None:
        return (*columns, (nearest, HEADING_SHARE), (above, FAR_HEADING_SHARE))
    lead_in = display(chunk.lead_in.of(document.text))
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
    """The share of the names that a text holds as they are spelt, or nearly, since a name has no concepts; 1 without
    names.

    A source is from the country of its language unless it says otherwise, so it need not name it.
    """
    if not names:
        return 1.0
    held = (
        name.idf
        for name in names
        if name.word in _COUNTRY[language] or match(name, text, language, as_spelt=True) > 0
    )
    return sum(held) / (sum(name.idf for name in names) or 1.0)
