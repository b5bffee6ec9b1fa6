"""Orders to an assistant inside a source text: they are no knowledge, so nothing is answered from them.

A source is quoted, never obeyed; this keeps a planted order from being quoted as if it were an answer, too.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_LOOKALIKES = str.maketrans("аеорсухіјѕԁɡոαεορυικνт", "aeopcyxijsdgnaeopuiknt")
_LEET = str.maketrans("013457@$", "oieastas")
_SPACED = re.compile(r"\b(?:\w[ .\-_*·]){4,}\w\b")
_LEETED = re.compile(r"\b(?=\w*[a-zåäöæø]\w*)(?=\w*\d)[\w@$]{5,}\b")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_UNSEEN = ("Cf", "Co", "Cn", "Cs")

_FILE = Path(__file__).with_suffix(".toml")


@cache
def _orders() -> re.Pattern[str]:
    """All patterns of `instructions.toml` in one."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    groups: dict[str, str] = dict(tables["where"])

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda match: groups[match[1]], pattern)

    for name, words in tables["words"].items():
        groups[name] = f"(?:{'|'.join(map(filled, words.split()))})"
    patterns = map(filled, tables["patterns"].values())
    return re.compile("|".join(patterns), re.DOTALL)


@lru_cache(maxsize=20_000)
def holds_instruction(text: str) -> bool:
    """Whether a text tells an assistant what to do, also in disguise: invisible or look-alike characters,
    letters spaced out, digits for letters, base64."""
    plain = _plain(text)
    versions = {plain, _SPACED.sub(_joined, plain), _LEETED.sub(_unleeted, plain), *_decoded(text)}
    return any(map(_orders().search, versions))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    seen = "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)
    return re.sub(r"[*`~]{1,3}", "", " ".join(seen.casefold().translate(_LOOKALIKES).split()))


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"[ .\-_*·]", "", match.group())


def _unleeted(match: re.Match[str]) -> str:
    return match.group().translate(_LEET)


def _decoded(text: str) -> list[str]:
    found = []
    for match in _ENCODED.finditer(text):
        encoded = match.group()
        try:
            found.append(_plain(base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode()))
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
