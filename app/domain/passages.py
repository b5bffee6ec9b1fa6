"""Chunks are stored; passages were retrieved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.domain.sources import Document, Language, Source, Span, Unit


class ChunkKind(StrEnum):
    TEXT = "text"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive units of one section, shown as `text`, indexed with `context` in front.

    `number` is the chunk's position in the generation, from 0. `span` runs from the first unit's start
    to the last unit's end in the document's text. `context` ("title – publisher – heading – lead-in") is put before
    the text for embedding and lexical search only and is never shown as a quote.
    `lead_in` introduces the chunk's list or table; it may lie outside `span` when a list was split.
    """

    number: int
    source_id: str
    span: Span
    text: str
    context: str
    headings: tuple[str, ...]
    language: Language
    kind: ChunkKind
    units: tuple[Unit, ...]
    ordered: bool = False
    lead_in: Span | None = None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """How near one unit of a passage is to the question: the cosine, language shift removed.

    `without_names` is the cosine with the question without its names, None where it has none.
    """

    unit: Unit
    dense: float
    without_names: float | None = None

    @property
    def to_what_is_asked(self) -> float:
        """How near the unit is to what is asked of the names; to the whole question where it has none."""
        return self.dense if self.without_names is None else self.without_names


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk. `signals` holds the parts of `score` by name (stems, grams, dense, unit)."""

    chunk: Chunk
    source: Source
    document: Document
    score: float
    signals: Mapping[str, float]
    units: tuple[UnitScore, ...]


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """One content word of the question. `alternatives` are the folded stems that count as the same word,
    with their weight: 1 for its own, less for those of its concepts. `idf` says how rare the word is in
    the corpus; a word that the corpus lacks has the largest, and `is_known` is False. `is_name` says whether
    the corpus writes it as a name; None where it lacks the word, or does both. `share` is the share of the chunks
    that hold it, by its commonest alternative.

    `held` is for remembering how surely a text in a language holds the term, with its concepts or without, since
    every weight of a passage asks that anew; it goes with the question.
    """

    word: str
    alternatives: Mapping[str, float]
    idf: float
    is_known: bool = True
    is_name: bool | None = None
    share: float = 0.0
    held: dict[tuple[str, Language, bool], float] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class RejectedPassage:
    passage: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages in falling order of score, ties broken by chunk number; the rest with the reason.

    `everyday` is how surely the question is about a subject of everyday life, to be compared with how near it is
    to a unit; -2 where nobody looked. `question` is what was searched for: the question with its misspelt words
    spelt as the sources spell them; empty where nobody looked.
    """

    generation: str
    passages: tuple[Passage, ...]
    rejected: tuple[RejectedPassage, ...] = ()
    terms: tuple[QuestionTerm, ...] = ()
    everyday: float = -2.0
    question: str = ""


class Retriever(Protocol):
    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        """The k best passages of the live generation; `language` None means that it is detected.

        Raises `IndexUnavailable` when no generation can be served.
        """
