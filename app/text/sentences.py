"""Where sentences end in Swedish, Norwegian and English prose."""

from __future__ import annotations

import re

from app.domain.sources import Span

# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset(
    """
    t.ex t.o.m fr.o.m bl.a m.m m.fl d.v.s dvs osv o.s.v resp ca c:a kap nr s.k p.g.a pga f.d f.n f.ö jfr
    fl st max min tel inkl exkl eng obs ang enl ev forts kl milj mkr prof dr art bl.a.
    f.eks bl.a m.v mv m.m o.l osb jf ev evt dvs d.v.s kr mrd mill nr pkt pst s.k ang iflg inkl ekskl tlf
    t.d mellom.a m.a e.g i.e etc vs mr mrs ms st no vol fig ed al approx
    """.split()
)
# Possessive and begun only where a run of terminators begins: linear in any text, however hostile.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*]*+(?=\s|$)")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
_OPENING = re.compile(r"\s*[\"'”“’«»(\[–—*-]*\s*")
_LONGEST_ABBREVIATION = 20


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Spans of the sentences inside `span`, in order, without surrounding white space.

    Every non-blank character of the span lies in exactly one of them. A terminator ends a sentence
    unless it follows a known abbreviation, an initial or an ordinal, or the next word is lower case.
    """
    spans: list[Span] = []
    start = _after_space(text, span.start, span.end)
    for match in _END.finditer(text, start, span.end):
        if _ends_sentence(text, start, match, span.end):
            spans.append(Span(start, match.end()))
            start = _after_space(text, match.end(), span.end)
    end = span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
    return tuple(spans)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and not as captions, headings and letterheads."""
    return _ENDED.search(text) is not None


def _after_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    opening = _OPENING.match(text, match.end(), limit)
    following = text[opening.end() : min(opening.end() + 1, limit)] if opening else ""
    if following.islower():
        return False
    if match.group()[0] != "." or not following:
        return True
    return not _is_unfinished(text[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start()])


def _is_unfinished(before: str) -> bool:
    """Whether the text before a full stop ends in an abbreviation, an initial or an ordinal."""
    if not before or before[-1].isspace():
        return False
    word = before.split()[-1].strip("(\"'”“«[*").lower()
    is_initial = len(word) == 1 and word.isalpha()
    is_ordinal = word.isdigit() and len(word) <= 2
    return word in _ABBREVIATIONS or is_initial or is_ordinal
