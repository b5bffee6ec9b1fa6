"""A unit as it is read, whatever is asked: its text, its label, and what before it belongs to its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.answering.weighing.cohesion import refers_back
from app.answering.weighing.labels import label_of
from app.domain.passages import Chunk, Passage
from app.domain.remembering import remembered
from app.domain.sources import Document, Unit, UnitKind
from app.text.display import display
from app.text.words import content_words, words

REFERRED_TO_SHARE = 0.6
QUESTION_SHARE = 0.8
_CLOSING = "*_”\"’'») "
_LONGEST_BYLINE = 16  # words


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """`before` is the text of the unit right before; empty for the first one of a chunk.

    `said_before` is what a sentence rests on, with how much it counts: the sentence that it refers back to with its
    first words, and the question that it stands behind.
    `label` are the content words of what a row or an item is called.
    `asks`: a sentence is itself a question, an interviewer's or a heading's: it answers none, but tells what the
    sentences behind it are about.
    `is_unfinished`: a short line ends as no sentence does, stands under no question and introduces nothing: a byline.
    `introduces`: it is the end of what stands over the passage's list, which it brings with it.
    """

    text: str
    before: str
    said_before: tuple[tuple[str, float], ...]
    label: tuple[str, ...]
    asks: bool
    is_unfinished: bool
    introduces: bool


def read_unit(passage: Passage, unit: Unit) -> ReadUnit:
    """A unit of the passage's chunk."""
    return _read(passage.chunk, passage.document)[unit.span.start]


@remembered(4_000)
def _read(chunk: Chunk, document: Document) -> Mapping[int, ReadUnit]:
    """The units by where they start; remembered for the chunks that were read last, some 1.5 kB each."""
    read: dict[int, ReadUnit] = {}
    before: Unit | None = None
    shown, question = "", ""
    is_reply = "".join(chunk.headings[-1:]).endswith("?")
    for unit in chunk.units:
        text = unit.span.of(document.text)
        is_sentence = unit.kind is UnitKind.SENTENCE
        refers = is_sentence and before is not None and before.kind is UnitKind.SENTENCE and refers_back(text)
        asks = is_sentence and _is_question(text)
        introduces = chunk.lead_in is not None and unit.span.end == chunk.lead_in.end
        read[unit.span.start] = ReadUnit(
            text=text,
            before=shown,
            said_before=(
                *(((shown, REFERRED_TO_SHARE),) if refers else ()),
                *(((question, QUESTION_SHARE),) if is_sentence and question else ()),
            ),
            label=content_words(label_of(unit, text)),
            asks=asks,
            is_unfinished=is_sentence and not introduces and not is_reply and _is_unfinished(text),
            introduces=introduces,
        )
        before, shown = unit, display(text)
        question = shown if asks else question
    return read


def _is_question(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith("?")


def _is_unfinished(text: str) -> bool:
    return (
        not text.rstrip(_CLOSING).endswith((".", "!", "?", ":", "…")) and len(words(text)) <= _LONGEST_BYLINE
    )
