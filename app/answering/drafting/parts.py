"""How a text falls apart: parts that are denied or not, clauses, and things under a preposition."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.answering.drafting.lexicon import Lexicon
from app.text.words import is_stop_word

CONDITION = "when"
_ADJECTIVE = re.compile(r"(?:(?<!n)a|(?<![nt])e|t(?<!et)|ig|sk|iv|al|ad|ed|ive|ous|ic|ory)$")


@dataclass(frozen=True, slots=True)
class Denial:
    """How often what stands in one scope is denied; `scope` is its number in the text."""

    scope: int
    count: int

    @property
    def is_none(self) -> bool:
        return self.count == 0

    @property
    def sense(self) -> tuple[bool, int]:
        """Whether it is denied, and how often modulo two: "not without" is neither "without" nor its opposite."""
        return self.count > 0, self.count % 2


def parts_of(
    tokens: Sequence[str], lexicon: Lexicon, conditions: frozenset[int] = frozenset()
) -> tuple[list[int], list[Denial]]:
    """For each word among the tokens the number of its part, and its denial.

    A part ends with the sentence, a semicolon, a comma before a denial ("A, not B"), or a word that turns
    ("but", "while", and after a denial Swedish "utan"). "Without" denies what follows it, up to a comma. Within a
    part, a denial reaches no further than its clause: "so that it does not" says nothing of what comes before.
    """
    parts: list[int] = []
    scopes: list[int] = []
    counts = [0]
    part = scope = 0
    outer: tuple[int, int] | None = None

    def begin() -> tuple[int, int]:
        counts.append(0)
        return len(counts) - 1, len(counts) - 1

    for at, (before, token, after) in enumerate(zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False)):
        spelling = token.lower()
        if token[0].isalnum():
            is_alternative = before.lower() in lexicon.joints and not after[:1].isalnum()  # whether or not
            denies = denies_something(spelling, lexicon) and not is_alternative
            opens = spelling in lexicon.clauses and (before == "," or after.lower() in lexicon.openers)
            if spelling in lexicon.turns and (not denies or counts[scope]):
                (part, scope), outer, denies = begin(), None, False
            elif spelling in lexicon.without:
                outer = part, scope
                part, scope = begin()
            elif denies and (before == "," or before.lower() in lexicon.joints):
                part, scope = begin()
            elif opens or len(parts) in conditions or _denies_again(tokens, at, counts[scope], lexicon):
                scope = begin()[1]
            counts[scope] += denies
            parts.append(part)
            scopes.append(scope)
        elif token != "," and token[0] != ":":
            (part, scope), outer = begin(), None
        elif token == "," and outer is not None:
            (part, scope), outer = outer, None
    return parts, [Denial(scope, counts[scope]) for scope in scopes]


def _denies_again(tokens: Sequence[str], at: int, denied: int, lexicon: Lexicon) -> bool:
    """Whether ", and" begins a clause with a denial of its own after one that is denied."""
    if not denied or tokens[at].lower() not in lexicon.joints or tokens[at - 1 : at] != [","]:
        return False
    clause = takewhile(lambda token: token[0].isalnum(), tokens[at:])
    return any(denies_something(token.lower(), lexicon) for token in clause)


def shared_of(tokens: Sequence[str], parts: Sequence[int], lexicon: Lexicon) -> frozenset[int]:
    """The words that the part after them shares: what stands before the denial of a part that a turning word ends.

    "Trust is not only A, but B" says of trust that it is B.
    """
    spoken = [token.lower() for token in tokens if token[0].isalnum()]
    found: set[int] = set()
    for at, spelling in enumerate(spoken):
        if at and spelling in lexicon.turns and parts[at] != parts[at - 1]:
            part = [place for place in range(at) if parts[place] == parts[at - 1]]
            denials = [place for place in part if denies_something(spoken[place], lexicon)]
            if denials:
                before = [place for place in part if place < denials[0]]
                found |= set(before[:1] + before[1:-1])  # the verb right before a denial is denied
    return frozenset(found)


def denies_something(spelling: str, lexicon: Lexicon) -> bool:
    return spelling in lexicon.negation or spelling.endswith(("n't", "n’t"))


def openings_of(tokens: Sequence[str]) -> frozenset[int]:
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


def commas_of(tokens: Sequence[str]) -> frozenset[int]:
    """Which words follow a comma."""
    after = [token for token in tokens if token[0].isalnum() or token == ","]
    found, at = set(), 0
    for before, token in zip(["", *after], after, strict=False):
        if token != ",":
            if before == ",":
                found.add(at)
            at += 1
    return frozenset(found)


def sections_of(tokens: Sequence[str], lexicon: Lexicon) -> list[int]:
    """For each word the number of the clause it stands in, as far as ", and" and full stops tell."""
    sections: list[int] = []
    section = 0
    for before, token in zip(("", *tokens), tokens, strict=False):
        if token[0].isalnum():
            section += before == "," and token.lower() in lexicon.joints
            sections.append(section)
        elif token != ",":
            section += 1
    return sections


def roles_of(tokens: Sequence[str], lexicon: Lexicon, numbers: Container[str]) -> list[int | None]:
    """The preposition that each word stands under, as the number of its line; None under none.

    It reaches over determiners, numbers, adjectives and names to the thing, and what "and" or a comma joins to that.
    """
    roles: list[int | None] = []
    role: int | None = None
    reaches = False
    for before, token in zip(("", *tokens), tokens, strict=False):
        spelling = token.lower()
        if not token[0].isalnum():
            reaches = token == ","
            role = role if reaches else None
            continue
        is_joint = spelling in lexicon.joints
        is_number = token[0].isdigit() or spelling in numbers
        leads = spelling in lexicon.prepositions or spelling in lexicon.determiners or is_joint or is_number
        if not (leads or (reaches and not is_stop_word(spelling))) or (is_joint and before == ","):
            role = None
        role = lexicon.prepositions.get(spelling, role)
        roles.append(role)
        reaches = leads or token[0].isupper() or bool(_ADJECTIVE.search(spelling))
    return roles


def clauses_of(tokens: Sequence[str], lexicon: Lexicon, conditions: frozenset[int]) -> list[str]:
    """For each word what opened its clause, up to a comma or the sentence's end; nothing in a main clause."""
    clauses: list[str] = []
    clause = ""
    for token in tokens:
        if token[0].isalnum():
            is_condition = len(clauses) in conditions
            clause = CONDITION if is_condition else lexicon.openers.get(token.lower(), clause)
            clauses.append(clause)
        else:
            clause = ""
    return clauses
