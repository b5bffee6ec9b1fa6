"""One file becomes one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.sources import BlockKind, Document, Language
from app.text.languages import detect_language
from ingest.extract import html, markdown, text
from ingest.extract.raw import Extracted
from ingest.manifest import Entry, entry_of_metadata, source_of
from ingest.publisher import publisher_of
from ingest.read import UnreadableFile, read_text
from ingest.structure import build_document

_EXTRACTORS: dict[str, Callable[[str], Extracted]] = {
    ".md": markdown.extract,
    ".txt": text.extract,
    ".html": html.extract,
    ".htm": html.extract,
}
_ENOUGH_FOR_DETECTION = 20_000
_HEADLINE_KEYS = ("title", "language")


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    document: Document
    warnings: tuple[str, ...] = ()


def load_document(path: Path, entry: Entry | None, default: Language) -> LoadedDocument:
    """Reads, extracts and structures one text; raises `UnreadableFile` with the reason.

    A manifest entry wins over the file's own metadata, which wins over what the text shows;
    who published it may be read off its letterhead or its site's name.
    """
    read = read_text(path)
    try:
        extracted = _EXTRACTORS[path.suffix.lower()](read.text)
        own = entry_of_metadata(_usable(path, extracted))
    except ValueError as error:
        raise UnreadableFile(str(error)) from None
    if not any(block.kind is not BlockKind.NOT_CITABLE for block in extracted.blocks):
        raise UnreadableFile("holds no text that can be cited")
    merged = _merged(own, entry) if entry else own
    if merged.publisher is None and merged.restates is None:
        merged = merged.model_copy(update={"publisher": publisher_of(extracted)})
    language = detect_language(extracted.text[:_ENOUGH_FOR_DETECTION], default)
    source = source_of(merged, path, _first_heading(extracted), language)
    warnings = (read.warning,) if read.warning else ()
    return LoadedDocument(build_document(source, extracted), warnings)


def _merged(own: Entry, entry: Entry) -> Entry:
    known = own.model_dump(exclude_none=True) | entry.model_dump(exclude_none=True)
    return Entry.model_validate(known)


def _usable(path: Path, extracted: Extracted) -> dict[str, object]:
    """A web page's own metadata is whatever its author wrote: only a title and a known language count."""
    given = dict(extracted.metadata)
    if path.suffix.lower() not in (".html", ".htm"):
        return given
    languages = {"no": "nb", "da": "nb"}
    given["language"] = languages.get(str(given.get("language")), given.get("language"))
    if given["language"] not in set(Language):
        given["language"] = None
    given["title"] = _without_site_name(str(given.get("title") or ""), _first_heading(extracted))
    return {key: given.get(key) or None for key in _HEADLINE_KEYS}


def _without_site_name(title: str, heading: str | None) -> str:
    """A page's title as its heading has it: sites put their own name behind it ("Tillit i skolan | Exempelby")."""
    plain = " ".join((heading or "").split())
    if plain and plain.casefold() in title.casefold():
        return plain
    return title.rsplit(" | ", 1)[0] or title


def _first_heading(extracted: Extracted) -> str | None:
    headings = [block for block in extracted.blocks if block.kind is BlockKind.HEADING and not block.is_label]
    return (
        min(headings, key=lambda block: (block.level != 1, block.span.start)).span.of(extracted.text)
        if headings
        else None
    )
