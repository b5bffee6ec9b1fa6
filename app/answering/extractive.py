"""Answers made of the sources' own words: whole lists and tables, all definitions, or the best sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.citing import CitationBook
from app.answering.evidence import Evidence, Reading, context_of, covered_share, is_labelled, match
from app.answering.question_types import QuestionType, numbers_in
from app.domain.answers import AnswerBlock, BlockType, Citation, Sentence
from app.domain.passages import ChunkKind, Passage
from app.domain.sources import Language, Source, Unit, UnitKind
from app.messages import Texts

_MOST_SENTENCES = 3
_MOST_DEFINITIONS = 4
_NEXT_SENTENCE_MARGIN = 0.4
_NEXT_DEFINITION_MARGIN = 4.8
_SAME_QUESTION = 0.8
_RIVAL_MARGIN = 0.5
_LIST_MARGIN = 1.0
_SHORT_ITEM = 45
_SHORT_LIST = 8
_DEFINING = re.compile(
    r"^[”“\"«(]?(?:\S+ ){1,6}?(?:är|er|innebär|innebærer|inneber|betyder|betyr|tyder|handlar om|handler om|bygger på"
    r"|menas|menes|vil si|vil seie|is|means)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\b(?:definier\w+|definer\w+|defines?)\b.{0,80}", re.IGNORECASE)
_ITEMS = (UnitKind.ITEM, UnitKind.ROW)
_ASKING_FOR_ALL = {QuestionType.LIST: 0.4, QuestionType.COMPARISON: 0.5}
_STANDS_OUT = 0.7
_STANDS_OUT_OF_A_LIST = 1.2
_OWN_EXCESS = 0.2
_EVERYTHING = re.compile(
    r"\b(?:alla|alle|allt|alt|samtliga|samtlige|all|every|hela|hele|heile|whole|full(?:\w+)?|complete|räkna upp|"
    r"lista|list opp|list)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Composition:
    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]


def compose(
    reading: Reading,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    reader: Language,
    texts: Texts,
) -> Composition:
    """The answer's blocks from the best evidence; `evidence` is not empty and ordered best first."""
    composer = _Composer(reader, texts)
    if listing := _listing(reading, evidence, passages):
        composer.add_listing(listing)
    elif definitions := _definitions(reading, evidence):
        composer.add_units(definitions, "lead_definition")
    else:
        composer.add_units(_reply(reading, evidence) or _sentences(evidence), "lead_answer")
    return Composition(tuple(composer.blocks), composer.book.citations)


# which units


