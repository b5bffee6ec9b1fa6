"""What a vector depends on besides its text."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Dtype = Literal["bfloat16", "float32"]
E5_QUERY_PREFIX = "query: "

_MODEL_FILES = {".json", ".safetensors", ".bin", ".txt", ".model"}


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """A model as it was set, and everything about it that shapes its vectors."""

    model: str
    revision: str  # of a folder: a hash of its files; of a hub model: its commit
    query_prefix: str
    passage_prefix: str
    dtype: Dtype
    dimension: int

    def is_interchangeable_with(self, other: "ModelIdentity") -> bool:
        """Whether vectors of both may be compared. They may across dtypes: the cosine is then 0.9999."""
        return self._without_dtype() == other._without_dtype()

    @property
    def key(self) -> str:
        """16 hex digits that two identities share only if all their fields are the same; keys the vector
        cache."""
        return hashlib.sha256(repr((*self._without_dtype(), self.dtype)).encode()).hexdigest()[:16]

    def _without_dtype(self) -> tuple[str, str, str, str, int]:
        return (self.model, self.revision, self.query_prefix, self.passage_prefix, self.dimension)


def prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What the model wants in front of a query and of a passage.

    The e5 family is trained with its two and rarely says so; other models name theirs in their own settings
    (`prompts`) or have none.
    """
    if re.search(r"(^|[-_])e5([-_]|$)", Path(name).name.lower()):
        return E5_QUERY_PREFIX, "passage: "
    return prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""


def preferred_dtype() -> Dtype:
    """bfloat16 where the processor multiplies it in hardware, which is more than twice as fast."""
    cpuinfo = Path("/proc/cpuinfo")
    flags = set(cpuinfo.read_text().split()) if cpuinfo.is_file() else set()
    return "bfloat16" if flags & {"amx_bf16", "avx512_bf16"} else "float32"


def folder_revision(folder: Path) -> str:
    """Hash of the files a model's vectors depend on, by their names and contents: 16 hex digits."""
    revision = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _MODEL_FILES and path.is_file():
            with path.open("rb") as file:
                contents = hashlib.file_digest(file, "sha256").hexdigest()
            revision.update(f"{path.relative_to(folder)} {contents}\n".encode())
    return revision.hexdigest()[:16]
