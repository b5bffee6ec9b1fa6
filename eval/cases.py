"""Eval cases: what a line of a set says, and everything that can be wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from app.domain.answers import Question, Turn, fault_of_text
from app.domain.errors import TildaError
from app.domain.sources import Language
from app.text.normalise import matching_form, normalise

DEV_SET = Path(__file__).parent / "cases" / "dev.jsonl"

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class Kind(StrEnum):
    FACTOID = "factoid"
    LIST = "list"
    DEFINITION = "definition"
    WHY = "why"
    HOW = "how"
    WHO = "who"
    WHEN = "when"
    COMPARE = "compare"
    FOLLOW_UP = "follow-up"
    TYPO = "typo"
    NOISY = "noisy"
    CROSS_LINGUAL = "cross-lingual"


class Split(StrEnum):
    """A product is tuned on one half of a set and checked on the other; a fact is never in both."""

    TUNE = "tune"
    CHECK = "check"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gold(_Strict):
    """A passage that answers: an exact substring of the source's text. One group's quotes are alternatives."""

    source: Name
    quote: str
    group: Name | None = None

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not matching_form(self.quote):
            raise ValueError("a quote needs a letter or a digit")
        return self


class EarlierTurn(_Strict):
    question: str
    answer: str = ""


class Case(_Strict):
    """One question of a set and what a right answer to it says and cites.

    `all_of`: only all gold groups together answer the question; otherwise any one of them does.
    `must_include`: each of these is in the answer; `must_include_any`: one of each of these lists is.
    `fact`: the same on questions with the same answer. `correction`: refutes a false premise.
    """

    id: Name
    language: Language
    question: str
    history: tuple[EarlierTurn, ...] = ()
    kind: Kind
    answerable: bool
    gold: tuple[Gold, ...] = ()
    all_of: bool = False
    must_include: tuple[str, ...] = ()
    must_include_any: tuple[Annotated[tuple[str, ...], Field(min_length=1)], ...] = ()
    fact: Name | None = None
    tags: tuple[Name, ...] = ()
    correction: Gold | None = None
    split: Split

    @property
    def groups(self) -> Mapping[str, tuple[Gold, ...]]:
        """The gold quotes by group; a quote without a group is one by itself, named by its place ("#2")."""
        groups: dict[str, tuple[Gold, ...]] = {}
        for place, gold in enumerate(self.gold, start=1):
            name = gold.group or f"#{place}"
            groups[name] = (*groups.get(name, ()), gold)
        return groups

    @property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """What the answer must say: one of each of these alternatives."""
        return (*((text,) for text in self.must_include), *self.must_include_any)

    def as_question(self) -> Question:
        history = tuple(Turn(turn.question, turn.answer) for turn in self.history)
        return Question(self.question, history)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if fault := fault_of_text(self.question):
            raise ValueError(f"the question cannot be asked: {fault}")
        if self.answerable and not self.gold:
            raise ValueError("an answerable question needs at least one gold quote")
        if not self.answerable and (self.gold or self.required):
            raise ValueError("an unanswerable question has no gold quotes and nothing it must include")
        if not all(matching_form(text) for alternatives in self.required for text in alternatives):
            raise ValueError("each text of must_include and must_include_any needs a letter or a digit")
        return self


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong with a set: where it is (line 0: the file as a whole) and what was expected."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class InvalidSet(TildaError):
    """Everything that is wrong with the sets of cases, found in one go."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Placed:
    """A case and the line it stands on."""

    case: Case
    file: str
    line: int

    def fault(self, text: str) -> Fault:
        return Fault(self.file, self.line, f"{self.case.id}: {text}")


def load_sets(paths: Iterable[Path], texts: Mapping[str, str]) -> tuple[Case, ...]:
    """The cases of all files in order; `texts` maps source ids to their texts.

    Raises `InvalidSet` with all faults of all files.
    """
    placed, faults = read_sets(paths)
    faults = (*faults, *duplicate_faults(placed), *split_faults(placed), *quote_faults(placed, texts))
    if faults:
        raise InvalidSet(sorted(faults))
    return tuple(one.case for one in placed)


