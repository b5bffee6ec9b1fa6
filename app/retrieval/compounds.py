"""Compounds that nobody knows as a whole, by their parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from app.domain.sources import Language
from app.retrieval.concepts import ConceptLayer, stem_variants
from app.retrieval.terms import OWN_WORD, Term, add_concept
from app.text.words import is_stop_word

LAST_PART = 0.6
FIRST_PART = 0.4
_SHORTEST_PART = 4


def with_parts(
    terms: Sequence[Term], concepts: ConceptLayer, corpus: Collection[Language], knows: Callable[[str], bool]
) -> tuple[Term, ...]:
    """The terms, of which a compound that neither the corpus nor the concept layer has is also its last part, and
    less so its first, where the corpus has both by themselves or by another word: "turnusmøtet" is a "møte", of the
    "turnus"."""
    return tuple(
        term
        if any(weight < OWN_WORD or knows(one) for one, weight in term.named.items())
        else replace(term, named={**term.named, **_parts(term.word, concepts, corpus, knows)})
        for term in terms
    )


def _parts(
    word: str, concepts: ConceptLayer, corpus: Collection[Language], knows: Callable[[str], bool]
) -> Mapping[str, float]:
    """The known words of the first and the last part, with their weights; none where one of the two has none."""
    for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        last = _likeliest((word[at:], *_overlapping(word, at)), concepts, corpus, knows)
        first = _likeliest(_unjoined(word[:at]), concepts, corpus, knows) if last else {}
        if first:
            return {
                **{one: FIRST_PART * weight for one, weight in first.items()},
                **{one: LAST_PART * weight for one, weight in last.items()},
            }
    return {}


def _likeliest(
    spellings: Sequence[str],
    concepts: ConceptLayer,
    corpus: Collection[Language],
    knows: Callable[[str], bool],
) -> Mapping[str, float]:
    return max((_known(part, concepts, corpus, knows) for part in spellings), key=len)


def _known(
    part: str, concepts: ConceptLayer, corpus: Collection[Language], knows: Callable[[str], bool]
) -> Mapping[str, float]:
    """What the corpus has of a part's own stems and its concepts' words."""
    if is_stop_word(part):
        return {}
    alternatives = dict.fromkeys(sorted(stem_variants(part)), OWN_WORD)
    for _, concept in concepts.found_in([part], Language.SV):
        add_concept(alternatives, concept, concepts, corpus)
    return {one: weight for one, weight in alternatives.items() if knows(one)}


def _unjoined(part: str) -> Sequence[str]:
    """The first part of a compound with and without the letter that joins it to the next."""
    bare = part.removesuffix("s") if part.endswith("s") else part.removesuffix("e")
    return (part, bare) if bare != part and len(bare) >= _SHORTEST_PART else (part,)


def _overlapping(word: str, at: int) -> Sequence[str]:
    """The last part of a compound that writes three letters as two: natt, teneste, nattenesta."""
    return (word[at - 1 :],) if word[at - 2] == word[at - 1] else ()
