"""The judge's prompts, `prompts/judge.LANGUAGE.md`, each pinned by the hash of its bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import TildaError
from app.domain.sources import Language
from eval.judging.verdicts import Aspect

FOLDER = Path(__file__).resolve().parents[2] / "prompts"
# Nynorsk is read as well as bokmål by whoever reads either.
_LANGUAGES = {Language.SV: "sv", Language.NB: "nb", Language.NN: "nb", Language.EN: "en"}
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


class UnreadablePrompt(TildaError):
    """A prompt lacks a part."""


@dataclass(frozen=True, slots=True)
class JudgePrompt:
    """`parts` are "system" and one an aspect; their placeholders are {mark}, {question}, {answer}, {quotes}."""

    name: str
    sha256: str
    parts: Mapping[str, str]

    def fill(self, part: str, values: Mapping[str, str]) -> str:
        """In one pass: what is filled in is never filled again."""
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), self.parts[part])


def load_prompt(language: Language, folder: Path = FOLDER) -> JudgePrompt:
    """Raises `UnreadablePrompt` for one that lacks a part."""
    path = folder / f"judge.{_LANGUAGES[language]}.md"
    text = path.read_text(encoding="utf-8")
    _, *pieces = re.split(r"^# (\w+)\n", text, flags=re.MULTILINE)
    parts = {name: part.strip() for name, part in zip(pieces[::2], pieces[1::2], strict=True)}
    if missing := {"system", *Aspect} - parts.keys():
        raise UnreadablePrompt(f"{path.name}: expected a part # {min(missing)}")
    return JudgePrompt(path.stem, hashlib.sha256(text.encode()).hexdigest(), parts)