def read_sets(paths: Iterable[Path]) -> tuple[tuple[Placed, ...], tuple[Fault, ...]]:
    """The cases that can be read, and a fault for each line that cannot."""
    placed: list[Placed] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            text = normalise(path.read_text(encoding="utf-8"))
        except OSError as error:
            faults.append(Fault(str(path), 0, f"cannot be read: {error.strerror or error}"))
            continue
        except UnicodeDecodeError as error:
            faults.append(Fault(str(path), 0, f"expected UTF-8, but byte {error.start} is none"))
            continue
        before = len(placed) + len(faults)
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                case, found = _read_line(line)
                faults.extend(Fault(str(path), number, fault) for fault in found)
                placed.extend(Placed(one, str(path), number) for one in case)
        if len(placed) + len(faults) == before:
            faults.append(Fault(str(path), 0, "expected one case a line, but there is none"))
    return tuple(placed), tuple(faults)


def _read_line(line: str) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError as error:
        return (), (f"expected JSON, but at column {error.colno}: {error.msg}",)
    try:
        return (Case.model_validate(record),), ()
    except ValidationError as error:
        name = str(record["id"]) if isinstance(record, dict) and "id" in record else "(no id)"
        return (), tuple(f"{name}: {_describe(found)}" for found in error.errors(include_url=False))


def _describe(error: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    found = error["input"]
    shown = f", found {found!r}" if isinstance(found, str | int | float) else ""
    return f"{where}: {message}{shown}" if where else message


def duplicate_faults(placed: Iterable[Placed]) -> tuple[Fault, ...]:
    """Ids are unique over all files, since results are told apart by them."""
    first: dict[str, Placed] = {}
    faults = []
    for one in placed:
        seen = first.setdefault(one.case.id, one)
        if seen is not one:
            faults.append(one.fault(f"expected a new id, but it is taken at {seen.file}:{seen.line}"))
    return tuple(faults)


def split_faults(placed: Iterable[Placed]) -> tuple[Fault, ...]:
    """A fact in both halves would leak what was tuned on into what checks it."""
    first: dict[str, Placed] = {}
    faults = []
    for one in placed:
        if one.case.fact is None:
            continue
        seen = first.setdefault(one.case.fact, one)
        if seen.case.split is not one.case.split:
            faults.append(
                one.fault(
                    f'expected split "{seen.case.split}", as the fact {one.case.fact} has at '
                    f"{seen.file}:{seen.line}"
                )
            )
    return tuple(faults)


def quote_faults(placed: Iterable[Placed], texts: Mapping[str, str]) -> tuple[Fault, ...]:
    faults = []
    for one in placed:
        corrections = () if one.case.correction is None else (one.case.correction,)
        for gold in (*one.case.gold, *corrections):
            if gold.source not in texts:
                known = ", ".join(sorted(texts)) or "none"
                faults.append(one.fault(f"no source {gold.source}; the sources are {known}"))
            elif gold.quote not in texts[gold.source]:
                faults.append(
                    one.fault(
                        f"expected an exact substring of {gold.source}, "
                        f"found {_abridged(gold.quote)}{_differing_part(gold.quote, texts[gold.source])}"
                    )
                )
    return tuple(faults)


def _abridged(text: str, length: int = 60) -> str:
    return repr(text if len(text) <= length else text[: length - 1] + "…")


def _differing_part(quote: str, text: str) -> str:
    """How far the quote agrees with the source, which is where to look for the mistake."""
    agreeing = next(length for length in range(len(quote), -1, -1) if quote[:length] in text)
    return f", which agrees up to {_abridged(quote[:agreeing][-30:])}" if agreeing >= 12 else ""
