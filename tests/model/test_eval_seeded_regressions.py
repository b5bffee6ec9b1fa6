"""Each fault that is put into the product on purpose turns the shipped gates red, and nothing else does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
import Stemmer

from app.answering.pipeline import ExtractiveAnswerer
from app.domain.answers import Answer, Answerer, AnswerStatus, Question
from app.domain.passages import Retriever
from app.domain.sources import Language, Library, Unit
from app.retrieval import search
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder, ModelIdentity, SentenceTransformerEmbedder, Vectors
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from app.text import words
from eval.cases import DEV_SET, Kind
from eval.gate_verdicts import Judged, judge_gates
from eval.gates import Subject, parse_gates, read_gate_file
from eval.in_process import InProcess, RememberedSearch
from eval.run_folder import StoredRun
from eval.scored_run import scored_run
from eval.selection import Selection
from eval.session import Plan, evaluate
from ingest import chunk
from ingest.build import ingest as ingest_corpus
from tests.builders import CORPUS, ROOT
from tests.drafting import lenient
from tests.fakes import refusal

pytestmark = pytest.mark.model

UNANSWERABLE_AND_MORE = Selection(kinds=(Kind.FACTOID,))
GATES = tuple(
    gate
    for gate in parse_gates(read_gate_file(ROOT / "eval" / "gates.toml"))
    if gate.subject is Subject.REGRESSION
)


@dataclass
class Remembering:
    """The bundled model, which is asked for each vector once; so five faulty systems cost little more than one."""

    model: SentenceTransformerEmbedder
    queries: dict[str, Vectors] = field(default_factory=dict)
    passages: dict[str, Vectors] = field(default_factory=dict)

    @property
    def identity(self) -> ModelIdentity:
        return self.model.identity

    def embed_query(self, text: str) -> Vectors:
        if text not in self.queries:
            self.queries[text] = self.model.embed_query(text)
        return self.queries[text]

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self.passages]
        if new:
            self.passages.update(zip(new, self.model.embed_passages(new), strict=True))
        return np.stack([self.passages[text] for text in texts])

    def embed_together(self, queries: Sequence[str], passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        none = np.empty((0, self.identity.dimension), np.float32)
        asked = np.stack([self.embed_query(text) for text in queries])
        return asked, self.embed_passages(passages) if passages else none


class Refuses:
    """Implements `Answerer`. Where only search is at fault, only search is judged."""

    def answer(self, question: Question) -> Answer:
        return refusal(question, AnswerStatus.NO_SUPPORT)


@pytest.fixture(scope="module")
def remembering(embedder: Embedder) -> Remembering:
    assert isinstance(embedder, SentenceTransformerEmbedder)
    return Remembering(embedder)


def indexed(embedder: Embedder, folder: Path, corpus: Path = CORPUS) -> LiveIndex:
    shelf = Shelf(folder)
    ingest_corpus((corpus,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    return LiveIndex(shelf, embedder.identity)


@pytest.fixture(scope="module")
def live(remembering: Remembering, tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    return indexed(remembering, tmp_path_factory.mktemp("index"))


def retriever(live: LiveIndex, embedder: Embedder) -> Retriever:
    return RememberedSearch(HybridRetriever(live, embedder, load_concepts()))


def measured(
    search: Retriever, library: Library, answerer: Answerer | None = None, selection: Selection | None = None
) -> StoredRun:
    plan = Plan((DEV_SET,), selection or Selection())
    return evaluate(plan, InProcess(answerer or Refuses(), search, library)).stored


def measured_answers(live: LiveIndex, embedder: Embedder) -> StoredRun:
    search = retriever(live, embedder)
    return measured(search, live, ExtractiveAnswerer(search, Language.SV))


@pytest.fixture(scope="module")
def sound(live: LiveIndex, remembering: Remembering) -> StoredRun:
    return measured(retriever(live, remembering), live)


def failed_gates(run: StoredRun, baseline: StoredRun) -> list[str]:
    verdicts = judge_gates(GATES, Judged.of(run, scored_run(baseline)))
    assert not [verdict.why for verdict in verdicts if verdict.why.startswith("missing")]
    return [verdict.gate.metric for verdict in verdicts if not verdict.passed]


def test_the_sound_system_passes(sound: StoredRun, live: LiveIndex, remembering: Remembering) -> None:
    again = measured(retriever(live, remembering), live)

    assert failed_gates(again, sound) == []
    assert again.results == sound.results


def test_a_dropped_query_prefix_is_caught(live: LiveIndex, remembering: Remembering) -> None:
    """Words find most first passages; what is lost is the tail of the ranking."""
    model = remembering.model
    sound = measured_answers(live, remembering)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_identity", replace(model.identity, query_prefix=""))
        patch.setattr(search, "E5_QUERY_PREFIX", "")  # the everyday check stays on
        run = measured_answers(live, Remembering(model))

    assert "recall@k" in failed_gates(run, sound)


@contextmanager
def english_stemmer() -> Iterator[None]:
    english = {language: Stemmer.Stemmer("english", 0) for language in Language}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_STEMMERS", english)
        words.stem.cache_clear()
        words.strict_stem.cache_clear()
        yield
    words.stem.cache_clear()
    words.strict_stem.cache_clear()


def test_an_english_stemmer_is_caught(sound: StoredRun, remembering: Remembering, tmp_path: Path) -> None:
    with english_stemmer():
        live = indexed(remembering, tmp_path)
        run = measured(retriever(live, remembering), live)

    assert {"hit@1", "nDCG@10"} <= set(failed_gates(run, sound))


def in_two(units: Sequence[Unit], longest: int) -> Iterator[tuple[Unit, ...]]:
    middle = len(units) // 2
    yield from (half for half in (tuple(units[:middle]), tuple(units[middle:])) if half)


def test_lists_split_in_two_are_caught(
    sound: StoredRun, remembering: Remembering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk, "_split", in_two)
    live = indexed(remembering, tmp_path)

    run = measured(retriever(live, remembering), live)

    assert "nDCG@10" in failed_gates(run, sound)


def test_a_language_whose_texts_are_gone_is_caught(
    sound: StoredRun, live: LiveIndex, remembering: Remembering, tmp_path: Path
) -> None:
    """The set is read against all texts; without that it would not even be valid."""
    shutil.copytree(CORPUS, tmp_path / "corpus")
    shutil.rmtree(tmp_path / "corpus" / "texts" / "nb")
    swedish_only = indexed(remembering, tmp_path / "index", tmp_path / "corpus" / "texts")

    run = measured(retriever(swedish_only, remembering), live)

    assert {"hit@1", "hit@5", "nDCG@10"} <= set(failed_gates(run, sound))


def test_answering_whatever_is_asked_is_caught(live: LiveIndex, remembering: Remembering) -> None:
    search = retriever(live, remembering)
    sound = ExtractiveAnswerer(search, Language.SV)
    answers_all = replace(sound, model=lenient())

    with_model, without = (
        measured(search, live, answerer, UNANSWERABLE_AND_MORE) for answerer in (sound, answers_all)
    )

    assert failed_gates(with_model, with_model) == []
    assert "balanced_accuracy" in failed_gates(without, with_model)
