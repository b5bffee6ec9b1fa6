"""Small stand-ins behind the domain's Protocols, made of real documents, citations and answers."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from app.domain.answers import (
    Answer,
    AnswerBlock,
    AnswerMode,
    AnswerStatus,
    BlockType,
    Citation,
    Question,
    ReadingTip,
    Sentence,
)
from app.domain.conversations import Conversation, Exchange, Feedback
from app.domain.errors import IndexUnavailable, StoreUnavailable
from app.domain.passages import Chunk, ChunkKind, Passage, SearchResult
from app.domain.sources import (
    Block,
    BlockKind,
    Document,
    Language,
    Original,
    Section,
    Source,
    SourceKind,
    Span,
    Unit,
    UnitKind,
)

GENERATION = "gen-000007"
HOSTILE = (
    "<script>window.__xss=1</script><img src=x onerror=window.__xss=1>\"'&amp; [1] 【3†kilde】 "
    "[länk](javascript:alert(1)) \u202eomvänd"
)

ADVICE_TEXT = """Tillitsbasert ledelse: gode råd

Til hovedinnhold

Praktiske råd

Forskeren Louise Bringselius gir disse rådene til virksomheter:

1. Rydd opp i mål og regelverk.
2. Gi løpende kunnskapsutvikling.
 a. Start i førstelinjen.
3. Administrasjonen skal støtte – ikke styre.

Etter rådene følger en kort oppsummering av arbeidet."""

TABLE_TEXT = """Styrning med kontroll och med tillit

Tillitsbaserad styrning är en ledningsfilosofi som bygger på förtroende. Den ger medarbetarna större handlingsutrymme.

Område | Kontroll | Tillit
Mål | Många och detaljerade | Få och tydliga
Uppföljning | Av varje steg | Av resultat och kvalitet

