"""A word as the verification sees it: its meaning, its place and whether it is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.answering.drafting.lexicon import verb_rows
from app.answering.drafting.parts import Denial
from app.retrieval.concepts import Concept

_NOUN = re.compile(r"(?:ing|ingen|ningar|are|aren|arna|arar|arane|ere|eren|erne|else|elsen|tion|en|et)$")
_GENITIVE = re.compile(r"(?:['’]s|['’]|s)$")


@dataclass(frozen=True, slots=True)
class Word:
    """`part` is the number of the part of the text that the word stands in, `section` a smaller one that ends with
    ", and", `denial` its clause's.

    `number` is the value in digits, for digits and number words. A name is capitalised inside a sentence.
    Content words name something. `role` is the preposition that the word stands under, as the number
    of its line in `words.toml`; `clause` what opened its clause ("when", "that"), or nothing. What `is_shared`
    is also said of the next part.
    """

    at: int
    spelling: str
    stem: str
    strict_stem: str
    concepts: frozenset[Concept]
    meanings: frozenset[int]
    is_content: bool
    is_name: bool
    is_marked: bool
    is_shared: bool
    opens: bool
    follows_comma: bool
    is_capitalised: bool
    number: str | None
    part: int
    section: int
    denial: Denial
    role: int | None
    clause: str

    @property
    def claim(self) -> tuple[int, int]:
        """What must be said in one part of a text."""
        return self.part, self.section

    @property
    def may_be_name(self) -> bool:
        """Whether it is a name, or opens a sentence with a capital and is no word that anybody knows."""
        return self.is_name or (self.opens and self.is_content and self.is_capitalised and not self.concepts)

    @property
    def is_known(self) -> bool:
        """Whether it is a word that can be looked for in another language."""
        return bool(self.concepts or self.meanings)

    @property
    def may_be_verb(self) -> bool:
        """Whether a list has it as a verb, and it does not look like what is made of one."""
        is_listed = bool(self.meanings & verb_rows()) or any(
            concept.id.startswith("to-") for concept in self.concepts
        )
        return is_listed and not _NOUN.search(self.spelling)

    @property
    def is_genitive(self) -> bool:
        return self.bare != self.spelling

    @property
    def bare(self) -> str:
        """The spelling without a genitive, as names are compared."""
        return _GENITIVE.sub("", self.spelling)
