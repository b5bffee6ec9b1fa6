"""Source texts and their structure: what a citation can point at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Language(StrEnum):
    """The languages Tilda reads and answers in; Norwegian is always `nb` or `nn`, never "no"."""

    SV = "sv"
    NB = "nb"
    NN = "nn"
    EN = "en"


class SourceKind(StrEnum):
    INTERVIEW = "interview"
    PRESENTATION = "presentation"
    ARTICLE = "article"
    PODCAST_PAGE = "podcast-page"
    GUIDANCE = "guidance"
    RESTATEMENT = "restatement"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range [start, end) of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Original:
    """The publication that a restatement restates."""

    title: str
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    kind: SourceKind | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from. `published` is an ISO year, year-month or date as far as it is known."""

    id: str
    title: str
    language: Language
    kind: SourceKind
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    licence: str | None = None
    restates: Original | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """What every part of the text belongs to: its title, and its publisher where the title does not name it.

        Who publishes a restatement is not who says what it says.
        """
        publisher = self.publisher if self.restates is None else None
        is_new = publisher and publisher.casefold() not in self.title.casefold()
        return (self.title, publisher) if publisher and is_new else (self.title,)


class UnitKind(StrEnum):
    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADER_ROW = "header-row"


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest citable span: a heading, a sentence, a list item or a table row.

    `depth` is the nesting level of a list item, 0 for everything else.
    """

    span: Span
    kind: UnitKind
    depth: int = 0


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    NOT_CITABLE = "not-citable"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table, heading, or page chrome (`reason` says why it may not be cited).

    `section` is an index into `Document.sections`. `lead_in` is the span of the text that introduces
    a list or table ("… these pieces of advice:"); it lies in an earlier block of the same section.
    Units increase, never overlap, and lie inside the block; chrome has none.
    """

    kind: BlockKind
    span: Span
    section: int
    language: Language
    units: tuple[Unit, ...] = ()
    lead_in: Span | None = None
    ordered: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """`headings` is the path of heading spans from the top of the document, empty before the first one."""

    headings: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source's text in NFC, never altered after this object exists, with its structure.

    `sha256` is the hex digest of the text in UTF-8.
    """

    source: Source
    text: str
    sha256: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    def headings_of(self, section: int) -> tuple[str, ...]:
        return tuple(span.of(self.text) for span in self.sections[section].headings)


class Library(Protocol):
    """The texts that citations point at. All methods raise `IndexUnavailable` when there is no index."""

    def generation(self) -> str:
        """The name of the live generation."""

    def documents(self) -> tuple[Document, ...]:
        """The live generation's documents, ordered by source id."""

    def find(self, source_id: str, sha256: str | None = None) -> Document | None:
        """The live document of a source; with (the beginning of) a text's hash also a kept older one."""
