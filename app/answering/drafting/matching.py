"""Where a text says the words of a sentence: the ground on which every objection is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from app.answering.drafting.compounds import are_same_compound
from app.answering.drafting.likeness import is_alike, is_derived
from app.answering.drafting.statement import Statement
from app.answering.drafting.word import Word
from app.text.words import is_stop_word, strict_stem

_SUPERLATIVE = re.compile(r"\w{3}(?:[ae]ste?|igste?)$")


@dataclass(frozen=True)
class Matching:
    """A sentence beside the text that it cites.

    `own` are the cited units, `above` what they cannot be read without (a list's lead-in, a table's header),
    `around` headings and titles.
    """

    said: Statement
    own: Statement
    above: Statement
    around: Statement

    @property
    def is_foreign(self) -> bool:
        return self.said.language is not self.own.language

    @cached_property
    def places(self) -> dict[int, frozenset[int]]:
        """The places in the cited units of each content word and name of the sentence that they hold."""
        found: dict[int, frozenset[int]] = {}
        for word in self.said.words:
            if word.is_name or self.is_known_as_name(word):
                places = frozenset(other.at for other in self.own.words if names_same(word, other))
            elif word.is_content:
                places = self.places_in(self.own, word)
            else:
                continue
            if places:
                found[word.at] = places
        return found

    @cached_property
    def agreeing(self) -> dict[int, frozenset[int]]:
        """Those of the places that are denied as the word is, or stand before the denial and are shared."""
        return {
            at: frozenset(
                place
                for place in places
                if self.own.words[place].is_shared
                or self.own.words[place].denial.sense == self.said.words[at].denial.sense
            )
            for at, places in self.places.items()
        }

    @cached_property
    def settled(self) -> dict[int, frozenset[int]]:
        """Those of the places that lie in a part which says all that this part of the sentence says."""
        whole: dict[tuple[int, int], set[int]] = {}
        for at, places in self.agreeing.items():
            found = [self.own.words[place] for place in places]
            if found and self.said.words[at].is_content and not any(word.is_shared for word in found):
                options = {word.part for word in found}
                claim = self.said.words[at].claim
                whole[claim] = whole[claim] & options if claim in whole else options
        return {
            at: frozenset(place for place in places if self.own.words[place].part in kept) or places
            for at, places in self.places.items()
            for kept in (whole.get(self.said.words[at].claim, set()),)
        }

    @cached_property
    def matched(self) -> frozenset[int]:
        """The places in the cited units that the sentence takes up."""
        return frozenset(place for places in self.settled.values() for place in places)

    @cached_property
    def parts(self) -> frozenset[int]:
        """The parts of the cited units that the sentence takes up."""
        return frozenset(self.own.words[place].part for place in self.matched)

    @cached_property
    def borrowed(self) -> frozenset[int]:
        """The content words of the sentence that stand above the cited units and not in them."""
        return frozenset(
            word.at
            for word in self.said.content
            if word.at not in self.places and self.places_in(self.above, word)
        )

    def is_known_as_name(self, word: Word) -> bool:
        """Whether a word that opens the sentence is one that the cited text, or what is over it, has as a name."""
        return word.opens and any(
            other.bare == word.bare
            for text in (self.own, self.above, self.around)
            for other in text.words
            if other.may_be_name
        )

    def _are_sisters(self, word: Word, other: Word, text: Statement) -> bool:
        """Whether they are spelt alike or made of the same parts, and no list knows them as false friends."""
        if word.meanings and other.meanings:  # kommunstyrelsen is not kommunestyret
            return False
        return is_alike(word.spelling, other.spelling) or are_same_compound(
            word.spelling, self.said.language, other.spelling, text.language
        )

    def places_in(self, text: Statement, word: Word) -> frozenset[int]:
        """By stem, concept or everyday meaning; across languages also by likeness, or by the parts of a compound.

        Plain is not superlative.
        """
        own = strict_stem(word.spelling, text.language)
        return frozenset(
            other.at
            for other in text.words
            if other.number is None
            and (not is_stop_word(other.spelling) or word.meanings & other.meanings)
            and not (_SUPERLATIVE.search(word.spelling) and not _SUPERLATIVE.search(other.spelling))
            and (
                other.strict_stem == own
                or word.concepts & other.concepts
                or is_derived(own, other.strict_stem)
                or word.meanings & other.meanings
                or (self.is_foreign and self._are_sisters(word, other, text))
            )
        )


def names_same(name: Word, other: Word) -> bool:
    return name.bare == other.bare or bool(name.concepts & other.concepts)
