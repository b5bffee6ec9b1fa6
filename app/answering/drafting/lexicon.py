"""The small words that turn, strengthen or weaken a statement, by language, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.sources import Language
from app.text.words import strict_stem

_FILE = Path(__file__).with_name("words.toml")
_EVERYDAY = _FILE.with_name("everyday.toml")
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`strength` has a set of words for each class; see `words.toml` for what each list does."""

    negation: Words
    without: Words
    turns: Words
    strength: Mapping[str, Words]
    hedge: Words
    directed: Words
    light: Words
    claimless: Words


@cache
def lexicon_of(language: Language) -> Lexicon:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))

    def words(table: Mapping[str, str]) -> Words:
        return frozenset(table[language].split())

    return Lexicon(
        negation=words(tables["negation"]),
        without=words(tables["without"]),
        turns=words(tables["turns"]),
        strength={name: words(table) for name, table in tables["strength"].items()},
        hedge=words(tables["hedge"]),
        directed=words(tables["directed"]),
        light=words(tables["light"]),
        claimless=words(tables["claimless"]),
    )


@cache
def everyday_meanings(language: Language) -> Mapping[str, frozenset[int]]:
    """Strict stems with the rows of `everyday.toml` that they stand in; a row is one meaning in all languages."""
    rows: list[str] = tomllib.loads(_EVERYDAY.read_text(encoding="utf-8"))["rows"]
    place = tuple(Language).index(language)
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(rows):
        for word in row.split("/")[place].split():
            key = strict_stem(word, language)
            found[key] = found.get(key, frozenset()) | {number}
    return found


@cache
def opposites() -> frozenset[tuple[str, str]]:
    """Pairs of concept ids that say the reverse of each other, both ways round."""
    pairs: list[list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["opposites"]["pairs"]
    return frozenset((a, b) for pair in pairs for a, b in (pair, reversed(pair)))


_NAMED = {
    Language.SV: """två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton
        nitton tjugo|20 trettio|30 fyrtio|40 femtio|50 sextio|60 sjuttio|70 åttio|80 nittio|90 hundra|100
        tusen|1000""",
    Language.NB: """to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten
        nitten tjue|20 tretti|30 førti|40 femti|50 seksti|60 sytti|70 åtti|80 nitti|90 hundre|100 tusen|1000
        syv|7 tyve|20 tredve|30""",
    Language.NN: """to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten
        nitten tjue|20 tretti|30 førti|40 femti|50 seksti|60 sytti|70 åtti|80 nitti|90 hundre|100 tusen|1000""",
    Language.EN: """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty|20 thirty|30 forty|40 fifty|50 sixty|60 seventy|70 eighty|80
        ninety|90 hundred|100 thousand|1000""",
}


@cache
def named_numbers(language: Language) -> Mapping[str, str]:
    """Number words with their digits: those without a value of their own count from two on."""
    entries = (word.partition("|") for word in _NAMED[language].split())
    return {word: value or str(at) for at, (word, _, value) in enumerate(entries, start=2)}
