"""HTML pages: the text of the page's blocks in order, navigation and the like marked as chrome.

Python's own event parser reads the page: unlike a tree builder it loses nothing in deeply nested
markup. Script, style and other elements that no reader sees are left out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from app.domain.sources import BlockKind, Span
from app.text.normalise import normalise
from ingest.clean import NAVIGATION, PAGE_NUMBER, chrome_reason
from ingest.extract.html_chrome import MAIN_TEXT, element_chrome
from ingest.extract.html_page import OpenChrome, OpenList, Page, is_box, is_title
from ingest.extract.html_table import Grid
from ingest.extract.raw import LABEL, Extracted, RawBlock, RawPart
from ingest.extract.short_lines import are_facts

_UNSEEN = frozenset("script style noscript template svg math iframe object select datalist".split())
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS = frozenset(("tr", "td", "th", *_ROW_GROUPS))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LISTS = frozenset(("ul", "ol", "dl"))
_ITEMS = frozenset(("li", "dt", "dd"))
_BOLD = frozenset(("b", "strong"))
_BLOCKS = frozenset(
    """p div section article main header body html blockquote figure figcaption pre address details
    summary fieldset table thead tbody tfoot caption hr""".split()
)
_SPACE = re.compile(r"\s+")
_BREAK = "\x00"  # a line break within a block; HTML has no such character
_FOLD_LEVEL = 6  # of a question that folds out, and of a bold line that stands alone
_FEWEST_WORDS_OF_A_FOLD = 3
_TITLE_NAMES = re.compile(r"(?:^|[\s_-])title(?:\s|$)")


def extract(markup: str) -> Extracted:
    """The page's readable text and its blocks; the page's title and language become metadata."""
    reader = _PageReader()
    reader.feed(_with_closed_tags(markup))
    reader.close()
    reader.finish()
    return reader.page.extracted(reader.metadata)


def _with_closed_tags(markup: str) -> str:
    """The markup with what only looks like a tag at its end as text.

    Python's parser reads the whole rest of a page for each tag that is never closed, which a page with
    100,000 of them would make it do for hours.
    """
    end = markup.rfind(">") + 1
    return markup[:end] + markup[end:].replace("<", "&lt;")


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.metadata: dict[str, object] = {}
        self._buffer: list[str] = []
        self._heading = 0
        self._is_fold = False  # in a button that folds something out
        self._bold = 0
        self._is_all_bold = True  # what the buffer holds
        self._is_label = False  # in the title of a box, a figure or a table
        self._unseen = 0
        self._main_text = 0  # how many elements are open that hold what the page is about
        self._chrome: OpenChrome | None = None
        self._in_title = False
        self._title: list[str] = []
        self._keeps_lines = 0
        self._list_depth = 0
        self._list: OpenList | None = None
        self._item = ""  # the tag of the item that is open
        self._grid = Grid()
        self._in_row = False
        self._layouts: list[bool] = []  # of each open table, whether it only places other blocks
        self._cell: tuple[str, dict[str, str | None]] | None = None  # tag and attributes of the open one
        self._chrome_in_cells: list[tuple[str, str]] = []  # text and reason, kept until the table ends

    # events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "html" and attributes.get("lang"):
            self.metadata["language"] = str(attributes["lang"]).lower()[:2]
        if tag == "title":
            self._in_title = True
            return
        if tag == "meta" and attributes.get("property") == "og:site_name":
            self.metadata["site_name"] = attributes.get("content") or ""
        if tag in _UNSEEN:
            self._unseen += 1
        if self._unseen or tag in _VOID:
            if tag in ("br", "hr"):
                self._buffer.append("\n" if self._keeps_lines else _BREAK)
            return
        self._bold += tag in _BOLD
        self._enter_chrome(tag, attributes)
        self._main_text += tag in MAIN_TEXT
        self._open_block(tag, attributes)
        if tag == "p":
            self._is_label = bool(_TITLE_NAMES.search(attributes.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._unseen:
            self._bold = max(0, self._bold - (tag in _BOLD))
            self._close_block(tag)
            self._leave_chrome(tag)
            self._main_text = max(0, self._main_text - (tag in MAIN_TEXT))

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif not self._unseen:
            self._buffer.append(data.replace(_BREAK, "\ufffd"))
            self._is_all_bold = self._is_all_bold and (self._bold > 0 or not data.strip())

    def finish(self) -> None:
        self._end_chrome()
        self._close_list()
        self._close_table()
        if title := _SPACE.sub(" ", normalise("".join(self._title))).strip():
            self.metadata["title"] = self.metadata["page_title"] = title

    # chrome

    def _enter_chrome(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._chrome is not None:
            if tag in self._chrome.ended_by:
                self._end_chrome()
            elif tag == self._chrome.tag:
                self._chrome.depth += 1
            return
        if tag == "button" and (self._heading or "aria-expanded" in attributes):
            return  # the heading of a part that folds out
        if found := element_chrome(tag, attributes, self._main_text > 0):
            buffered = len(self._buffer) if self._in_row else None
            self._flush()
            if not self._in_row:
                self._close_list()
            self._chrome = OpenChrome(tag, *found, buffered=buffered)

    def _leave_chrome(self, tag: str) -> None:
        if self._chrome is not None and tag == self._chrome.tag:
            self._chrome.depth -= 1
            if self._chrome.depth == 0:
                self._end_chrome()

    def _end_chrome(self) -> None:
        self._flush()
        if self._chrome is not None and self._chrome.buffered is not None:
            marked = "".join(self._buffer[self._chrome.buffered :]).replace(_BREAK, " ")
            text = _SPACE.sub(" ", normalise(marked)).strip()
            self._buffer[self._chrome.buffered :] = " "
            if text:
                self._chrome_in_cells.append((text, self._chrome.reason))
        self._chrome = None

    # blocks

    def _open_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._chrome is not None and self._chrome.buffered is not None:
            self._buffer.append(" ")
        elif tag in _HEADINGS or self._folds(tag, attributes):
            self._unwrap()
            self._flush()
            self._heading = _HEADINGS.get(tag, _FOLD_LEVEL)
            self._is_fold = tag == "button"
        elif tag in _LISTS:
            self._flush()
            self._list_depth += 1
            if self._list is None and self._chrome is None and not self._in_row:
                self._list = OpenList(ordered=tag == "ol")
        elif tag == "table":
            self._end_row()
            self._flush()
            self._layouts.append(attributes.get("role") in ("presentation", "none"))
        elif self._is_layout() and tag in _TABLE_PARTS:
            self._flush()
        elif tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            if not self._in_row:
                self._begin_row()
            self._cell = tag, attributes
        elif tag in _ROW_GROUPS:
            self._end_row()
            self._flush()
        elif tag in _ITEMS or tag in _BLOCKS:
            self._flush()
            self._item = tag if tag in _ITEMS else self._item
            self._keeps_lines += tag == "pre"

    def _close_block(self, tag: str) -> None:
        if self._chrome is not None and self._chrome.buffered is not None:
            self._buffer.append(" ")
        elif tag in _HEADINGS or tag == "summary" or (tag == "button" and self._is_fold):
            self._flush()
            self._heading, self._is_fold = 0, False
        elif tag in _LISTS:
            self._flush()
            self._list_depth = max(0, self._list_depth - 1)
            if self._list_depth == 0:
                self._close_list()
        elif self._is_layout() and (tag in _TABLE_PARTS or tag == "table"):
            self._flush()
            if tag == "table":
                self._layouts.pop()
        elif tag in ("tr", "thead", "tbody", "tfoot"):
            self._end_row()
        elif tag == "table":
            self._close_table()
            del self._layouts[-1:]
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in _ITEMS or tag in _BLOCKS:
            self._flush()
            self._keeps_lines = max(0, self._keeps_lines - (tag == "pre"))

    def _flush(self) -> None:
        if self._in_row:
            self._buffer.append(" ")
            return
        is_bold = self._is_all_bold
        lines = self._take_lines()
        text = " ".join(lines)
        is_label, self._is_label = self._is_label, False
        if not text:
            return
        if self._chrome is not None:
            self._add(BlockKind.NOT_CITABLE, text, reason=self._chrome.reason)
        elif reason := self._reason(text):
            self._add(BlockKind.NOT_CITABLE, text, reason=reason)
        elif self._heading:
            self._close_list()
            self._add(BlockKind.HEADING, text, level=self._heading)
        elif self._list is not None:
            self._close_table()
            self._add_item(self._list, text)
        elif is_label:
            self._add(BlockKind.HEADING, text, level=LABEL)
        elif is_bold and is_title(text):
            self._add(BlockKind.HEADING, text, level=_FOLD_LEVEL)
        elif are_facts(lines):
            for line in lines:
                self._add(BlockKind.PARAGRAPH, line)
        else:
            self._add(BlockKind.PARAGRAPH, text, whole=bool(self._keeps_lines))

    def _folds(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether an element is what a reader clicks on to see the text behind it."""
        return (
            self._chrome is None
            and not self._heading
            and (tag == "summary" or (tag == "button" and "aria-expanded" in attributes))
        )

    def _reason(self, text: str) -> str | None:
        """Why a block is chrome. A button that folds something out asks or tells what; "Meny" does not. A bare
        number is a page's, but not where it says something of a term."""
        reason = chrome_reason(text)
        if reason == PAGE_NUMBER and self._list is not None and self._item == "dd":
            return None
        if reason == NAVIGATION and self._heading and not self._is_fold:
            return None  # "Kontakt" may well head what tells how to reach somebody
        is_title = text.endswith("?") or len(text.split()) >= _FEWEST_WORDS_OF_A_FOLD
        return reason or ("button" if self._is_fold and not is_title else None)

    def _add_item(self, part_of: OpenList, text: str) -> None:
        """A term and its definition are one item; what follows in the definition stands below it."""
        span = self.page.add(text, "\n" if part_of.parts else "\n\n")
        depth = max(0, self._list_depth - 1)
        continues = part_of.is_open_term and self._item in ("dt", "dd")
        part_of.is_open_term = self._item == "dt"
        if continues:
            term = part_of.parts.pop()
            part_of.parts.append(RawPart(Span(term.span.start, span.end), term.depth))
        else:
            part_of.parts.append(RawPart(span, depth + (self._item == "dd")))

    def _take(self) -> str:
        return " ".join(self._take_lines())

    def _take_lines(self) -> list[str]:
        """The buffer's lines as `<br>` breaks them, none empty; the whole text where line breaks count."""
        text = "".join(self._buffer)
        self._buffer.clear()
        self._is_all_bold = True
        if self._keeps_lines:
            return [whole] if (whole := normalise(text).strip()) else []
        lines = (_SPACE.sub(" ", normalise(line)).strip() for line in text.split(_BREAK))
        return [line for line in lines if line]

    def _add(
        self, kind: BlockKind, text: str, level: int = 0, reason: str | None = None, whole: bool = False
    ) -> None:
        self._interrupt_list()
        if self._grid.rows:
            self._close_table()
        span = self.page.add(text, "\n\n")
        self.page.blocks.append(RawBlock(kind, span, level=level, reason=reason, whole=whole))

    def _interrupt_list(self) -> None:
        """Other text between two items ends the list's first part."""
        if self._list is not None and self._list.parts:
            self._close_list()
            self._list = OpenList(ordered=False)

    def _close_list(self) -> None:
        if self._list is not None and self._list.parts:
            parts = tuple(self._list.parts)
            span = Span(parts[0].span.start, parts[-1].span.end)
            self.page.blocks.append(RawBlock(BlockKind.LIST, span, parts=parts, ordered=self._list.ordered))
        self._list = None

    # tables

    def _is_layout(self) -> bool:
        return bool(self._layouts) and self._layouts[-1]

    def _unwrap(self) -> None:
        """A heading in a cell shows that the table only places blocks: what it held so far are paragraphs."""
        if (
            not self._in_row
            or self._chrome is not None
            or (self._cell or ("td",))[0] == "th"
            or not self._layouts
        ):
            return
        self._end_cell()
        self._in_row = False
        cells = self._grid.end_row()
        if cells:
            self._grid.rows.pop()
        self._close_table()
        self._layouts[-1] = True
        for cell in filter(None, cells):
            self._add(BlockKind.PARAGRAPH, cell)

    def _begin_row(self) -> None:
        self._end_row()
        self._flush()
        self._grid.begin_row()
        self._in_row = True

    def _end_cell(self) -> None:
        if not self._in_row:
            return
        text = self._take()
        if text or self._cell:
            self._grid.add_cell(text, *(self._cell or ("", {})))
        self._cell = None

    def _end_row(self) -> None:
        if not self._in_row:
            return
        self._end_cell()
        self._in_row = False
        cells = self._grid.end_row()
        if cells and self._chrome is not None:
            self._grid.rows.pop()
            self._add(BlockKind.NOT_CITABLE, "\t".join(cells).strip("\t"), reason=self._chrome.reason)
        elif cells:
            self._interrupt_list()

    def _close_table(self) -> None:
        self._end_row()
        lines, self._grid = tuple(self._grid.lines()), Grid()
        rows = tuple(
            RawPart(self.page.add_row(line, "\n" if number else "\n\n"), is_header=is_header)
            for number, (line, is_header) in enumerate(lines)
        )
        if is_box(rows, max((line.count("\t") + 1 for line, _ in lines), default=0)):
            *title, boxed = rows
            self.page.blocks += [RawBlock(BlockKind.HEADING, row.span, level=LABEL) for row in title]
            self.page.blocks.append(RawBlock(BlockKind.PARAGRAPH, boxed.span))
        elif rows:
            span = Span(rows[0].span.start, rows[-1].span.end)
            self.page.blocks.append(RawBlock(BlockKind.TABLE, span, parts=rows))
        aside, self._chrome_in_cells = self._chrome_in_cells, []
        for text, reason in aside:
            self._add(BlockKind.NOT_CITABLE, text, reason=reason)
