"""How chosen passages and units are shown: as blocks in which every text is cited or Tilda's own wording."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.citing import CitationBook
from app.answering.evidence import Evidence
from app.answering.listing import ITEMS
from app.domain.answers import AnswerBlock, BlockType, Sentence
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Language, Source, Unit, UnitKind
from app.messages import Texts


class Composer:
    """Collects blocks; every text in them is cited or Tilda's own wording."""

    def __init__(self, reader: Language, texts: Texts) -> None:
        self.book = CitationBook()
        self.blocks: list[AnswerBlock] = []
        self._reader = reader
        self._texts = texts

    def add_listing(self, parts: tuple[Passage, ...]) -> None:
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

    def add_units(self, evidence: tuple[Evidence, ...], lead: str) -> None:
        passages = tuple(dict.fromkeys(item.passage.chunk.number for item in evidence))
        key = "lead_several" if lead == "lead_answer" and len(passages) > 1 else lead
        self._lead(key, [item.passage for item in evidence])
        run: list[Evidence] = []
        for item in evidence:
            if run and item.passage is not run[0].passage:
                self._add_run(run)
                run = []
            run.append(item)
        self._add_run(run)

    def _add_run(self, run: Sequence[Evidence]) -> None:
        passage = run[0].passage
        if run[0].unit.kind is UnitKind.ROW:
            header = [unit for unit in passage.chunk.units if unit.kind is UnitKind.HEADER_ROW]
            self._add_parts(passage, [*header, *(item.unit for item in run)])
        elif passage.chunk.lead_in and _is_introduced(passage, run[-1].unit):
            units = [unit for unit in passage.chunk.units if unit.kind is UnitKind.ITEM]
            self._add_sentences(passage, [item.unit for item in run])
            self._add_parts(passage, units)
        else:
            self._add_sentences(passage, [item.unit for item in run])

    def _add_sentences(self, passage: Passage, units: Sequence[Unit]) -> None:
        sentences = tuple(self.book.quoted(passage, unit) for unit in units)
        self._add(BlockType.PARAGRAPH, passage.chunk.language, sentences)

    def _add_parts(self, passage: Passage, units: Sequence[Unit]) -> None:
        if not units:
            return
        is_table = units[0].kind in (UnitKind.ROW, UnitKind.HEADER_ROW)
        self._add(
            BlockType.TABLE if is_table else BlockType.LIST,
            passage.chunk.language,
            tuple(self.book.quoted(passage, unit) for unit in units),
            ordered=passage.chunk.ordered,
            header=units[0].kind is UnitKind.HEADER_ROW,
        )

    def _lead(self, key: str, passages: Sequence[Passage], heading: str = "") -> None:
        """One line in the reader's language that names the source and says if it is in another language."""
        source = passages[0].document.source
        named = {"title": source.title, "origin": _origin(source), "heading": heading}
        line = self._texts.say(self._reader, key, **named)
        foreign = dict.fromkeys(p.chunk.language for p in passages if p.chunk.language is not self._reader)
        notes = [self._texts.say(self._reader, f"in_{language}") for language in foreign]
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


def _origin(source: Source) -> str:
    """Who says it, and as of which year, as far as that is known: " (Idébanken, 2022)"."""
    original = source.restates or source
    year = (original.published or source.published or "")[:4]
    told = ", ".join(filter(None, (original.publisher, year)))
    return f" ({told})" if told else ""


def _is_introduced(passage: Passage, unit: Unit) -> bool:
    """Whether the unit is the end of the lead-in, which says nothing without the list below it."""
    return passage.chunk.lead_in is not None and unit.span.end == passage.chunk.lead_in.end
