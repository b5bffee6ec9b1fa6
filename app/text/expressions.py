"""Expressions of several words that mean something else than their words do, most of them stop words: "kom till"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.sources import Language

_FILE = Path(__file__).with_suffix(".toml")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_MOST_BETWEEN = 3  # words between a verb and what belongs to it: its subject and an adverb
_NO_OBJECT = "."
_SAYS_NOTHING = "-"
_MARK = "="


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found in a text: the ids of the concepts that it names, none if it says nothing, and its words as
    they stand there, lower case."""

    concepts: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What stands behind the first word, each place with the words that may fill it."""

    concepts: tuple[str, ...]
    rest: tuple[frozenset[str], ...]
    is_verb: bool
    takes_no_object: bool


_Table = Mapping[str, Sequence[_Pattern]]


def sign(concept: str) -> str:
    """What stands among a text's stems for an expression that names a concept: no stem looks like it."""
    return f"{_MARK}{concept}"


def is_sign(stem: str) -> bool:
    return stem.startswith(_MARK)


def signs(text: str, language: Language) -> tuple[str, ...]:
    """The signs of the expressions in a text, in order."""
    return tuple(sign(concept) for one in expressions(text, language) for concept in one.concepts)


def expressions(text: str, language: Language) -> tuple[Expression, ...]:
    """The expressions in a text in order; of those that begin with the same word the longest.

    Swedish and both forms of Norwegian are read as one, since people mix them.
    """
    table = _tables()[language is Language.EN]
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text).lower())
    if table.keys().isdisjoint(tokens):
        return ()
    return tuple(_found(tokens, table))


@cache
def expressed() -> frozenset[str]:
    """The ids of the concepts that any expression names."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rows"]
    return frozenset(concept for line in rows.strip().splitlines() for concept in _concepts(line))


def _found(tokens: Sequence[str], table: _Table) -> Iterator[Expression]:
    taken = -1
    for start, first in enumerate(tokens):
        if start <= taken:
            continue
        for pattern in table.get(first, ()):
            places = _places(tokens, start, pattern)
            if places is not None:
                yield Expression(pattern.concepts, tuple(tokens[place] for place in (start, *places)))
                taken = start if places.start > start + 1 else places.stop - 1
                break


def _places(tokens: Sequence[str], start: int, pattern: _Pattern) -> range | None:
    """Where the rest of an expression stands, behind the nearest words that may be it."""
    for between in range(_MOST_BETWEEN + 1 if pattern.is_verb else 1):
        begin = start + 1 + between
        places = range(begin, begin + len(pattern.rest))
        if places.stop > len(tokens) or (between and not _may_stand_between(tokens[begin - 1])):
            return None
        if all(tokens[place] in words for place, words in zip(places, pattern.rest, strict=True)):
            return places if not pattern.takes_no_object or _ends(tokens[places.stop :]) else None
    return None


def _may_stand_between(token: str) -> bool:
    """Whether a token may be a word of the subject: no mark, preposition or conjunction."""
    return token[0].isalnum() and token not in _after()


def _ends(behind: Sequence[str]) -> bool:
    if not behind:
        return True
    return not behind[0][0].isalpha() or behind[0] in _after()


@cache
def _after() -> frozenset[str]:
    after: str = tomllib.loads(_FILE.read_text(encoding="utf-8"))["after"]
    return frozenset(after.split())


@cache
def _tables() -> tuple[_Table, _Table]:
    """The Nordic expressions and the English ones, by each form of their first word, long ones first."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    forms = {
        name: frozenset((*names.split(), *others.split(), *(f"{one}s" for one in names.split())))
        for names, others in _named(tables["verbs"])
        for name in names.split()
    }
    any_of = {name: frozenset(others.split()) for name, others in _named(tables["any"])}
    nordic: dict[str, list[_Pattern]] = defaultdict(list)
    english: dict[str, list[_Pattern]] = defaultdict(list)
    for line in tables["rows"].strip().splitlines():
        for table, written in _columns(line, nordic, english):
            first, *rest = written.removesuffix(_NO_OBJECT).split()
            pattern = _Pattern(
                _concepts(line),
                tuple(any_of.get(word, frozenset((word,))) for word in rest),
                is_verb=first in forms,
                takes_no_object=written.endswith(_NO_OBJECT),
            )
            for form in forms.get(first, (first,)):
                if pattern not in table[form]:
                    table[form].append(pattern)
    for table in (nordic, english):
        for patterns in table.values():
            patterns.sort(key=lambda pattern: -len(pattern.rest))
    return nordic, english


def _named(rows: Sequence[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        names, _, others = row.partition(":")
        yield names, others


def _concepts(line: str) -> tuple[str, ...]:
    named = line.split("|")[0].strip()
    return () if named == _SAYS_NOTHING else tuple(map(str.strip, named.split(",")))


def _columns(
    line: str, nordic: dict[str, list[_Pattern]], english: dict[str, list[_Pattern]]
) -> Iterator[tuple[dict[str, list[_Pattern]], str]]:
    """The expressions of a row with the table that each belongs to."""
    _, *columns = line.split("|")
    if len(columns) != len(Language):
        raise ValueError(
            f"{_FILE.name}: a row is concept | Swedish | bokmål | nynorsk | English, not {line!r}"
        )
    for number, column in enumerate(columns):
        for written in filter(None, map(str.strip, column.split(","))):
            if written != "=":
                yield (english if number == len(columns) - 1 else nordic), written
