"""What the shipped corpus becomes, as readable text: `python -m tests.golden.regenerate` writes it anew.

Run it after a wanted change of a text, of the structure or of the chunks, and review the diff as code.
"""

from __future__ import annotations

from pathlib import Path

from app.domain.passages import Chunk
from app.domain.sources import Block, BlockKind, Document, Language
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.manifest import list_files
from tests.builders import CORPUS

FOLDER = Path(__file__).parent / "structure"


def corpus_documents() -> list[Document]:
    return [load_document(path, entry, Language.SV).document for path, entry in list_files((CORPUS,)).files]


def describe(document: Document) -> str:
    """Blocks with their units, then the chunks they make up."""
    source = document.source
    lines = [f"{source.id} ({source.language}, {source.kind}): {source.title}", "", "BLOCKS"]
    for block in document.blocks:
        lines += ["", *_block_lines(document, block)]
    lines += ["", "CHUNKS"]
    for chunk in chunk_document(document):
        lines += ["", *_chunk_lines(document, chunk)]
    return "\n".join(lines) + "\n"


def _block_lines(document: Document, block: Block) -> list[str]:
    path = " > ".join(document.headings_of(block.section))
    if block.kind is BlockKind.NOT_CITABLE:
        return [f"not citable ({block.reason}): {_one_line(block.span.of(document.text))}"]
    notes = [block.language.value] if block.language is not document.source.language else []
    notes += ["ordered"] if block.ordered else []
    notes += [f"lead-in {block.lead_in.start}-{block.lead_in.end}"] if block.lead_in else []
    first = f"{block.kind} [{path}]" + "".join(f", {note}" for note in notes)
    units = [
        f"  {unit.span.start:>5}-{unit.span.end:<5} {unit.kind}{' +' * unit.depth}: "
        f"{_one_line(unit.span.of(document.text))}"
        for unit in block.units
    ]
    return [first, *units]


def _chunk_lines(document: Document, chunk: Chunk) -> list[str]:
    return [
        f"{chunk.number}. {chunk.kind}, {chunk.span.start}-{chunk.span.end}, {len(chunk.text)} characters, "
        f"{len(chunk.units)} units: {chunk.context}",
        f"   {_ends(_one_line(chunk.text))}",
    ]


def _one_line(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.splitlines() if part.strip())


def _ends(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:48]} … {text[-48:]}"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    documents = corpus_documents()
    for left in set(FOLDER.glob("*.txt")) - {FOLDER / f"{document.source.id}.txt" for document in documents}:
        left.unlink()
    for document in documents:
        (FOLDER / f"{document.source.id}.txt").write_text(describe(document), encoding="utf-8")
        print(f"{document.source.id}.txt")


if __name__ == "__main__":
    main()
