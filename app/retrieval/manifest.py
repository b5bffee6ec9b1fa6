"""A generation's manifest: what it holds, how it was made, and the checksum of every file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.domain.errors import DamagedGeneration
from app.retrieval.embedding import ModelIdentity

SCHEMA = 2
MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
_BUFFER = 1 << 20


class FileRecord(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    size: int
    sha256: str


class Counts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: int
    chunks: int
    units: int


class Manifest(BaseModel):
    """`corpus` hashes all texts and their metadata; `created` is UTC in ISO 8601."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int
    created: str
    corpus: str
    chunker: int
    model: ModelIdentity
    dense_kind: str
    unit_kind: str
    counts: Counts
    files: tuple[FileRecord, ...]


def record_files(folder: Path) -> tuple[FileRecord, ...]:
    """Size and SHA-256 of every file below the folder, ordered by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        FileRecord(path=path.relative_to(folder).as_posix(), size=path.stat().st_size, sha256=digest(path))
        for path in paths
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The manifest and, so that not even its own bytes can change unseen, its checksum beside it."""
    content = manifest.model_dump_json(indent=2) + "\n"
    (folder / MANIFEST).write_text(content, encoding="utf-8")
    (folder / SEAL).write_text(hashlib.sha256(content.encode()).hexdigest() + "\n", encoding="ascii")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation; raises `DamagedGeneration` naming the file that is not what it was."""
    try:
        content = (folder / MANIFEST).read_bytes()
        seal = (folder / SEAL).read_bytes()
    except OSError as error:
        raise DamagedGeneration(f"{folder.name}: {_name(error)} cannot be read") from None
    if seal != hashlib.sha256(content).hexdigest().encode() + b"\n":
        raise DamagedGeneration(f"{folder.name}: {MANIFEST} does not match {SEAL}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError:
        raise DamagedGeneration(f"{folder.name}: {MANIFEST} is of another version of Tilda") from None
    if manifest.schema_version != SCHEMA:
        raise DamagedGeneration(
            f"{folder.name}: made with index schema {manifest.schema_version}, this version reads {SCHEMA}"
        )
    return manifest


def verified_manifest(folder: Path) -> Manifest:
    """The manifest, after every file was found to be what the manifest says; else `DamagedGeneration`."""
    manifest = read_manifest(folder)
    for record in manifest.files:
        path = folder / record.path
        if not path.is_file():
            raise DamagedGeneration(f"{folder.name}: {record.path} is missing")
        try:
            is_same = path.stat().st_size == record.size and digest(path) == record.sha256
        except OSError:
            raise DamagedGeneration(f"{folder.name}: {record.path} cannot be read") from None
        if not is_same:
            raise DamagedGeneration(f"{folder.name}: {record.path} does not match its checksum")
    return manifest


def digest(path: Path) -> str:
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BUFFER):
            hasher.update(block)
    return hasher.hexdigest()


def _name(error: OSError) -> str:
    return Path(error.filename).name if error.filename else MANIFEST
