"""A drafted sentence is shown only if the text it cites says it. Pure, and against the sentence in every doubt.

Every passage it names exists and holds its quote word for word; and one of these quotes alone supports it, or
items of one list do together. A copy of the cited text is supported; what it means for other words is told in
`objections`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.drafting.draft import DraftSentence, Drop
from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.objections import objection
from app.answering.drafting.quoting import Quoted, find_quote, is_copy
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Language
from app.text.display import display

LONGEST_SENTENCE = 600
MOST_SUPPORTS = 8
LONGEST_LEAD = 14
_FORBIDDEN = re.compile(
    r"</?[a-z!?]|&(?:\w{2,8}|#\w{2,7});|\w+://|\bwww\.|\bmailto:|\bdata:|javascript:|\S@\S|\]\(|!\["
    r"|[\[\]【】〔〕⟦⟧{}<>|\\`]|tool_call|function_call",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\b[\w-]+\.(?:com|net|org|se|no|io|eu|info|example|test|dev|app|xyz|ru|cn)\b", re.IGNORECASE
)
_MARKERS = re.compile(r"(?:\s*\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\])+(?=[.!?]?$)")
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn")


@dataclass(frozen=True, slots=True)
class Verified:
    """A sentence and the quotes that support it; without quotes it claims nothing."""

    text: str
    quotes: tuple[Quoted, ...]


def verify(sentence: DraftSentence, passages: Sequence[Passage], reader: Language) -> Verified | Drop:
    """The sentence as it may be shown, or why it may not. `reader` is the language it was asked to be in."""
    text = _plain(sentence)
    if text is None:
        return Drop.FORM
    if not sentence.supports:
        return Verified(text, ()) if is_claimless(text, reader) else Drop.UNSUPPORTED
    if len(sentence.supports) > MOST_SUPPORTS:
        return Drop.FORM
    found: list[tuple[Quoted, ...]] = []
    for support in sentence.supports:
        if not 1 <= support.passage <= len(passages):
            return Drop.PASSAGE
        found.append(tuple(find_quote(support.quote, passages[support.passage - 1])))
    if not all(found):
        return Drop.QUOTE
    return _supported(text, found, reader)


def _supported(text: str, found: Sequence[Sequence[Quoted]], reader: Language) -> Verified | Drop:
    """With the quotes that alone support the sentence, else with those that do as items of one list."""
    objections = [[_objection(text, reader, (quoted,)) for quoted in places] for places in found]
    supporting = [
        places[drops.index(None)] for places, drops in zip(found, objections, strict=True) if None in drops
    ]
    items = [places[0] for places in found]
    if not supporting and _are_of_one_list(items) and _objection(text, reader, items) is None:
        supporting = items
    if not supporting:
        return objections[0][0] or Drop.WORDS
    once = {(quoted.passage.source.id, quoted.span): quoted for quoted in supporting}
    return Verified(text, tuple(once.values()))


def _objection(text: str, reader: Language, cited: Sequence[Quoted]) -> Drop | None:
    """A copy needs no judging; and its words would be misread, as it is in the text's language, not the reader's."""
    return None if is_copy(text, cited) else objection(text, reader, cited)


def _are_of_one_list(quotes: Sequence[Quoted]) -> bool:
    chunks = {(quoted.passage.source.id, quoted.passage.chunk.number) for quoted in quotes}
    return len(quotes) > 1 and len(chunks) == 1 and quotes[0].passage.chunk.kind is ChunkKind.LIST


def is_claimless(text: str, language: Language) -> bool:
    """Whether a sentence only greets or leads in: short, and made of words that claim nothing."""
    allowed = lexicon_of(language).claimless
    spoken = re.findall(r"[^\W_]+", text.lower())
    return 0 < len(spoken) <= LONGEST_LEAD and all(word in allowed for word in spoken)


def _plain(sentence: DraftSentence) -> str | None:
    """The text without emphasis and without trailing markers of its own passages; None if it is unfit."""
    text = unicodedata.normalize("NFC", sentence.text).strip()
    if len(text) > LONGEST_SENTENCE or any(
        unicodedata.category(c) in _UNSEEN for c in text if c not in "\n\t"
    ):
        return None
    if markers := _MARKERS.search(text):
        named = {int(number) for number in re.findall(r"\d+", markers.group())}
        if not named <= {support.passage for support in sentence.supports}:
            return None
        text = text[: markers.start()] + text[markers.end() :]
    if _FORBIDDEN.search(text) or _DOMAIN.search(text):
        return None
    text = display(text)
    return text if any(map(str.isalnum, text)) else None
