"""The lines of a plain text, each by itself, and which of them are one paragraph broken over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby, pairwise, zip_longest

from ingest.clean import NAVIGATION, chrome_reason
from ingest.extract.short_lines import MONTH, NEXT_SENTENCE, SENTENCE_END, TIME_STAMP

_BULLET = re.compile(r"([ \t]*)([-*•‣▪◦·●○]|[–—](?=[ \t]+\S))[ \t]+(?=\S)")
_NUMBER = re.compile(rf"([ \t]*)(?:(\d{{1,3}})[.)]|([a-zåäö])\))[ \t]+(?=\S)(?!{MONTH})", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\S(?: {3,})\S")
_FEWEST_WIDE_ROWS = 2
_TURN = re.compile(rf"\s*{TIME_STAMP}")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_MARKDOWN_HEADING = re.compile(r"[ \t]*(#{1,6})[ \t]+(?=\S)")
_PIPE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_WRAP_WIDTH = range(50, 110)
_WRAP_SPREAD = 28
_MOST_WRAPPED_LINES = 100
_FEWEST_WRAPPED_LINES = 4
_MOSTLY = 0.8


class LineKind(Enum):
    BLANK = auto()
    CHROME = auto()
    HEADING = auto()  # marked with # in the text
    BULLET = auto()
    NUMBER = auto()
    ROW = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """`content` is where the line's text begins after its marker; `number` is a numbered line's."""

    kind: LineKind
    start: int
    content: int
    end: int
    indent: int = 0
    number: int = 0
    marker: str = ""
    reason: str | None = None

    def text_of(self, text: str) -> str:
        return text[self.content : self.end].strip()


_TITLE_KINDS = (LineKind.OTHER, LineKind.HEADING)


def lines_of(text: str) -> tuple[Line, ...]:
    """The text's lines, in order; the title's repetitions are page chrome."""
    lines = _with_aligned_rows(text, tuple(_with_titles(text, tuple(_classified(text)))))
    title = next((line.text_of(text) for line in lines if line.kind in _TITLE_KINDS), "")
    return tuple(_without_repeated_title(text, lines, title))


def _classified(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        yield _classify(text, start, start + len(raw))
        start += len(raw) + 1


def _classify(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    if not raw.strip():
        return Line(LineKind.BLANK, start, start, end)
    if reason := chrome_reason(raw):
        return Line(LineKind.CHROME, start, start, end, reason=reason)
    indent = len(raw) - len(raw.lstrip())
    if match := _MARKDOWN_HEADING.match(raw):
        return Line(LineKind.HEADING, start, start + match.end(), end, number=len(match.group(1)))
    if _PIPE_ROW.match(raw) or "\t" in raw.strip() or (raw.startswith("\t") and raw.count("\t") > 1):
        return Line(LineKind.ROW, start, start, end)
    if match := _BULLET.match(raw):
        return Line(LineKind.BULLET, start, start + match.end(), end, indent, marker=match.group(2))
    if match := _NUMBER.match(raw):
        number = int(match.group(2)) if match.group(2) else 1 + _ALPHABET.index(match.group(3).lower())
        return Line(LineKind.NUMBER, start, start + match.end(), end, indent, number)
    return Line(LineKind.OTHER, start, start + indent, end, indent)


def _with_titles(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """A word that menus have ("Kontakt") heads what stands right below it."""
    for line, below in zip_longest(lines, lines[1:]):
        is_word = line.reason == NAVIGATION and line.text_of(text).isalpha()
        is_over = below is not None and below.kind not in (LineKind.BLANK, LineKind.CHROME)
        yield replace(line, kind=LineKind.OTHER, reason=None) if is_word and is_over else line


def _with_aligned_rows(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Two and more lines whose words stand in columns, apart by three and more blanks, are rows.

    So is a line beside them whose first cell fills its column: its next word begins where theirs do.
    """
    found: list[Line] = []
    for is_prose, run in groupby(lines, key=lambda line: line.kind is LineKind.OTHER):
        same = list(run)
        columns = Counter(at for line in same for at in _columns(text, line)) if is_prose else Counter[int]()
        wide = [bool(_columns(text, line)) for line in same]
        if is_prose and sum(wide) >= _FEWEST_WIDE_ROWS:
            shared = {at for at, count in columns.items() if count >= _FEWEST_WIDE_ROWS}
            same = [
                replace(line, kind=LineKind.ROW)
                if is_wide or any(_begins_word(text, line, at) for at in shared)
                else line
                for line, is_wide in zip(same, wide, strict=True)
            ]
        found += same
    return tuple(found)


