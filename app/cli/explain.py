"""`tilda ingest --explain FILE`: what a text becomes, and what of it may not be cited."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape

from app.cli.console import out, talk
from app.cli.exits import Exit
from app.domain.sources import Block, BlockKind, Document, Language
from app.text.display import display
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.manifest import list_files
from ingest.read import UnreadableFile

_MARKS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "text",
    BlockKind.LIST: "list",
    BlockKind.TABLE: "table",
}


def explain_file(path: Path, default: Language) -> int:
    listing = list_files((path,))
    try:
        if listing.skipped:
            raise UnreadableFile(listing.skipped[0].reason)
        loaded = load_document(path, None, default)
    except UnreadableFile as reason:
        talk.print(f"[red]{escape(str(path))} {escape(str(reason))}[/red]")
        return Exit.FAILED
    for warning in loaded.warnings:
        talk.print(f"[yellow]warning[/yellow] {escape(str(path))} {escape(warning)}")
    document = loaded.document
    out.print(
        f"[bold]{escape(document.source.title)}[/bold] ({document.source.id}, {document.source.language})"
    )
    for block in document.blocks:
        _print_block(document, block)
    chunks = chunk_document(document)
    lengths = ", ".join(str(len(chunk.text)) for chunk in chunks)
    out.print(f"{len(chunks)} chunks of {lengths} characters")
    return Exit.DONE


def _print_block(document: Document, block: Block) -> None:
    if block.kind is BlockKind.NOT_CITABLE:
        shown = escape(display(block.span.of(document.text)))
        out.print(f"[dim]not citable ({block.reason}): {shown}[/dim]")
        return
    language = "" if block.language is document.source.language else f" ({block.language})"
    lead_in = ", introduced by the text above" if block.lead_in else ""
    out.print(f"[cyan]{_MARKS[block.kind]}{language}{lead_in}[/cyan]")
    for unit in block.units:
        indent = "  " * (1 + unit.depth)
        shown = escape(display(unit.span.of(document.text)))
        out.print(f"{indent}[dim]{unit.span.start}–{unit.span.end}[/dim] {shown}")
