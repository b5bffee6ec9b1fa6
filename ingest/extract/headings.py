"""Which short lines of a plain text are headings, and which are the labels of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.domain.sources import BlockKind, Span
from ingest.clean import PAGE_NUMBER
from ingest.extract.raw import RawBlock, RawPart

SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
_DATE = re.compile(
    r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}\.? (?:jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|o[kc]t|nov|de[cs])\w*\.? \d{4}\b",
    re.IGNORECASE,
)
# What a text is, on a line of its own above its title.
_GENRE = re.compile(
    r"(?:debatt|intervju|rapport|nyhet(?:er)?|nyhende|kr[öø]nika?|kronikk|kommentar|reportas?ge|reportasje|arti[kc]k?el"
    r"|notat|pm|promemoria|(?:styrande|styrende) dokument\w*|styringsdokument|presentation|presentasjon|protokoll"
    r"|vedlegg|bilaga|bilag|ledare|leder|innsikt|insikt|podd|podcast|riktlinjer|retningslinjer)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 16
_FEWEST_LABELS = 3
_LONGEST_LABEL = 60


def with_headings(text: str, blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Short lines without a full stop become headings when content follows them.

    In a run of such lines the last is the content's heading and the one before it that heading's parent
    (a slide's title over its subtitle); a run that nothing follows on its page stays text, and no page chrome
    but the page's number breaks a run. The document's first line becomes its title, unless it only says what the
    document is ("Rapport").
    """
    levels: dict[int, int] = {}
    run: list[int] = []
    is_first = True
    for at, block in enumerate(blocks):
        if block.reason == PAGE_NUMBER and not is_first:
            run = []
        elif _looks_like_heading(text, block):
            run.append(at)
        elif block.kind is not BlockKind.NOT_CITABLE:
            levels |= _levels(text, blocks, run, is_first)
            run, is_first = [], False
    if is_first and run:
        levels[_title(text, blocks, run)] = 1
    return tuple(
        _with_labels(
            text,
            [
                RawBlock(BlockKind.HEADING, block.span, level=levels[at]) if at in levels else block
                for at, block in enumerate(blocks)
            ],
        )
    )


def _with_labels(text: str, blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Short lines in a run that head nothing belong together: the words in a slide's figure, a list."""
    for is_label, run in groupby(blocks, key=lambda block: _looks_like_label(text, block)):
        labels = tuple(run)
        if not is_label or len(labels) < _FEWEST_LABELS:
            yield from labels
            continue
        span = Span(labels[0].span.start, labels[-1].span.end)
        yield RawBlock(BlockKind.LIST, span, parts=tuple(RawPart(label.span) for label in labels))


def _looks_like_label(text: str, block: RawBlock) -> bool:
    return _looks_like_heading(text, block) and block.span.end - block.span.start <= _LONGEST_LABEL


def _levels(text: str, blocks: Sequence[RawBlock], run: list[int], is_first: bool) -> dict[int, int]:
    """The heading levels of a run of short lines above content, by their place among the blocks."""
    levels = dict(zip(run[-2:], (2, 3), strict=True)) if len(run) > 1 else dict.fromkeys(run, 2)
    if is_first and run:
        levels[_title(text, blocks, run)] = 1
    return levels


def _title(text: str, blocks: Sequence[RawBlock], run: Sequence[int]) -> int:
    """The place of the document's title among the first run of short lines."""
    return next((at for at in run if not _GENRE.fullmatch(blocks[at].span.of(text))), run[0])


def _looks_like_heading(text: str, block: RawBlock) -> bool:
    words = block.span.of(text)
    if block.kind is not BlockKind.PARAGRAPH or "\n" in words or len(words) > _LONGEST_HEADING:
        return False
    is_question = words.endswith("?")
    return (
        (is_question or not SENTENCE_END.search(words))
        and not words.endswith(",")
        and len(words.split()) <= _MOST_HEADING_WORDS
        and (words[0].isupper() or words[0].isdigit())
        and not _DATE.search(words)
    )
