"""The answers that /demo shows: one of every shape, each resting on a source that was invented for it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from app.domain.answers import (
    Answer,
    AnswerBlock,
    AnswerMode,
    AnswerStatus,
    BlockType,
    Citation,
    ReadingTip,
    Sentence,
)
from app.domain.sources import Block, BlockKind, Document, Language, Section, Source, SourceKind, Span

FILE = Path(__file__).with_suffix(".toml")
Line = tuple[str, str]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SourceIn(_Read):
    title: str
    publisher: str
    language: Language
    text: str
    published: str | None = None
    url: str | None = None


class _BlockIn(_Read):
    type: BlockType
    language: Language
    lines: tuple[Line, ...]
    ordered: bool = False
    header: bool = False


class _AnswerIn(_Read):
    name: str
    question: str
    blocks: tuple[_BlockIn, ...]
    status: AnswerStatus = AnswerStatus.ANSWERED
    nearest: tuple[Line, ...] = ()
    followups: tuple[str, ...] = ()


class _FileIn(_Read):
    sources: Mapping[str, _SourceIn]
    answers: tuple[_AnswerIn, ...]


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    name: str
    question: str
    answer: Answer


@cache
def demo_answers() -> tuple[DemoAnswer, ...]:
    """Raises `UnverifiedQuote` or `ValueError` when a quote does not stand in its source."""
    read = _FileIn.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
    documents = {name: _document(name, source) for name, source in read.sources.items()}
    return tuple(DemoAnswer(it.name, it.question, _answer(it, documents)) for it in read.answers)


def _document(name: str, given: _SourceIn) -> Document:
    """Each line of the text is a paragraph."""
    source = Source(
        id=f"demo-{name}",
        title=given.title,
        language=given.language,
        kind=SourceKind.GUIDANCE,
        publisher=given.publisher,
        published=given.published,
        url=given.url,
    )
    text = given.text.strip()
    lines = [_span(text, line) for line in text.splitlines()]
    blocks = tuple(Block(BlockKind.PARAGRAPH, line, 0, given.language) for line in lines)
    return Document(source, text, hashlib.sha256(text.encode()).hexdigest(), (Section(()),), blocks)


def _answer(given: _AnswerIn, documents: Mapping[str, Document]) -> Answer:
    cited = [line for block in given.blocks for line in block.lines if line[0]]
    numbers = {line: number for number, line in enumerate(dict.fromkeys(cited), start=1)}
    return Answer(
        id=f"demo-{given.name}",
        status=given.status,
        mode=AnswerMode.EXTRACTIVE,
        language=Language.SV,
        interpreted_question=given.question,
        blocks=tuple(_block(block, numbers) for block in given.blocks),
        citations=tuple(_citation(number, documents[name], text) for (name, text), number in numbers.items()),
        nearest=tuple(
            ReadingTip(documents[name], _span(documents[name].text, text), ()) for name, text in given.nearest
        ),
        followups=given.followups,
        confidence=0.75,
        generation="demo",
    )


def _citation(number: int, document: Document, quote: str) -> Citation:
    return Citation(number, document, _span(document.text, quote), quote)


def _block(given: _BlockIn, numbers: Mapping[Line, int]) -> AnswerBlock:
    is_table = given.type is BlockType.TABLE
    sentences = tuple(
        Sentence(
            text=line[1],
            citations=(numbers[line],) if line in numbers else (),
            own_words=line not in numbers,
            cells=tuple(cell.strip() for cell in line[1].split("|")) if is_table else (),
        )
        for line in given.lines
    )
    return AnswerBlock(given.type, given.language, sentences, given.ordered, given.header)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