def _columns(text: str, line: Line) -> tuple[int, ...]:
    """Where in a line words begin behind three and more blanks."""
    return tuple(found.end() - 1 for found in _WIDE_GAP.finditer(text[line.start : line.end].rstrip()))


def goes_on_in_column(text: str, above: Line, line: Line) -> bool:
    """Whether a row begins below the second column of the one above: what stands there has no label of its own."""
    indent = line.content - line.start
    is_blank = not text[line.start : line.content].strip(" ")
    return is_blank and indent in _columns(text, above)


def _begins_word(text: str, line: Line, at: int) -> bool:
    words = text[line.start : line.end]
    return len(words) > at > 0 and words[at - 1] == " " and words[at] != " "


def _without_repeated_title(text: str, lines: Sequence[Line], title: str) -> tuple[Line, ...]:
    """Page templates print the headline again in the middle of the text; only the first one counts."""
    seen = False
    kept = []
    for line in lines:
        is_title = line.kind in _TITLE_KINDS and line.text_of(text) == title
        if is_title and seen:
            line = Line(LineKind.CHROME, line.start, line.start, line.end, reason="repeated title")
        seen = seen or is_title
        kept.append(line)
    return tuple(kept)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the text's lines were broken; None where each line is a paragraph of its own."""
    runs = pairwise(lines)
    widths = [a.end - a.start for a, b in runs if a.kind is b.kind is LineKind.OTHER]
    longest = max(widths, default=0)
    near = sum(longest - width <= _WRAP_SPREAD for width in widths)
    is_wrapped = len(widths) >= _FEWEST_WRAPPED_LINES and near >= _MOSTLY * len(widths)
    return longest if is_wrapped and longest in _WRAP_WIDTH else None


def run_of_other(text: str, lines: Sequence[Line], at: int) -> Sequence[Line]:
    """The lines of prose from one on, up to one more than a paragraph can have; somebody else's turn to speak
    is another paragraph."""
    end = at + 1
    while (
        end < len(lines)
        and lines[end].kind is LineKind.OTHER
        and end - at <= _MOST_WRAPPED_LINES
        and not begins_turn(text, lines[end])
    ):
        end += 1
    return lines[at:end]


def begins_turn(text: str, line: Line) -> bool:
    """Whether a transcript says here when somebody begins to speak."""
    return _TURN.match(text, line.start, line.end) is not None


def is_hard_wrapped(group: Sequence[Line]) -> bool:
    """Whether the lines are one paragraph broken at a fixed width."""
    widths = [line.end - line.start for line in group[:-1]]
    return (
        2 <= len(widths) < _MOST_WRAPPED_LINES
        and all(width in _WRAP_WIDTH for width in widths)
        and max(widths) - min(widths) <= _WRAP_SPREAD
        and group[-1].end - group[-1].start <= max(widths) + 4
    )


def goes_on(text: str, above: Line, line: Line, width: int | None) -> bool:
    """Whether a paragraph runs over a line break: where the text is broken at a width and the next word did
    not fit, or a sentence goes on that began on a slide's line or in the middle of the line above."""
    next_word = len(line.text_of(text).split()[0])
    if width is not None and above.end - above.start + 1 + next_word > width:
        return True
    if SENTENCE_END.search(above.text_of(text)):
        return False
    begins_within = NEXT_SENTENCE.search(above.text_of(text)) is not None
    return begins_within or text[line.content].islower() or text[above.end - 1] in ",–-"
