"""What an ingest did, a line a source."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.sources import Language
from ingest.manifest import Skipped


@dataclass(frozen=True, slots=True)
class SourceReport:
    id: str
    title: str
    language: Language
    units: int
    chunks: int
    not_citable: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """`embedded` is how many texts went through the model; `published` is False when nothing had changed."""

    generation: str
    published: bool
    sources: tuple[SourceReport, ...]
    skipped: tuple[Skipped, ...]
    embedded: int
    removed: tuple[str, ...]

    @property
    def is_partial(self) -> bool:
        """Whether some text was not read as it stands: skipped, or read in a guessed encoding."""
        return bool(self.skipped) or any(source.warnings for source in self.sources)