def _listing(
    reading: Reading, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The whole list or table that the question asks for, in all its parts; empty when it asks for none."""
    best = evidence[0]
    if reading.names_section:
        own = (item.passage for item in evidence if item.passage.chunk.kind is not ChunkKind.TEXT)
        first = next(own, None)
        return _parts(first, passages) if first else ()
    leader = _leading_list(reading, best, passages)
    if leader is None:
        return ()
    parts = _parts(leader, passages)
    numbers = {part.chunk.number for part in parts}
    is_inside = best.passage.chunk.number in numbers
    if is_inside and _asks_for_one(reading, [one for one in evidence if one.passage.chunk.number in numbers]):
        return ()
    asks = reading.type in _ASKING_FOR_ALL and (
        is_inside or _context_share(reading, leader) >= _ASKING_FOR_ALL[reading.type]
    )
    counted = _item_count(parts) in numbers_in(reading.text)
    is_part_of_whole = (
        best.passage is leader
        and best.unit.kind is UnitKind.ITEM
        and (len(best.text) <= _SHORT_ITEM or best.text[0].islower())
        and _item_count(parts) <= _SHORT_LIST
    )
    is_introduced = best.passage is leader and best.unit.kind is UnitKind.SENTENCE and best.text.endswith(":")
    return parts if asks or counted or is_part_of_whole or is_introduced else ()


def _asks_for_one(reading: Reading, evidence: Sequence[Evidence]) -> bool:
    """Whether a question is about one item of a list rather than about the list.

    Then the item stands out among its neighbours and holds words of the question that nothing over the list
    holds; what is asked of a whole list is said in its heading or lead-in, and its items differ little.
    """
    best, *others = evidence
    items = [one for one in others if one.unit.kind in _ITEMS]
    if best.unit.kind not in _ITEMS or not items or _wants_everything(reading):
        return False
    stands_out = _STANDS_OUT_OF_A_LIST if reading.type is QuestionType.LIST else _STANDS_OUT
    return best.score - items[0].score >= stands_out and _own_excess(reading, best) >= _OWN_EXCESS


def _wants_everything(reading: Reading) -> bool:
    return bool(_EVERYTHING.search(reading.text))


def _own_excess(reading: Reading, item: Evidence) -> float:
    """The share of the attributes' idf that a unit holds beyond what stands over it."""
    mass = sum(term.idf for term in reading.attributes)
    language = item.passage.chunk.language
    excess = sum(
        term.idf
        * max(
            0.0,
            match(term, item.text, language)
            - max(
                (weight * match(term, text, language) for text, weight in context_of(item.passage)), default=0
            ),
        )
        for term in reading.attributes
    )
    return excess / mass if mass else 0.0


def _context_share(reading: Reading, passage: Passage) -> float:
    return covered_share(reading.attributes, context_of(passage), passage.chunk.language)


def _leading_list(reading: Reading, best: Evidence, passages: Sequence[Passage]) -> Passage | None:
    """The list or table that comes nearest to the question, unless prose is clearly nearer."""
    wanted = (
        (ChunkKind.TABLE,) if reading.type is QuestionType.COMPARISON else (ChunkKind.LIST, ChunkKind.TABLE)
    )
    near = [
        passage
        for passage in passages
        if passage.chunk.kind in wanted and passage.score >= passages[0].score - _LIST_MARGIN
    ]
    if not near:
        return None
    return max(
        near,
        key=lambda passage: (
            passage.score
            + 2 * covered_share(reading.attributes, context_of(passage), passage.chunk.language),
            -passage.chunk.number,
        ),
    )


def _parts(leader: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that continue the leader's list under the same heading, in the order of the text."""
    same = [
        passage
        for passage in passages
        if passage.chunk.source_id == leader.chunk.source_id
        and passage.chunk.kind is leader.chunk.kind
        and passage.chunk.headings[:1] == leader.chunk.headings[:1]
        and leader.chunk.headings
    ]
    parts = {passage.chunk.number: passage for passage in (*same, leader)}
    number = leader.chunk.number
    first, last = number, number
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return tuple(parts[at] for at in range(first, last + 1))


def _item_count(parts: Sequence[Passage]) -> int:
    return sum(unit.kind in _ITEMS and unit.depth == 0 for part in parts for unit in part.chunk.units)


def _definitions(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The units that say what something is, best first, at most one a chunk; for definition questions only."""
    if reading.type is not QuestionType.DEFINITION:
        return ()
    found: dict[int, Evidence] = {}
    for item in evidence:
        is_near = item.score >= evidence[0].score - _NEXT_DEFINITION_MARGIN
        if is_near and item.coverage >= 0.6 and item.names >= 0.5 and _defines(reading, item):
            found.setdefault(item.passage.chunk.number, item)
    return tuple(found.values())[:_MOST_DEFINITIONS]


def _defines(reading: Reading, item: Evidence) -> bool:
    if item.unit.kind is UnitKind.ROW:
        return is_labelled(reading, item.unit, item.text, item.passage.chunk.language)
    said = _DEFINING.match(item.text) or _DEFINED.search(item.text)
    if said is None:
        return False
    return covered_share(reading.attributes, ((said.group(), 1.0),), item.passage.chunk.language) >= 0.5


def _reply(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The whole reply to an interview's or a FAQ's question that asks the same; empty when none does."""
    best = evidence[0]
    passage = best.passage
    heading = passage.chunk.headings[-1] if passage.chunk.headings else ""
    if best.unit.kind is not UnitKind.SENTENCE or not heading.endswith("?") or not reading.attributes:
        return ()
    if covered_share(reading.attributes, ((heading, 1.0),), passage.chunk.language) < _SAME_QUESTION:
        return ()
    same = [item for item in evidence if item.passage is passage and item.unit.kind is UnitKind.SENTENCE]
    return tuple(sorted(same, key=lambda item: item.unit.span.start))


def _sentences(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit and those of its chunk that come near it, in the order of the text."""
    best = evidence[0]
    rival = _rival(evidence)
    if best.unit.kind is not UnitKind.SENTENCE:
        return (*_named_alike(best, evidence), *rival)
    near = [
        item
        for item in evidence
        if item.passage is best.passage
        and item.unit.kind is UnitKind.SENTENCE
        and item.score >= best.score - _NEXT_SENTENCE_MARGIN
    ]
    return (*sorted(near[:_MOST_SENTENCES], key=lambda item: item.unit.span.start), *rival)


def _rival(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best unit of another passage, when it answers about as well as the best of all."""
    best = evidence[0]
    others = (item for item in evidence if item.passage is not best.passage)
    rival = next(others, None)
    return (rival,) if rival and rival.score >= best.score - _RIVAL_MARGIN else ()


def _named_alike(best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best item or row, and those beside it that hold another of the names that the question asks about."""
    alike = [
        item
        for item in evidence
        if item is best
        or (item.passage is best.passage and item.unit.kind is best.unit.kind and item.own_names)
    ]
    return tuple(sorted(alike, key=lambda item: item.unit.span.start))


# how they are shown


class _Composer:
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
            self._add_parts(part, [u for u in part.chunk.units if u.kind in (*_ITEMS, UnitKind.HEADER_ROW)])

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
