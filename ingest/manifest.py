"""Which files are ingested, and what `sources.toml`, front matter or the text itself says of each."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.domain.errors import CorpusFaults
from app.domain.sources import Language, Original, Source, SourceKind

MANIFEST_NAME = "sources.toml"
FORMATS = (".md", ".txt", ".html", ".htm")
_UNREAD_NAMES = ("readme", "licence", "license", "changelog")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_NO_ID = re.compile(r"[^a-z0-9]+")

# YAML and TOML read 2019-10-01 as a date and 2019 as a number; a published date is text.
Published = Annotated[
    str,
    BeforeValidator(lambda value: value if isinstance(value, bool | list | dict) else str(value)),
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s\"<>]+$")]


class _OriginalEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1)
    publisher: str | None = None
    author: str | None = None
    published: Published | None = None
    kind: SourceKind | None = None
    url: WebAddress | None = None


class Entry(BaseModel):
    """What an operator may say about one text; every key may be left out in front matter."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(None, pattern=rf"^{_ID.pattern}$")
    file: str | None = None
    title: str | None = Field(None, min_length=1)
    publisher: str | None = None
    author: str | None = None
    published: Published | None = None
    language: Language | None = None
    kind: SourceKind | None = None
    url: WebAddress | None = None
    licence: str | None = None
    restates: _OriginalEntry | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not ingested, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read with their manifest entries, ordered by path, and those that cannot be read."""

    files: tuple[tuple[Path, Entry | None], ...]
    skipped: tuple[Skipped, ...]


def list_files(paths: Sequence[Path]) -> Listing:
    """All texts at and below the paths.

    Raises `CorpusFaults` with every fault of every manifest met. A path that does not exist, is no
    regular file, or has an unknown format is listed as skipped with the reason.
    """
    entries: dict[Path, Entry] = {}
    faults: list[str] = []
    for folder in paths:
        if (folder / MANIFEST_NAME).is_file():
            found, wrong = _read_manifest(folder / MANIFEST_NAME)
            entries |= found
            faults += wrong
    if faults:
        raise CorpusFaults(tuple(faults))
    files: dict[Path, tuple[Path, Entry | None]] = {}
    skipped: dict[Path, Skipped] = {}
    for path in paths:
        for candidate in _candidates(path):
            if reason := _reason_to_skip(candidate):
                skipped[candidate.absolute()] = Skipped(candidate, reason)
            else:
                files.setdefault(candidate.resolve(), (candidate, entries.get(candidate.resolve())))
    unread = [
        Skipped(path, _reason_unread(path)) for path in sorted(entries.keys() - files.keys() - skipped.keys())
    ]
    return Listing(tuple(sorted(files.values(), key=lambda file: file[0])), (*unread, *skipped.values()))


def _reason_unread(path: Path) -> str:
    if not path.exists():
        return f"does not exist, but {MANIFEST_NAME} names it"
    return f"is named by {MANIFEST_NAME}, but folders, hidden files, readmes and licences are no texts"


def _candidates(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        found
        for found in path.rglob("*")
        if not (found.is_dir() and not found.is_symlink())
        and not any(part.startswith(".") for part in found.relative_to(path).parts)
        and found.name != MANIFEST_NAME
        and found.stem.lower() not in _UNREAD_NAMES
    )


def _reason_to_skip(path: Path) -> str | None:
    if path.is_symlink():
        return "is a symbolic link, which is not followed; give the file itself"
    if not path.exists():
        return "does not exist"
    if not path.is_file():
        return "is not a regular file"
    if path.suffix.lower() not in FORMATS:
        return f"has the format {path.suffix or '(none)'}; expected one of {', '.join(FORMATS)}"
    return None


def _read_manifest(path: Path) -> tuple[dict[Path, Entry], list[str]]:
    """Entries by resolved file path, and all faults."""
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{path}: is not TOML: {error}"]
    faults = [f"{path}: {key} is no key; expected [[source]] tables" for key in table if key != "source"]
    rows = table.get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return {}, [*faults, f"{path}: source is not a list of [[source]] tables"]
    by_file: dict[Path, Entry] = {}
    for position, row in enumerate(rows, start=1):
        where = f"{path}: source {position}" + (f" ({row['id']})" if row.get("id") else "")
        faults += [f"{where}: {fault}" for fault in _faults(path.parent, row)]
        try:
            entry = Entry.model_validate(row)
        except ValidationError as error:
            faults += [f"{where}: {fault}" for fault in describe(error)]
        else:
            by_file[(path.parent / str(entry.file)).resolve()] = entry
    faults += [f"{path}: {fault}" for fault in _repetitions(rows)]
    return by_file, faults


def _faults(folder: Path, row: Mapping[str, object]) -> list[str]:
    """What is wrong with one source beyond the types of its values."""
    faults = [f"{key} is missing" for key in ("id", "file", "title") if key not in row]
    file = row.get("file")
    if isinstance(file, str) and not _inside(folder, file):
        faults.append(f"file {file} lies outside the manifest's folder")
    if (row.get("kind") == SourceKind.RESTATEMENT) != ("restates" in row):
        faults.append("kind restatement and the table restates belong together")
    return faults


def _repetitions(rows: Sequence[Mapping[str, object]]) -> list[str]:
    return [
        f"{key} {value} is used {count} times"
        for key in ("id", "file")
        for value, count in Counter(str(row[key]) for row in rows if key in row).items()
        if count > 1
    ]


def _inside(folder: Path, file: str) -> bool:
    return (folder / file).resolve().is_relative_to(folder.resolve())


def describe(error: ValidationError) -> list[str]:
    """One line a fault: where it is and what was expected."""
    return [
        f"{'.'.join(str(part + 1) if isinstance(part, int) else part for part in item['loc'])}: "
        f"{item['msg'][0].lower()}{item['msg'][1:]}"
        for item in error.errors(include_url=False)
    ]


def entry_of_metadata(metadata: Mapping[str, object]) -> Entry:
    """Front matter as an entry; raises `ValueError` naming every fault at once."""
    try:
        return Entry.model_validate(dict(metadata))
    except ValidationError as error:
        raise ValueError("front matter: " + "; ".join(describe(error))) from None


def source_of(entry: Entry, path: Path, heading: str | None, language: Language) -> Source:
    """The source with what the entry leaves open filled in: id and title from the file, kind article."""
    kind = entry.kind or (SourceKind.RESTATEMENT if entry.restates else SourceKind.ARTICLE)
    original = entry.restates
    return Source(
        id=entry.id or id_of(path.stem),
        title=entry.title or heading or path.stem.replace("-", " ").replace("_", " "),
        language=entry.language or language,
        kind=kind,
        publisher=entry.publisher,
        author=entry.author,
        published=entry.published,
        url=entry.url,
        licence=entry.licence,
        restates=Original(**original.model_dump()) if original else None,
    )


def id_of(stem: str) -> str:
    """A source id made of a file's name: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", stem.lower().replace("ø", "o").replace("æ", "ae"))
    return _NO_ID.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:80] or "text"
