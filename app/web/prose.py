"""An answer as Markdown for chat front ends, piece by piece: numbers in the text, the sources below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.answers import BlockType
from app.domain.sources import Language
from app.messages import load_texts
from app.web.markdown import escape, link
from app.web.schemas import AnswerOut, BlockOut, CitationOut, ItemOut, ReadingTipOut
from app.web.shapes import cited_sources


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to append. `text[start:end]` is what rests on the citations with these numbers."""

    text: str
    start: int = 0
    end: int = 0
    citations: tuple[int, ...] = ()


def answer_pieces(answer: AnswerOut, base_url: str | None) -> Iterator[Piece]:
    """The whole answer; permalinks begin with `base_url`, and None leaves links out."""
    yield from block_pieces(answer.blocks, 0)
    yield from closing_pieces(answer, base_url)


def block_pieces(blocks: Sequence[BlockOut], first: int) -> Iterator[Piece]:
    """The blocks from number `first` on, as they stand behind those before it."""
    for number, block in enumerate(blocks[first:], start=first):
        if number:
            yield Piece("\n\n")
        yield from _block(block)


def closing_pieces(answer: AnswerOut, base_url: str | None) -> Iterator[Piece]:
    """What stands below the blocks: the nearest reading, or the sources."""
    if answer.nearest:
        yield Piece("\n\n" + "\n".join(_tip(tip, base_url) for tip in answer.nearest))
    if answer.citations:
        yield Piece(_sources(answer.citations, answer.language, base_url))


def _block(block: BlockOut) -> Iterator[Piece]:
    match block.type:
        case BlockType.LIST:
            yield from _list(block)
        case BlockType.TABLE:
            yield from _table(block)
        case _:
            mark = "> " if block.type is BlockType.QUOTE else ""
            for position, item in enumerate(block.items):
                yield _piece(" " if position else mark, escape(item.text), item)


def _list(block: BlockOut) -> Iterator[Piece]:
    counts: list[int] = []
    for position, item in enumerate(block.items):
        counts = [*counts, *[0] * (item.depth + 1 - len(counts))][: item.depth + 1]
        counts[-1] += 1
        marker = f"{counts[-1]}." if block.ordered else "-"
        line = "\n" if position else ""
        yield _piece(f"{line}{'   ' * item.depth}{marker} ", escape(item.text), item)


def _table(block: BlockOut) -> Iterator[Piece]:
    """Markdown's tables have a header row, here an empty one where the source has none."""
    width = max(len(item.cells) for item in block.items)
    rule = "|" + " --- |" * width
    if not block.header:
        yield Piece("|" + "  |" * width + f"\n{rule}\n")
    for position, item in enumerate(block.items):
        cells = ("",) * (width - len(item.cells)) + item.cells
        row = " | ".join(map(escape, cells))
        start = "" if position == 0 else f"\n{rule}\n" if position == 1 and block.header else "\n"
        yield _piece(f"{start}| ", row, item, after=" |")


def _piece(before: str, text: str, item: ItemOut, after: str = "") -> Piece:
    numbers = "".join(f" [{number}]" for number in item.citations)
    start = len(before)
    return Piece(f"{before}{text}{numbers}{after}", start, start + len(text), item.citations)


def _sources(citations: Sequence[CitationOut], language: Language, base_url: str | None) -> str:
    """Each source once, with its citations' numbers and a link to the first of its cited passages."""
    heading = load_texts("prose").say(language, "sources")
    lines = [
        f"- {_numbers(cited.citations)} {_title(cited.citations[0], base_url)}"
        for cited in cited_sources(citations)
    ]
    return f"\n\n{heading}\n\n" + "\n".join(lines)


def _title(citation: CitationOut, base_url: str | None) -> str:
    source = citation.source
    title = _linked(source.title, citation.permalink, base_url)
    return ", ".join((title, *(escape(known) for known in (source.publisher, source.published) if known)))


def _tip(tip: ReadingTipOut, base_url: str | None) -> str:
    titles = dict.fromkeys((tip.source.title, *tip.headings[-1:]))  # each once
    where = " – ".join(titles)
    return f"- {_linked(where, tip.permalink, base_url)}"


def _linked(text: str, permalink: str, base_url: str | None) -> str:
    return escape(text) if base_url is None else link(text, base_url + permalink)


def _numbers(citations: Sequence[CitationOut]) -> str:
    """Runs of numbers in one pair of brackets: [1–4] [7]."""
    runs: list[list[int]] = []
    for citation in citations:
        if runs and runs[-1][-1] == citation.number - 1:
            runs[-1].append(citation.number)
        else:
            runs.append([citation.number])
    return " ".join(f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}–{run[-1]}]" for run in runs)