Så slutar texten."""

HOSTILE_TEXT = f"Fientlig text\n\n{HOSTILE} är en mening i källan.\n\nSlut."


def span_in(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_document(source: Source, text: str, blocks: Callable[[str], tuple[Block, ...]]) -> Document:
    made = blocks(text)
    headings = [block.span for block in made if block.kind is BlockKind.HEADING]
    sections = (Section(()), *(Section((span,)) for span in headings))
    return Document(source, text, hashlib.sha256(text.encode()).hexdigest(), sections, made)


def advice_document(text: str = ADVICE_TEXT) -> Document:
    source = Source(
        id="idebanken-rad",
        title="Det må være tillit mellom ledelse og ansatte",
        language=Language.NB,
        kind=SourceKind.RESTATEMENT,
        publisher="Tilda",
        published="2022-12-12",
        licence="CC-BY-4.0",
        restates=Original("Tillit <b>i</b> arbeidslivet", "Idébanken", url="https://example.org/tillit"),
    )
    return make_document(source, text, _advice_blocks)


def _advice_blocks(text: str) -> tuple[Block, ...]:
    language = Language.NB
    items = (
        ("Rydd opp i mål og regelverk.", 0),
        ("Gi løpende kunnskapsutvikling.", 0),
        ("Start i førstelinjen.", 1),
        ("Administrasjonen skal støtte – ikke styre.", 0),
    )
    units = tuple(Unit(span_in(text, words), UnitKind.ITEM, depth) for words, depth in items)
    lead_in = span_in(text, "Forskeren Louise Bringselius gir disse rådene til virksomheter:")
    last = span_in(text, "Etter rådene følger en kort oppsummering av arbeidet.")
    listing = Span(units[0].span.start - 3, units[-1].span.end)
    return (
        Block(BlockKind.NOT_CITABLE, span_in(text, "Til hovedinnhold"), 0, language, reason="skip link"),
        Block(BlockKind.HEADING, span_in(text, "Praktiske råd"), 1, language),
        Block(BlockKind.PARAGRAPH, lead_in, 1, language, (Unit(lead_in, UnitKind.SENTENCE),)),
        Block(BlockKind.LIST, listing, 1, language, units, lead_in, ordered=True),
        Block(BlockKind.PARAGRAPH, last, 1, language, (Unit(last, UnitKind.SENTENCE),)),
    )


def table_document() -> Document:
    source = Source(
        id="styrning-jamforelse",
        title="Styrning med kontroll och med tillit",
        language=Language.SV,
        kind=SourceKind.ARTICLE,
        publisher="Kvalitetsmagasinet",
        published="2018",
        url="https://example.org/styrning",
    )
    return make_document(source, TABLE_TEXT, _table_blocks)


TABLE_ROWS = (
    "Område | Kontroll | Tillit",
    "Mål | Många och detaljerade | Få och tydliga",
    "Uppföljning | Av varje steg | Av resultat och kvalitet",
)
DEFINITION = "Tillitsbaserad styrning är en ledningsfilosofi som bygger på förtroende."


def _table_blocks(text: str) -> tuple[Block, ...]:
    language = Language.SV
    definition = span_in(text, DEFINITION)
    second = span_in(text, "Den ger medarbetarna större handlingsutrymme.")
    kinds = (UnitKind.HEADER_ROW, UnitKind.ROW, UnitKind.ROW)
    rows = tuple(Unit(span_in(text, row), kind) for row, kind in zip(TABLE_ROWS, kinds, strict=True))
    sentences = (Unit(definition, UnitKind.SENTENCE), Unit(second, UnitKind.SENTENCE))
    return (
        Block(BlockKind.HEADING, span_in(text, "Styrning med kontroll och med tillit"), 1, language),
        Block(BlockKind.PARAGRAPH, Span(definition.start, second.end), 1, language, sentences),
        Block(BlockKind.TABLE, Span(rows[0].span.start, rows[-1].span.end), 1, language, rows),
        Block(BlockKind.PARAGRAPH, span_in(text, "Så slutar texten."), 1, language),
    )


def hostile_document() -> Document:
    source = Source(
        id="fientlig",
        title=f"Titel {HOSTILE}",
        language=Language.SV,
        kind=SourceKind.ARTICLE,
        publisher=HOSTILE,
        url="javascript:alert(1)",
    )
    return make_document(source, HOSTILE_TEXT, _hostile_blocks)


def _hostile_blocks(text: str) -> tuple[Block, ...]:
    sentence = span_in(text, f"{HOSTILE} är en mening i källan.")
    return (
        Block(BlockKind.HEADING, span_in(text, "Fientlig text"), 1, Language.SV),
        Block(BlockKind.PARAGRAPH, sentence, 1, Language.SV, (Unit(sentence, UnitKind.SENTENCE),)),
    )


@dataclass(frozen=True)
class FakeLibrary:
    """Holds live documents, and older ones that only their hash finds."""

    live: tuple[Document, ...]
    older: tuple[Document, ...] = ()

    def generation(self) -> str:
        return GENERATION

    def documents(self) -> tuple[Document, ...]:
        return tuple(sorted(self.live, key=lambda document: document.source.id))

    def find(self, source_id: str, sha256: str | None = None) -> Document | None:
        known = self.live if sha256 is None else self.live + self.older
        matching = (
            document
            for document in known
            if document.source.id == source_id and document.sha256.startswith(sha256 or "")
        )
        return next(matching, None)


@dataclass(frozen=True)
class BrokenLibrary:
    """As it is before the first ingest."""

    def generation(self) -> str:
        raise IndexUnavailable("there is no index", mend="tilda ingest")

    def documents(self) -> tuple[Document, ...]:
        raise IndexUnavailable("there is no index", mend="tilda ingest")

    def find(self, source_id: str, sha256: str | None = None) -> Document | None:
        raise IndexUnavailable("there is no index", mend="tilda ingest")


class FakeConversations:
    """Keeps everything in memory; while `is_down` nothing can be read or written."""

    keeps = True

    def __init__(self) -> None:
        self.is_down = False
        self.kept: dict[str, list[Exchange]] = {}
        self.rated: dict[tuple[str | None, str], Feedback] = {}

    def keep(self, conversation: str, exchange: Exchange) -> None:
        if not self.is_down:
            self.kept.setdefault(conversation, []).append(exchange)

    def rate(self, feedback: Feedback, conversation: str | None) -> None:
        self._require()
        self.rated[conversation, feedback.answer_id] = feedback

    def find(self, conversation: str) -> Conversation:
        self._require()
        rated = tuple(given for (of, _), given in self.rated.items() if of == conversation)
        return Conversation(tuple(self.kept.get(conversation, ())), rated)

    def delete(self, conversation: str) -> None:
        self._require()
        self.kept.pop(conversation, None)
        self.rated = {key: given for key, given in self.rated.items() if key[0] != conversation}

    def purge(self) -> int:
        self._require()
        return 0

    def close(self) -> None:
        return

    def _require(self) -> None:
        if self.is_down:
            raise StoreUnavailable("the store is down")


@dataclass(frozen=True)
class FakeRetriever:
    """Finds every unit of every document, in order, whatever the question."""

    documents: tuple[Document, ...]

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        numbers = count()
        passages = tuple(
            _passage(document, unit, block.language, next(numbers))
            for document in self.documents
            for block in document.blocks
            for unit in block.units
        )
        return SearchResult(GENERATION, passages[:k])


def _passage(document: Document, unit: Unit, language: Language, number: int) -> Passage:
    chunk = Chunk(
        number=number,
        source_id=document.source.id,
        span=unit.span,
        text=unit.span.of(document.text),
        context=document.source.title,
        headings=(),
        language=language,
        kind=ChunkKind.TEXT,
        units=(unit,),
    )
    signals = {"dense": 0.5, "stems": 0.25}
    return Passage(chunk, document.source, document, 1 / (number + 1), signals, ())


@dataclass
class FakeAnswerer:
    """Answers by the first key that stands in the question, and remembers what it was asked."""

    answers: Mapping[str, Callable[[Question], Answer]]
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        for key, answer in self.answers.items():
            if key in question.text:
                return answer(question)
        return refusal(question, AnswerStatus.NO_SUPPORT)


def cite(document: Document, quotes: Sequence[str], first: int = 1) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, document, span_in(document.text, quote), quote, headings_over(document, quote))
        for number, quote in enumerate(quotes, start=first)
    )


def headings_over(document: Document, quote: str) -> tuple[str, ...]:
    span = span_in(document.text, quote)
    block = next(block for block in document.blocks if block.span.covers(span))
    return document.headings_of(block.section)


def answer_with(
    question: Question,
    blocks: tuple[AnswerBlock, ...] = (),
    citations: tuple[Citation, ...] = (),
    status: AnswerStatus = AnswerStatus.ANSWERED,
    nearest: tuple[ReadingTip, ...] = (),
    followups: tuple[str, ...] = (),
    interpreted: str | None = None,
) -> Answer:
    return Answer(
        id="a-1",
        status=status,
        mode=AnswerMode.EXTRACTIVE,
        language=question.language or Language.SV,
        interpreted_question=interpreted or question.text,
        blocks=blocks,
        citations=citations,
        nearest=nearest,
        followups=followups,
        confidence=0.75,
        generation=GENERATION,
        timings={"search": 1.5},
    )


def list_answer(question: Question) -> Answer:
    document = advice_document()
    quotes = (
        "Rydd opp i mål og regelverk.",
        "Gi løpende kunnskapsutvikling.",
        "Start i førstelinjen.",
        "Administrasjonen skal støtte – ikke styre.",
    )
    citations = cite(document, quotes)
    items = tuple(
        Sentence(citation.quote, (citation.number,), depth=depth)
        for citation, depth in zip(citations, (0, 0, 1, 0), strict=True)
    )
    lead = Sentence("Louise Bringselius ger de här råden:", own_words=True)
    blocks = (
        AnswerBlock(BlockType.LEAD, Language.SV, (lead,)),
        AnswerBlock(BlockType.LIST, Language.NB, items, ordered=True),
    )
    followups = ("Hur följer man upp råden?",)
    return answer_with(question, blocks, citations, followups=followups)


def table_answer(question: Question) -> Answer:
    document = table_document()
    citations = cite(document, (DEFINITION, *TABLE_ROWS))
    rows = tuple(
        Sentence(row, (number,), cells=tuple(cell.strip() for cell in row.split("|")))
        for number, row in enumerate(TABLE_ROWS, start=2)
    )
    blocks = (
        AnswerBlock(BlockType.PARAGRAPH, Language.SV, (Sentence(DEFINITION, (1,)),)),
        AnswerBlock(BlockType.TABLE, Language.SV, rows, header=True),
        AnswerBlock(
            BlockType.NOTICE, Language.SV, (Sentence("Källorna ger bara delvis svar.", own_words=True),)
        ),
    )
    return answer_with(question, blocks, citations, interpreted="skillnaden mellan kontroll och tillit")


def hostile_answer(question: Question) -> Answer:
    sentence = f"{HOSTILE} är en mening i källan."
    citations = cite(hostile_document(), (sentence,))
    blocks = (
        AnswerBlock(BlockType.PARAGRAPH, Language.SV, (Sentence(sentence, (1,)),)),
        AnswerBlock(BlockType.QUOTE, Language.SV, (Sentence(sentence, (1,)),)),
    )
    return answer_with(question, blocks, citations, followups=(HOSTILE,))


def refusal(question: Question, status: AnswerStatus) -> Answer:
    document = table_document()
    tip = ReadingTip(document, span_in(document.text, DEFINITION), document.headings_of(1))
    words = ("Det hittar jag inget svar på i källorna.", "Jag gissar inte.")
    sentences = tuple(Sentence(text, own_words=True) for text in words)
    block = AnswerBlock(BlockType.NOTICE, Language.SV, sentences)
    nearest = (tip,) if status is AnswerStatus.NO_SUPPORT else ()
    return answer_with(question, (block,), status=status, nearest=nearest)


def crash(question: Question) -> Answer:
    """A bug whose message repeats the question, as messages of libraries do."""
    raise RuntimeError(f"cannot answer {question.text}")


def memory_answer(question: Question) -> Answer:
    words = Sentence(f"Jag minns {len(question.history)} turer.", own_words=True)
    return answer_with(question, (AnswerBlock(BlockType.LEAD, Language.SV, (words,)),))


def slow_answer(question: Question) -> Answer:
    """Keeps its thread busy for a second."""
    time.sleep(1)
    return list_answer(question)


def endless_answer(question: Question) -> Answer:
    """For a server that is killed meanwhile."""
    time.sleep(600)
    return list_answer(question)


def without_index(_: Question) -> Answer:
    raise IndexUnavailable("the index is damaged", mend="tilda index rollback")


def fake_answerer() -> FakeAnswerer:
    return FakeAnswerer(
        {
            "turer": memory_answer,
            "råd": list_answer,
            "skillnad": table_answer,
            "fientlig": hostile_answer,
            "väder": lambda question: refusal(question, AnswerStatus.OUT_OF_SCOPE),
            "krasch": crash,
            "långsam": slow_answer,
            "evig": endless_answer,
            "index": without_index,
        }
    )


def fake_library() -> FakeLibrary:
    older = advice_document(ADVICE_TEXT.replace("Etter rådene", "\n\nEtter rådene"))
    return FakeLibrary((advice_document(), table_document(), hostile_document()), (older,))
