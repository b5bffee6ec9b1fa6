"""How chosen passages and units are shown: as blocks in which every text is cited or Tilda's own wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.answering.citing import CitationBook
from app.answering.lists.list_choice import ITEMS
from app.answering.quoting.claims import claims_effect, is_as_of_its_date
from app.answering.quoting.quotations import joined_spans, short_whole, with_wholes
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.labels import explains_itself, header_of
from app.domain.answers import AnswerBlock, BlockType, Sentence
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Language, Original, Source, Span, Unit, UnitKind
from app.messages import Texts


class Composer:
    """Collects blocks; every text in them is cited or Tilda's own wording."""

    def __init__(self, reader: Language, texts: Texts) -> None:
        self.book = CitationBook()
        self.blocks: list[AnswerBlock] = []
        self._reader = reader
        self._texts = texts
        self._noted: set[Language] = set()  # languages of quotations that the reader knows of

    def add_listing(self, parts: tuple[Passage, ...], other_count: tuple[int, int] | None = None) -> None:
        """A whole list or table. `other_count`: how many items were asked for, and how many there are."""
        if other_count:
            self._say(BlockType.LEAD, "other_count", asked=other_count[0], count=other_count[1])
        first = parts[0]
        is_table = first.chunk.kind is ChunkKind.TABLE
        heading = first.chunk.headings[-1] if first.chunk.headings else ""
        key = "lead_table" if is_table else "lead_list_heading" if heading else "lead_list"
        self._lead(key, parts, heading=heading)
        for part in parts:
            if part.chunk.lead_in is not None:
                sentence = self.book.quoted_span(part, part.chunk.lead_in)
                self._add(BlockType.PARAGRAPH, part.chunk.language, (sentence,))
            self._add_parts(part, [u for u in part.chunk.units if u.kind in (*ITEMS, UnitKind.HEADER_ROW)])

    def add_titles(self, passage: Passage, titles: Sequence[Unit]) -> None:
        """The titles of a text's parts, as a list."""
        self._lead("lead_list", [passage])
        self._add_parts(passage, titles)

    def add_units(self, evidence: Sequence[Evidence], lead: str, completes: bool = True) -> None:
        """The units under a line for each source: `lead` for the first one.

        `completes` says that a lead-in brings the list that it introduces.
        """
        source = ""
        is_definition = lead == "lead_definition"
        for _, group in groupby(evidence, key=_place):
            run = tuple(group)
            if run[0].passage.chunk.source_id != source:
                self._lead(self._lead_of(run, lead), [run[0].passage])
                lead = "lead_source"
                source = run[0].passage.chunk.source_id
            self._add_run(run, completes, is_definition)
            self._date(run)

    def add_sides(self, evidence: Sequence[Evidence]) -> None:
        """Units of sources that contradict each other, each under its source."""
        self._say(BlockType.LEAD, "lead_differ")
        self.add_units(evidence, "lead_source")

    def _lead_of(self, run: Sequence[Evidence], lead: str) -> str:
        """A source answers for the effects that it claims."""
        is_claim = any(claims_effect(item.text) for item in run)
        is_told = (
            lead in ("lead_answer", "lead_source") and _original(run[0].passage.document.source).publisher
        )
        return "lead_claim" if is_claim and is_told else lead

    def _date(self, run: Sequence[Evidence]) -> None:
        """What was so when the source was written gets the year of that."""
        if any(is_as_of_its_date(item.text) for item in run):
            year = _year(run[0].passage.document.source)
            self._say(BlockType.NOTICE, "as_of_year" if year else "as_of_unknown", year=year)

    def _say(self, kind: BlockType, key: str, **values: object) -> None:
        own = Sentence(self._texts.say(self._reader, key, **values), own_words=True)
        self.blocks.append(AnswerBlock(kind, self._reader, (own,)))

    def _add_run(self, run: Sequence[Evidence], completes: bool, is_definition: bool) -> None:
        passage = run[0].passage
        if run[0].unit.kind is UnitKind.ROW and all(explains_itself(passage, item.unit) for item in run):
            self._add_explanations(passage, [item.unit for item in run])
        elif run[0].unit.kind is UnitKind.ROW:
            rows = [item.unit for item in run]
            self._add_parts(passage, [*header_of(passage.document, rows[0]), *rows])
        elif run[0].unit.kind is UnitKind.ITEM and len(run) > 1:
            self._add_parts(passage, [item.unit for item in run])
        elif completes and _is_introduced(passage, run[-1].unit):
            self._add_introduced(passage, [item.unit for item in run], is_definition)
        else:
            self._add_sentences(passage, [item.unit for item in run])

    def _add_sentences(self, passage: Passage, units: Sequence[Unit]) -> None:
        """Sentences that follow each other are one quotation, as they would be in print."""
        runs = tuple(self.book.quoted_span(passage, span) for span in joined_spans(passage, units))
        if runs:
            self._add(BlockType.PARAGRAPH, passage.chunk.language, runs)

    def _add_introduced(self, passage: Passage, units: Sequence[Unit], is_definition: bool) -> None:
        """Sentences that end in a lead-in, and its list; a definition is one quotation with its list."""
        items = [unit for unit in passage.chunk.units if unit.kind is UnitKind.ITEM]
        whole = short_whole(passage, units[-1], items[-1]) if is_definition else None
        if whole is None:
            self._add_sentences(passage, units)
        else:
            self._add_sentences(passage, units[:-1])
            lead_in = self.book.quoted(passage, units[-1], whole)
            self._add(BlockType.PARAGRAPH, passage.chunk.language, (lead_in,))
        self._add_parts(passage, items, whole)

    def _add_explanations(self, passage: Passage, rows: Sequence[Unit]) -> None:
        """Rows that say what their first cell is: as sentences, without the table's header."""
        sentences = tuple(replace(self.book.quoted(passage, row), cells=()) for row in rows)
        self._add(BlockType.PARAGRAPH, passage.chunk.language, sentences)

    def _add_parts(self, passage: Passage, units: Sequence[Unit], whole: Span | None = None) -> None:
        if not units:
            return
        is_table = units[0].kind in (UnitKind.ROW, UnitKind.HEADER_ROW)
        quoted = tuple(
            self.book.quoted(passage, unit, whole or own) for unit, own in with_wholes(passage, units)
        )
        self._add(
            BlockType.TABLE if is_table else BlockType.LIST,
            passage.chunk.language,
            _aligned(quoted) if is_table else quoted,
            ordered=passage.chunk.ordered,
            header=units[0].kind is UnitKind.HEADER_ROW,
        )

    def _lead(self, key: str, passages: Sequence[Passage], heading: str = "") -> None:
        """One line in the reader's language that names the source and says if it is in another language."""
        source = passages[0].document.source
        named = {
            "title": source.title,
            "origin": _origin(source),
            "publisher": _original(source).publisher,
            "year": f" ({_year(source)})" if _year(source) else "",
            "heading": heading,
        }
        line = self._texts.say(self._reader, key, **named)
        foreign = dict.fromkeys(p.chunk.language for p in passages if p.chunk.language is not self._reader)
        new = [language for language in foreign if language not in self._noted]
        self._noted.update(new)
        notes = [self._texts.say(self._reader, f"in_{language}") for language in new]
        own = Sentence(" ".join((*notes[:1], line)), own_words=True)
        self.blocks.append(AnswerBlock(BlockType.LEAD, self._reader, (own,)))

    def _add(
        self,
        kind: BlockType,
        language: Language,
        items: tuple[Sentence, ...],
        ordered: bool = False,
        header: bool = False,
    ) -> None:
        if kind is BlockType.PARAGRAPH and language is not self._reader:
            kind = BlockType.QUOTE
        self.blocks.append(AnswerBlock(kind, language, items, ordered, header))


def _aligned(rows: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Rows of one width, without columns that are empty in all of them."""
    width = max(len(row.cells) for row in rows)
    filled = [(*row.cells, *[""] * (width - len(row.cells))) for row in rows]
    used = [at for at in range(width) if any(cells[at] for cells in filled)]
    return tuple(
        replace(row, cells=tuple(cells[at] for at in used)) for row, cells in zip(rows, filled, strict=True)
    )


def _place(item: Evidence) -> tuple[str, int]:
    return item.passage.chunk.source_id, item.passage.chunk.number


def _original(source: Source) -> Source | Original:
    return source.restates or source


def _year(source: Source) -> str:
    """Of the publication that is quoted or restated, as far as that is known."""
    return (_original(source).published or source.published or "")[:4]


def _origin(source: Source) -> str:
    """Who says it, and as of which year, as far as that is known: " (Idébanken, 2022)"."""
    told = ", ".join(filter(None, (_original(source).publisher, _year(source))))
    return f" ({told})" if told else ""


def _is_introduced(passage: Passage, unit: Unit) -> bool:
    """Whether the unit is the end of the lead-in, which says nothing without the list below it."""
    return passage.chunk.lead_in is not None and unit.span.end == passage.chunk.lead_in.end
