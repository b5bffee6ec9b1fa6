"""Which short lines of a plain text are headings, and which are the items of a list without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.domain.sources import BlockKind
from ingest.clean import PAGE_NUMBER
from ingest.extract.raw import RawBlock
from ingest.extract.short_lines import (
    LONGEST_LABEL,
    depth_of,
    is_fact,
    is_genre,
    is_letterhead,
    is_open,
    is_person,
    is_short,
    list_of,
    may_be_title,
    may_head,
    names_a_part,
)

_FEWEST_LABELS = 3
_FEWEST_ON_A_SLIDE = 2
_FEWEST_FACTS = 2
_FEWEST_PAGES = 3
_FEWEST_NUMBERED = 2
_PAGE_BREAK = re.compile(r"\n\s*\n\s*\n\s*\n|\f")
_TITLE, _SECTION = 1, 2


def with_headings(text: str, blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Short lines without a full stop become headings when content follows them, or items when they stand together.

    In a run of such lines the last is the content's heading and the one before it that heading's parent
    (a slide's title over its subtitle); a run that nothing follows on its page stays text, and no page chrome
    but the page's number breaks a run. Three and more that stand line by line, and two below a slide's title, are
    a list without marks, as are labels with their values. The document's first line becomes its title, unless it
    only says what the document is ("Rapport") or when it came out; a title of one word takes in the next line.
    """
    marks = _Marks(text, blocks)
    marks.read()
    return tuple(_with_labels(text, list(marks.marked())))


