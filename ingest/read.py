"""A file's bytes become a normalised text, or a clear reason why they cannot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.text.normalise import normalise

LARGEST_FILE = 20_000_000
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What UTF-8 bytes of å ä ö æ ø é look like when they are read as windows-1252.
_MOJIBAKE = ("Ã¥", "Ã¤", "Ã¶", "Ã¦", "Ã¸", "Ã©", "Ã…", "Ã„", "Ã–")
_LETTERS = "åäöæøéÅÄÖ"
_FEWEST_PRINTABLE = 0.95


class UnreadableFile(Exception):
    """The file is no text; its own text says why and what to do."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """`warning` says that the encoding had to be guessed."""

    text: str
    warning: str | None = None


def read_text(path: Path) -> ReadText:
    """The file's text in normal form; raises `UnreadableFile`."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(f"is larger than {LARGEST_FILE // 1_000_000} MB; split it")
        content = path.read_bytes()
    except PermissionError:
        raise UnreadableFile("cannot be read: permission denied") from None
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {(error.strerror or 'input error').lower()}") from None
    decoded = _decode(content)
    text = normalise(decoded.text)
    if not text.strip():
        raise UnreadableFile("is empty")
    if not any(character.isalpha() for character in text):
        raise UnreadableFile("holds no words")
    return ReadText(text, decoded.warning)


def _decode(content: bytes) -> ReadText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return ReadText(_strictly(content, encoding))
    if b"\x00" in content:
        raise UnreadableFile("is binary, not a text; expected UTF-8")
    try:
        text, warning = content.decode("utf-8"), None
    except UnicodeDecodeError:
        text = _strictly(content, "windows-1252")
        warning = "is not UTF-8; it was read as windows-1252, save it as UTF-8 to be sure"
    if _is_garbled(text):
        raise UnreadableFile("is UTF-8 with broken characters; save it again as UTF-8")
    printable = sum(character.isprintable() or character.isspace() for character in text)
    if text and printable / len(text) < _FEWEST_PRINTABLE:
        raise UnreadableFile("is binary, not a text; expected UTF-8")
    return ReadText(text, warning)


def _is_garbled(text: str) -> bool:
    """Whether more letters look like bytes of UTF-8 than like themselves; a text may mention some."""
    signs = sum(text.count(sign) for sign in _MOJIBAKE)
    return signs > sum(text.count(letter) for letter in _LETTERS)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile("is in no encoding that can be recognised; save it as UTF-8") from None
