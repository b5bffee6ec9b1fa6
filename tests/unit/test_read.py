from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.read import LARGEST_FILE, UnreadableFile, read_text

_WORDS = "Tillit på svenska, også på norsk: å ä ö æ ø é – ”så”."


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "prov.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    read = read_text(_file(tmp_path, _WORDS.encode(encoding)))

    assert read.text == _WORDS
    assert read.warning is None


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_utf_16_of_both_byte_orders_is_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    assert read_text(_file(tmp_path, mark + _WORDS.encode(encoding))).text == _WORDS


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    read = read_text(_file(tmp_path, _WORDS.encode("windows-1252")))

    assert read.text == _WORDS
    assert read.warning is not None
    assert "windows-1252" in read.warning


def test_line_breaks_and_composition_are_normalised(tmp_path: Path) -> None:
    assert read_text(_file(tmp_path, "a\u030a\r\nb\rc".encode())).text == "å\nb\nc"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n\xc2\xa0", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"12 345 \n--- ;", "holds no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is binary"),
        (bytes(range(1, 32)) * 20, "is binary"),
        (b"PK\x03\x04\x14\x00\x08\x08", "is binary"),
        ("tillit".encode("utf-16-le"), "is binary"),
        ("Det är så".encode() + b"\xff\xfe" + "för alla".encode(), "broken characters"),
        (b"\x81\x8d\x8f\x90\x9d" * 10, "no encoding"),
        (b"\xff\xfe" + b"\x00\xd8" * 20, "no encoding"),
        (b"\xff\xfea", "no encoding"),
    ],
    ids=[
        "empty",
        "blank",
        "only a mark",
        "no letters",
        "picture",
        "control characters",
        "archive",
        "utf-16 without a mark",
        "utf-8 with broken bytes",
        "no encoding",
        "lone surrogates",
        "half a character",
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_text(_file(tmp_path, content))


def test_a_text_read_twice_in_the_wrong_encoding_is_refused(tmp_path: Path) -> None:
    """UTF-8 that someone saved as windows-1252 and again as UTF-8 would be cited with broken letters."""
    garbled = "Tillit på svenska är bra för alla".encode().decode("windows-1252")

    with pytest.raises(UnreadableFile, match="broken characters"):
        read_text(_file(tmp_path, garbled.encode()))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = _file(tmp_path, b"")
    os.truncate(path, LARGEST_FILE + 1_000_000)

    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_text(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a directory"):
        read_text(tmp_path)
    with pytest.raises(UnreadableFile, match="no such file"):
        read_text(tmp_path / "borta.txt")
