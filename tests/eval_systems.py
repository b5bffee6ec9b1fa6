"""Systems whose quality is known in advance, over two small texts and a set of seven questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.answers import (
    Answer,
    AnswerBlock,
    AnswerMode,
    AnswerStatus,
    BlockType,
    Citation,
    Question,
    Sentence,
)
from app.domain.passages import Chunk, ChunkKind, Passage, SearchResult
from app.domain.sources import Document, Language, Source, SourceKind, Span, Unit, UnitKind
from eval.cases import Case
from eval.in_process import InProcess
from eval.measures import MEASURES
from eval.scores import Result
from eval.selection import Selection
from eval.session import Evaluation, Plan, evaluate
from tests.fakes import FakeLibrary

DEFINITION = "Tillitsbaserad styrning är en ledningsfilosofi som möter medarbetarna med förtroende."
NEIGHBOUR = "Begreppet blev känt genom en statlig delegation."
CORRECTION = "Ingen har föreslagit att kontrollen ska avskaffas."
FAR = "Podden spelades in i en studio vid havet en blåsig dag."
ADVICE = (
    "Rydd opp i mål og regelverk som ikke trengs.",
    "Gi personalet løpende kunnskapsutvikling.",
    "Administrasjonen skal støtte og ikke styre.",
    "Vis overbærenhet med små feil, men reager på store.",
)


def document(id: str, language: Language, *sentences: str) -> Document:
    text = "\n\n".join(sentences)
    source = Source(id, id.title(), language, SourceKind.ARTICLE)
    return Document(source, text, hashlib.sha256(text.encode()).hexdigest(), (), ())


STYRNING = document(
    "styrning", Language.SV, DEFINITION, NEIGHBOUR, CORRECTION, "Mellanrum. " * 60 + "Slut.", FAR
)
RAAD = document("raad", Language.NB, "\n".join(ADVICE))
LIBRARY = FakeLibrary((STYRNING, RAAD))
TEXTS = {one.source.id: one.text for one in LIBRARY.documents()}


def case_record(name: str, **keys: Any) -> dict[str, Any]:
    """A valid answerable case, changed by the keys."""
    record: dict[str, Any] = {
        "id": name,
        "language": "sv",
        "question": f"{name}: vad är tillitsbaserad styrning?",
        "kind": "definition",
        "answerable": True,
        "gold": [{"source": "styrning", "quote": DEFINITION}],
        "split": "tune",
    }
    return record | keys


def unanswerable_record(name: str, tag: str, **keys: Any) -> dict[str, Any]:
    return case_record(name, answerable=False, gold=[], tags=[tag], kind="factoid", **keys)


RECORDS = (
    case_record("same", fact="definition", must_include=["ledningsfilosofi"]),
    case_record("cross", fact="definition", language="nb", must_include_any=[["filosofi", "philosophy"]]),
    case_record("typo", fact="definition", tags=["typo"], must_include=["ledningsfilosofi"]),
    case_record(
        "list",
        language="nb",
        kind="list",
        gold=[{"source": "raad", "quote": item} for item in ADVICE],
        all_of=True,
        must_include=["regelverk", "overbærenhet"],
    ),
    unanswerable_record("near", "near_domain"),
    unanswerable_record("far", "off_topic"),
    unanswerable_record("premise", "false_premise", correction={"source": "styrning", "quote": CORRECTION}),
)
CASES = tuple(Case.model_validate(record) for record in RECORDS)


def write_set(path: Path, records: Sequence[Mapping[str, Any]] = RECORDS) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


Quotes = tuple[tuple[Document, str], ...]


@dataclass(frozen=True)
class System:
    """Implements `Answerer` and `Retriever`: cites and finds what its two functions say for a case.

    No quotes at all is a refusal.
    """

    cites: Callable[[Case], Quotes]
    finds: Callable[[Case], Quotes]

    def answer(self, question: Question) -> Answer:
        citations = tuple(
            Citation(number, source, _span(source, quote), quote)
            for number, (source, quote) in enumerate(self.cites(_case_of(question.text)), start=1)
        )
        sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
        refusal = (Sentence("Det vet jag inte.", own_words=True),)
        block = AnswerBlock(BlockType.PARAGRAPH, Language.SV, sentences or refusal)
        return Answer(
            id="a",
            status=AnswerStatus.ANSWERED if citations else AnswerStatus.NO_SUPPORT,
            mode=AnswerMode.EXTRACTIVE,
            language=Language.SV,
            interpreted_question=question.text,
            blocks=(block,),
            citations=citations,
            nearest=(),
            followups=(),
            confidence=0.5,
            generation=LIBRARY.generation(),
        )

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        found = self.finds(_case_of(question))
        passages = tuple(passage(source, quote, number) for number, (source, quote) in enumerate(found))
        return SearchResult(LIBRARY.generation(), passages[:k])


def passage(source: Document, text: str, number: int) -> Passage:
    span = _span(source, text)
    chunk = Chunk(
        number=number,
        source_id=source.source.id,
        span=span,
        text=text,
        context="",
        headings=(),
        language=source.source.language,
        kind=ChunkKind.TEXT,
        units=(Unit(span, UnitKind.SENTENCE),),
    )
    return Passage(chunk, source.source, source, 1 / (number + 1), {}, ())


def gold_quotes(case: Case) -> Quotes:
    return tuple((_document(gold.source), gold.quote) for gold in case.gold)


def gold_or_correction(case: Case) -> Quotes:
    return ((STYRNING, case.correction.quote),) if case.correction else gold_quotes(case)


def gold_passages(case: Case) -> Quotes:
    """The whole list in one passage, then what does not answer."""
    best: Quotes = ((RAAD, "\n".join(ADVICE)),) if case.id == "list" else ((STYRNING, DEFINITION),)
    return (*best, (STYRNING, FAR), (STYRNING, NEIGHBOUR))


def wrong_quotes(case: Case) -> Quotes:
    return ((STYRNING, FAR),)


def nothing(case: Case) -> Quotes:
    return ()


def half_right(case: Case) -> Quotes:
    """Every second item of the list; refuses what is off topic and answers what else has no answer."""
    return gold_quotes(case)[::2] or (() if case.id == "far" else wrong_quotes(case))


def altered(case: Case) -> Quotes:
    """The gold quotes with one word swapped, citing a forgery of the source that has them so."""
    return tuple(
        (_forgery(source, quote, _with_a_swapped_word(quote)), _with_a_swapped_word(quote))
        for source, quote in gold_quotes(case)
    )


def _with_a_swapped_word(quote: str) -> str:
    words = quote.split(" ")
    return " ".join((*words[:2], "inte", *words[3:]))


def _forgery(source: Document, quote: str, forged: str) -> Document:
    return Document(source.source, source.text.replace(quote, forged), source.sha256, (), ())


def evaluated(system: System, folder: Path, selection: Selection | None = None) -> Evaluation:
    path = write_set(folder / "set.jsonl")
    plan = Plan((path,), selection or Selection())
    return evaluate(plan, InProcess(system, system, LIBRARY))


def stored_half_right(folder: Path) -> Evaluation:
    """The run of a half right system, in the folder."""
    evaluation = evaluated(System(half_right, gold_passages), folder.parent)
    evaluation.write(folder)
    return evaluation


def values(results: Sequence[Result]) -> dict[str, float | None]:
    """Every metric by name."""
    scores = [result.score for result in results]
    return {measure.name: measure.value(scores) for measure in MEASURES}


def _document(source_id: str) -> Document:
    return {"styrning": STYRNING, "raad": RAAD}[source_id]


def _case_of(question: str) -> Case:
    return next(case for case in CASES if case.question == question)


def _span(source: Document, quote: str) -> Span:
    start = source.text.index(quote)
    return Span(start, start + len(quote))
