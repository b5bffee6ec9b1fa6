"""A run keeps what it has finished, goes on where it was, and asks for nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import app.wiring
from app.domain.answers import Answer, Question
from app.domain.passages import SearchResult
from app.domain.sources import Language
from app.settings import load_settings
from eval.in_process import InProcess, RememberedSearch, service_in_process
from eval.repeats import repeats_of
from eval.run_folder import UnreadableRun, read_run, read_unfinished
from eval.selection import NothingSelected, Selection, failed_ids
from eval.session import Plan, evaluate, evaluate_into, evaluate_repeatedly
from tests.builders import HashEmbedder, ingested, write_corpus
from tests.eval_systems import (
    CASES,
    LIBRARY,
    System,
    case_record,
    evaluated,
    gold_passages,
    gold_quotes,
    half_right,
    write_set,
)

STORED = ("results.jsonl", "sources.jsonl", "summary.json", "config.json")


@dataclass(frozen=True)
class Interrupted(System):
    """Stops as by Ctrl-C when it is asked for the n-th answer, and counts what it was asked."""

    at: int = 0
    asked: list[str] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        self.asked.append(question.text)
        if len(self.asked) == self.at:
            raise KeyboardInterrupt
        return super().answer(question)


def service(system: System) -> InProcess:
    return InProcess(system, system, LIBRARY)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan((write_set(tmp_path / "set.jsonl"),))


def test_what_was_finished_when_interrupted_is_kept(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluate_into(tmp_path / "run", plan, service(Interrupted(gold_quotes, gold_passages, at=4)))

    assert list(read_unfinished(tmp_path / "run")) == ["same", "cross", "typo"]
    with pytest.raises(UnreadableRun, match="is not finished; go on with: tilda eval run --resume --out"):
        read_run(tmp_path / "run")


def test_a_resumed_run_asks_only_what_is_left_and_ends_as_if_nothing_had_happened(
    tmp_path: Path, plan: Plan
) -> None:
    resuming = Interrupted(gold_quotes, gold_passages)
    with pytest.raises(KeyboardInterrupt):
        evaluate_into(tmp_path / "run", plan, service(Interrupted(gold_quotes, gold_passages, at=4)))

    evaluate_into(tmp_path / "run", plan, service(resuming), resume=True)
    evaluate_into(tmp_path / "straight", plan, service(System(gold_quotes, gold_passages)))

    assert resuming.asked == [case.question for case in CASES[3:]]
    for name in STORED:
        assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "straight" / name).read_bytes()


def test_a_torn_last_line_is_asked_again(tmp_path: Path, plan: Plan) -> None:
    """As after a power cut in the middle of a write."""
    with pytest.raises(KeyboardInterrupt):
        evaluate_into(tmp_path / "run", plan, service(Interrupted(gold_quotes, gold_passages, at=4)))
    results = tmp_path / "run" / "results.jsonl"
    results.write_bytes(results.read_bytes()[:-20])
    resuming = Interrupted(gold_quotes, gold_passages)

    evaluate_into(tmp_path / "run", plan, service(resuming), resume=True)

    assert resuming.asked == [case.question for case in CASES[2:]]
    assert len(read_run(tmp_path / "run").results) == len(CASES)


def test_a_run_is_resumed_with_the_same_options_only(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluate_into(tmp_path / "run", plan, service(Interrupted(gold_quotes, gold_passages, at=4)))
    other = replace(plan, selection=Selection(limit=5), k=5)

    with pytest.raises(UnreadableRun, match="begun with another selection, k; give the same options"):
        evaluate_into(tmp_path / "run", other, service(System(gold_quotes, gold_passages)), resume=True)

    assert list(read_unfinished(tmp_path / "run")) == ["same", "cross", "typo"]


def test_there_must_be_something_to_resume(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(UnreadableRun, match=r"expected config\.json in it"):
        evaluate_into(tmp_path / "none", plan, service(System(gold_quotes, gold_passages)), resume=True)


def test_a_new_run_takes_the_place_of_the_old_one(tmp_path: Path, plan: Plan) -> None:
    system = service(System(gold_quotes, gold_passages))
    evaluate_into(tmp_path / "run", plan, system)

    evaluate_into(tmp_path / "run", replace(plan, selection=Selection(limit=2)), system)

    assert [result.case.id for result in read_run(tmp_path / "run").results] == ["same", "cross"]


def test_several_jobs_give_the_same_run_as_one(tmp_path: Path, plan: Plan) -> None:
    """The first question is answered last, and stands first all the same."""
    others_done = threading.Event()

    class Slow(System):
        def answer(self, question: Question) -> Answer:
            if question.text == CASES[0].question:
                assert others_done.wait(10)
            if question.text == CASES[3].question:
                others_done.set()
            return super().answer(question)

    with_one = evaluate(plan, service(System(gold_quotes, gold_passages)))
    with_four = evaluate(replace(plan, jobs=4), service(Slow(gold_quotes, gold_passages)))

    assert (with_four.results, with_four.run) == (with_one.results, with_one.run)


def test_repetitions_tell_what_was_not_answered_alike(tmp_path: Path, plan: Plan) -> None:
    class Fickle(System):
        """Answers well, and from the eighth question on by half."""

        def answer(self, question: Question) -> Answer:
            asked.append(question.text)
            return System(gold_quotes if len(asked) <= 7 else half_right, gold_passages).answer(question)

    asked: list[str] = []
    fickle = service(Fickle(gold_quotes, gold_passages))
    runs = [run.stored for run in evaluate_repeatedly(tmp_path / "run", plan, fickle, 3)]

    found = repeats_of(runs)

    assert (found.runs, found.different) == (3, ("list", "near", "premise"))
    assert found.spread["citation_recall"] == (0.875, 1.0)
    assert "3 questions were not answered alike" in found.sentence()
    assert "citation_recall 0.875 to 1.000" in found.sentence()
    assert read_run(tmp_path / "run" / "repeat-3").results == runs[2].results


def test_repetitions_that_agree_are_said_to(tmp_path: Path, plan: Plan) -> None:
    runs = evaluate_repeatedly(tmp_path / "run", plan, service(System(gold_quotes, gold_passages)), 2)

    found = repeats_of([run.stored for run in runs])

    assert found.sentence() == "Asked 2 times: every answer and score was identical, timings apart."


def test_only_what_failed_before_can_be_asked_again(tmp_path: Path) -> None:
    evaluated(System(half_right, gold_passages), tmp_path).write(tmp_path / "half")
    evaluated(System(gold_quotes, gold_passages), tmp_path).write(tmp_path / "perfect")

    assert failed_ids(tmp_path / "half", ()) == ("list", "near", "premise")
    assert failed_ids(tmp_path / "half", ("near", "same")) == ("near",)
    with pytest.raises(NothingSelected, match="none of these questions failed"):
        failed_ids(tmp_path / "perfect", ())


class Searches:
    """Implements `Retriever` and counts."""

    def __init__(self) -> None:
        self.count = 0

    def search(self, question: str, language: Language | None = None, k: int = 10) -> SearchResult:
        self.count += 1
        return System(gold_quotes, gold_passages).search(CASES[0].question, language, k)


def test_what_the_answer_was_made_from_is_not_searched_for_twice() -> None:
    searches = Searches()
    remembered = RememberedSearch(searches)
    question = CASES[0].question

    wide = remembered.search(question, Language.SV, 30)
    narrow = remembered.search(question, Language.SV, 2)

    assert searches.count == 1
    assert narrow.passages == wide.passages[:2]
    assert len(wide.passages) == 3


def test_what_was_not_searched_for_is() -> None:
    searches = Searches()
    remembered = RememberedSearch(searches)

    remembered.search(CASES[0].question, Language.SV, 2)
    more = remembered.search(CASES[0].question, Language.SV, 3)
    remembered.search(CASES[0].question, Language.NB, 2)
    remembered.search(CASES[1].question, Language.SV, 2)

    assert searches.count == 4
    assert len(more.passages) == 3


def test_only_the_last_searches_are_remembered() -> None:
    searches = Searches()
    remembered = RememberedSearch(searches)
    for number in range(65):
        remembered.search(f"{number}")

    remembered.search("64")
    remembered.search("0")

    assert searches.count == 66


class CountingEmbedder(HashEmbedder):
    """Counts the questions it has embedded."""

    def __init__(self) -> None:
        super().__init__("multilingual-e5-small")
        self.questions: list[str] = []

    def embed_together(
        self, queries: Sequence[str], passages: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self.questions += queries
        return super().embed_together(queries, passages)


def test_a_question_is_embedded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both for its answer and for the passages that are judged, through the wiring that all share."""
    embedder = CountingEmbedder()
    sentence = "Tillit betyder förtroende."
    ingested(write_corpus(tmp_path / "corpus", s=f"# S\n\n{sentence}\n"), tmp_path / "index", embedder)
    monkeypatch.setattr(app.wiring, "build_embedder", lambda settings: embedder)
    records = [
        case_record(name, question=f"Vad betyder {name}?", gold=[{"source": "s", "quote": sentence}])
        for name in ("tillit", "styrning", "ledning")
    ]
    service = service_in_process(load_settings(data=tmp_path))

    evaluation = evaluate(Plan((write_set(tmp_path / "set.jsonl", records),)), service)

    asked = [record["question"] for record in records]
    assert [text for text in embedder.questions if text in asked] == asked
    assert all(result.outcome.passages for result in evaluation.results)
    assert evaluation.config.asking.settings["model_api_key"] == ""
    assert evaluation.config.asking.models.keys() == {"embedding"}
