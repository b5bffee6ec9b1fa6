"""The small words that turn, strengthen, limit or join a statement, by language, from `words.toml`."""

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
class Kind:
    """What a mark does to a claim: within a family, one kind excludes the others."""

    family: str
    name: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`marks`, `limits` and `changes` have the kind of each phrase; see `words.toml` for what each list does."""

    negation: Words
    without: Words
    turns: Words
    clauses: Words
    condition: Words
    subjects: Words
    points: Words
    finite: Words
    marks: Mapping[tuple[str, ...], Kind]
    limits: Mapping[tuple[str, ...], str]
    changes: Mapping[tuple[str, ...], str]
    prepositions: Mapping[str, int]
    indirect: frozenset[int]
    determiners: Words
    articles: Words
    joints: Words
    openers: Mapping[str, str]
    helpers: Words
    according: Words
    having: Mapping[str, str]
    bare: Words
    narrowing: Words
    particles: Mapping[str, str]
    relatives: Words
    empty: Words
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
        clauses=words(tables["clauses"]),
        condition=words(tables["condition"]),
        subjects=words(tables["subjects"]),
        points=words(tables["points"]),
        finite=words(tables["finite"]),
        marks={
            tuple(phrase.split("_")): Kind(family, name)
            for family, kinds in tables["marks"].items()
            for name, table in kinds.items()
            for phrase in table[language].split()
        },
        limits=_phrases(tables["limits"], language),
        changes=_phrases(tables["changes"], language),
        prepositions={
            word: number
            for number, line in enumerate(tables["prepositions"][language])
            for word in line.split()
        },
        indirect=frozenset(tables["indirect"]["lines"]),
        determiners=words(tables["determiners"]),
        articles=words(tables["articles"]),
        joints=words(tables["joints"]),
        openers={word: name for name, table in tables["openers"].items() for word in table[language].split()},
        helpers=words(tables["helpers"]),
        according=words(tables["according"]),
        having={word: name for name, table in tables["having"].items() for word in table[language].split()},
        bare=words(tables["bare"]),
        narrowing=words(tables["narrowing"]),
        particles={
            word: name for name, table in tables["particles"].items() for word in table[language].split()
        },
        relatives=words(tables["relatives"]),
        empty=words(tables["empty"]),
        directed=words(tables["directed"]),
        light=words(tables["light"]),
        claimless=words(tables["claimless"]),
    )


def _phrases(table: Mapping[str, Mapping[str, str]], language: Language) -> Mapping[tuple[str, ...], str]:
    return {
        tuple(phrase.split("_")): name for name, words in table.items() for phrase in words[language].split()
    }


@cache
def everyday_meanings(language: Language) -> Mapping[str, frozenset[int]]:
    """Strict stems with the rows of `everyday.toml` that they stand in; a row is one meaning in all languages."""
    rows: list[str] = tomllib.loads(_EVERYDAY.read_text(encoding="utf-8"))["rows"]
    place = tuple(Language).index(language)
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(rows):
        for word in row.split("/")[place].split():
            for form in (word, *_definite(word, language)):
                key = strict_stem(form, language)
                found[key] = found.get(key, frozenset()) | {number}
    return found


def _definite(word: str, language: Language) -> tuple[str, ...]:
    """Forms whose stem is another one: veckan of vecka, uka and uken of uke."""
    if language is Language.SV and word.endswith("a"):
        return (f"{word}n",)
    if language in (Language.NB, Language.NN) and word.endswith("e"):
        return f"{word}n", f"{word[:-1]}a"
    return ()


@cache
def verb_rows() -> frozenset[int]:
    """The rows of `everyday.toml` that have a Swedish infinitive beside its present: öka ökar, leda leder."""
    rows: list[str] = tomllib.loads(_EVERYDAY.read_text(encoding="utf-8"))["rows"]
    return frozenset(number for number, row in enumerate(rows) if _has_verb(set(row.split("/")[0].split())))


def _has_verb(forms: set[str]) -> bool:
    return any({f"{form}r", f"{form[:-1]}er", f"{form}s"} & forms for form in forms if form.endswith("a"))


_UNITS = {
    Language.SV: "en|1 ett|1 två tre fyra fem sex sju åtta nio",
    Language.NB: "en|1 ett|1 to tre fire fem seks sju|7 syv|7 åtte ni",
    Language.NN: "ein|1 eitt|1 to tre fire fem seks sju åtte ni",
    Language.EN: "one|1 two three four five six seven eight nine",
}
_TEENS = {
    Language.SV: "tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    Language.NB: "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    Language.NN: "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    Language.EN: """ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen""",
}
_TENS = {
    Language.SV: "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    Language.NB: "tjue tretti førti femti seksti sytti åtti nitti",
    Language.NN: "tjue tretti førti femti seksti sytti åtti nitti",
    Language.EN: "twenty thirty forty fifty sixty seventy eighty ninety",
}
_LARGE = {
    Language.SV: {"hundra": "100", "tusen": "1000"},
    Language.NB: {"hundre": "100", "tusen": "1000", "tyve": "20", "tredve": "30"},
    Language.NN: {"hundre": "100", "tusen": "1000"},
    Language.EN: {"hundred": "100", "thousand": "1000"},
}


@cache
def named_numbers(language: Language) -> Mapping[str, str]:
    """Number words from two to ninety-nine, hundred and thousand, with their digits."""
    entries = [word.partition("|") for word in _UNITS[language].split()]
    plain = [word for word, _, value in entries if not value]
    units = {word: int(value) for word, _, value in entries if value}
    taken = set(units.values())
    free = (number for number in range(2, 10) if number not in taken)
    units |= dict(zip(plain, free, strict=True))
    tens = {word: 10 * at for at, word in enumerate(_TENS[language].split(), start=2)}
    joints = ("-",) if language is Language.EN else ("", "og") if language is Language.NB else ("",)
    found = {word: number for word, number in units.items() if number > 1}
    found |= {word: at for at, word in enumerate(_TEENS[language].split(), start=10)} | tens
    found |= {
        f"{ten}{joint}{unit}": tens[ten] + units[unit] for ten in tens for unit in units for joint in joints
    }
    return {word: str(number) for word, number in found.items()} | _LARGE[language]