@dataclass(slots=True)
class _Marks:
    """What the lines are found to be, by their place among the blocks.

    `waiting` are possible headings that no content has followed yet; `has_content` tells whether the page has any.
    """

    text: str
    blocks: Sequence[RawBlock]
    levels: dict[int, int] = field(default_factory=dict)
    lists: list[tuple[int, ...]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    is_opening: bool = True  # the title has not been found yet
    has_content: bool = False
    is_numbered: bool = False
    depth: int = 0  # of the last numbered heading

    def read(self) -> None:
        self.is_numbered = self._count_numbered() >= _FEWEST_NUMBERED
        breaks = {at for at, block in enumerate(self.blocks) if self._turns_page(at, block)}
        is_slides = len(breaks) >= _FEWEST_PAGES
        for group in self._groups():
            if self.blocks[group[0]].reason == PAGE_NUMBER or (is_slides and group[0] in breaks):
                self._turn_page()
            if not self._is_chrome(group[0]):
                self._read_group(group, is_slides)
        if self.is_opening:
            self.levels |= dict.fromkeys(self._titles(), _TITLE)

    def marked(self) -> Iterator[RawBlock]:
        """The blocks, with headings and lists where such were found."""
        lists = {at: run for run in self.lists for at in run}
        title = min((at for at, level in self.levels.items() if level == _TITLE), default=0)
        for at, block in enumerate(self.blocks):
            if at < title and not self._is_chrome(at) and is_letterhead(self._words(at)):
                yield RawBlock(BlockKind.NOT_CITABLE, block.span, reason="letterhead")
            elif at in self.levels:
                yield RawBlock(BlockKind.HEADING, block.span, level=self.levels[at])
            elif at not in lists:
                yield block
            elif at == lists[at][0]:
                yield list_of([self.blocks[one] for one in lists[at]])

    def _groups(self) -> Iterator[list[int]]:
        """The places of blocks between which there is no blank line; page chrome stands alone."""
        group: list[int] = []
        for at in range(len(self.blocks)):
            is_apart = self._gap(at).count("\n") > 1 or self._is_chrome(at) or self._is_chrome(at - 1)
            if group and is_apart:
                yield group
                group = []
            group.append(at)
        if group:
            yield group

    def _is_chrome(self, at: int) -> bool:
        return self.blocks[at].kind is BlockKind.NOT_CITABLE

    def _gap(self, at: int) -> str:
        """What stands between a block and the one before it."""
        return self.text[self.blocks[at - 1].span.end : self.blocks[at].span.start] if at else ""

    def _turns_page(self, at: int, block: RawBlock) -> bool:
        return block.reason == PAGE_NUMBER or bool(_PAGE_BREAK.search(self._gap(at)))

    def _turn_page(self) -> None:
        """Lines that end a page head nothing on the next one; a page of nothing but a title does."""
        if self.has_content:
            self.waiting = []
        self.has_content = False

    def _read_group(self, group: Sequence[int], is_slide: bool) -> None:
        runs = [(is_line, tuple(run)) for is_line, run in groupby(group, key=self._is_line)]
        is_title_group = self.is_opening and not self.waiting
        for number, (is_line, run) in enumerate(runs):
            below = runs[number + 1][1][0] if number + 1 < len(runs) else None
            above = runs[number - 1][1][-1] if number else None
            if not is_line:
                self._settle()
                self._note_number(run[-1])
            elif items := self._items(run, is_slide and above is None, is_title_group):
                self.waiting += [at for at in run if at not in items and may_head(self.text, self.blocks[at])]
                self._settle()
                self.lists.append(items)
            elif below is not None or above is None or not (is_slide or self.blocks[above].parts):
                self._wait(run, below, is_slide)

    def _note_number(self, at: int) -> None:
        """Notes a heading that the text itself numbers ("1. Aims"): short lines behind it lie below."""
        if self.blocks[at].kind is BlockKind.HEADING and self.blocks[at].level == _SECTION:
            line_start = self.text.rfind("\n", 0, self.blocks[at].span.start) + 1
            if self.text[line_start : self.blocks[at].span.start].strip(" .)").isdecimal():
                self.is_numbered, self.depth = True, 1

    def _is_line(self, at: int) -> bool:
        return is_short(self.text, self.blocks[at]) or is_fact(self.text, self.blocks[at])

    def _items(self, run: tuple[int, ...], is_top: bool, is_title_group: bool) -> tuple[int, ...]:
        """The lines of a run that are items of a list without marks: all but its heading; none if too few."""
        facts = [is_fact(self.text, self.blocks[at]) for at in run]
        fewest = _FEWEST_FACTS + self.is_opening  # two below a title tell whom all of the text is about
        if sum(facts) >= fewest and 2 * sum(facts) >= len(run):
            return run[facts.index(True) :]
        if is_title_group:
            return ()
        is_untitled = is_top and not self.has_content and not self.waiting
        items = run[1:] if is_untitled and may_head(self.text, self.blocks[run[0]]) else run
        is_titled = is_top and bool(self.waiting or items is not run)
        return items if len(items) >= (_FEWEST_ON_A_SLIDE if is_titled else _FEWEST_LABELS) else ()

    def _wait(self, run: Sequence[int], below: int | None, is_slide: bool) -> None:
        """Notes lines that may be headings; one that goes on in the list right below is that list's lead-in."""
        for at in run:
            block = self.blocks[at]
            is_above_list = at == run[-1] and below is not None and self.blocks[below].parts
            lines = 2 if is_slide and not self.has_content and not self.waiting else 1
            if is_above_list and is_open(self._words(at)):
                self._settle()
            elif self._is_value(at, is_slide) or not (
                may_head(self.text, block, lines) or (self.is_opening and may_be_title(self.text, block))
            ):
                if not self.is_opening:
                    self._settle()
            else:
                self.waiting.append(at)

    def _is_value(self, at: int, is_slide: bool) -> bool:
        """Whether a line is a label with its value ("Approved by: Kari Berg") and no title of a step or a slide."""
        is_plain = not is_slide and not self.is_opening and not names_a_part(self._words(at))
        return is_plain and is_fact(self.text, self.blocks[at])

    def _settle(self) -> None:
        """Content follows the lines that waited: they are its headings."""
        titles = self._titles() if self.is_opening else []
        self.levels |= dict.fromkeys(titles, _TITLE)
        below = [at for at in self.waiting if not titles or at > titles[-1]]
        rest = [at for at in below if not titles or not self._is_about_text(at)][-2:]
        for at in rest:
            self.levels[at] = self._level(at, is_below=at != rest[0])
        self.waiting, self.is_opening, self.has_content = [], False, True

    def _titles(self) -> list[int]:
        """The line of the title; the next one, too, when the first is a single word that needs it ("Chefsdag")."""
        titles = [at for at in self.waiting if not is_genre(self._words(at))]
        named = [at for at in titles if not is_letterhead(self._words(at))] or titles[-1:] or self.waiting
        if not named:
            return []
        is_word = len(self._words(named[0]).split()) == 1
        stand_apart = len(named) < named[-1] + 1  # other lines, such as a reference number, stand among them
        goes_on = is_word and len(named) > 1 and (stand_apart or self._gap(named[1]).count("\n") == 1)
        return named[: 1 + goes_on]

    def _is_about_text(self, at: int) -> bool:
        """Whether a line below the title tells who wrote the text or to whom it is sent."""
        return is_person(self._words(at)) or is_letterhead(self._words(at))

    def _words(self, at: int) -> str:
        return self.blocks[at].span.of(self.text)

    def _level(self, at: int, is_below: bool) -> int:
        depth = depth_of(self._words(at)) if self.is_numbered else 0
        if depth:
            self.depth = depth
            return _TITLE + depth
        return _SECTION + self.depth + (is_below and not self.depth)

    def _count_numbered(self) -> int:
        """How many headings have a number; where some have, those without lie below."""
        return sum(
            depth_of(block.span.of(self.text)) > 0 for block in self.blocks if may_head(self.text, block)
        )


def _with_labels(text: str, blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Short lines in a run that head nothing belong together: the words in a slide's figure, a list."""
    for is_label, run in groupby(blocks, key=lambda block: _looks_like_label(text, block)):
        labels = tuple(run)
        if is_label and len(labels) >= _FEWEST_LABELS:
            yield list_of(labels)
        else:
            yield from labels


def _looks_like_label(text: str, block: RawBlock) -> bool:
    return may_head(text, block) and block.span.end - block.span.start <= LONGEST_LABEL
