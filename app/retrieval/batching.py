"""Which texts share a forward pass."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

# Sequence lengths are padded to a multiple of this: processors' matrix tiles are 16 rows high, and attention
# over 40 tokens was measured to take half as long again as over 48.
LENGTH_STEP = 16
# Tokens of one forward pass, padding included: larger passes fall out of the processor's cache.
BATCH_TOKENS = 2048


def padded_length(length: int) -> int:
    """The next multiple of `LENGTH_STEP`."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of the texts that share a pass, given each text's tokens: one padded length, longest first, at
    most `BATCH_TOKENS` tokens or a single text.

    One padded length, so that a text's padding never depends on its neighbours. Texts that fill their length
    and texts that are padded are kept apart, because attention without a mask takes another path.
    """
    alike: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        alike[padded_length(length), length % LENGTH_STEP == 0].append(place)
    for (length, _), places in sorted(alike.items(), reverse=True):
        size = max(1, BATCH_TOKENS // length)
        for start in range(0, len(places), size):
            yield places[start : start + size]
