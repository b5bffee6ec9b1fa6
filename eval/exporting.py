"""A run in the formats of other tools."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from eval.measures import MEASURES
from eval.outcomes import RankedPassage
from eval.retrieval_metrics import judge
from eval.scores import Result

QRELS = "qrels.txt"
RUN = "run.txt"


def write_trec(folder: Path, results: Sequence[Result]) -> None:
    """`qrels.txt` and `run.txt` of the answerable questions, as trec_eval and ir_measures read them.

    A document is a passage, named by source and span. Its relevance is the gain it has where it stands
    (`retrieval_metrics`): a passage that repeats what an earlier one has given gains nothing. What no passage
    gained is judged under a name that is never found, so that the ideal ranking holds everything.
    """
    folder.mkdir(parents=True, exist_ok=True)
    answerable = [result for result in results if result.case.answerable]
    (folder / QRELS).write_text("".join(line for one in answerable for line in _qrels(one)), encoding="utf-8")
    (folder / RUN).write_text("".join(line for one in answerable for line in _ranking(one)), encoding="utf-8")


def _qrels(result: Result) -> Iterator[str]:
    passages = result.outcome.passages
    judged = judge(tuple(result.case.groups), passages)
    for passage, gain in zip(passages, judged.gains, strict=True):
        yield f"{result.case.id} 0 {_name(passage)} {gain}\n"
    for place, gain in enumerate(judged.unfound, start=1):
        yield f"{result.case.id} 0 unfound-{place} {gain}\n"


def _ranking(result: Result) -> Iterator[str]:
    """Tools rank by score, so what stands here falls strictly with the rank, whatever ties there were."""
    passages = result.outcome.passages
    if not passages:  # a question that is not in the run would be left out of the tools' means
        yield f"{result.case.id} Q0 nothing-found 1 0 tilda\n"
    for rank, passage in enumerate(passages, start=1):
        yield f"{result.case.id} Q0 {_name(passage)} {rank} {len(passages) - rank + 1} tilda\n"


def _name(passage: RankedPassage) -> str:
    return f"{passage.source}:{passage.start}-{passage.end}"


def csv_of(results: Sequence[Result], milliseconds: Mapping[str, float]) -> str:
    """A row a question; a metric that is not defined for it is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    head = ["id", "language", "kind", "split", "tags", "answerable", "question", "status", "failed_in"]
    writer.writerow([*head, "confidence", "milliseconds", *(measure.name for measure in MEASURES)])
    for result in results:
        case, outcome = result.case, result.outcome
        values = [measure.value([result.score]) for measure in MEASURES]
        question = [case.id, case.language, case.kind, case.split, " ".join(case.tags), int(case.answerable)]
        found = [_plain(case.question), outcome.status, result.score.failed or "", outcome.confidence]
        time = milliseconds.get(case.id, "")
        writer.writerow([*question, *found, time, *("" if value is None else value for value in values)])
    return text.getvalue()


def _plain(text: str) -> str:
    """Spreadsheets take a text that begins like a formula for one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def ragas_of(results: Sequence[Result]) -> str:
    """JSON lines with the keys of a ragas `SingleTurnSample`, for those who want its judges as well.

    The reference is what the gold quotes say; an unanswerable question has none.
    """
    return "".join(json.dumps(_sample(result), ensure_ascii=False) + "\n" for result in results)


def _sample(result: Result) -> Mapping[str, object]:
    quotes = [gold.quote for gold in result.case.gold]
    return {
        "user_input": result.case.question,
        "response": result.outcome.text,
        "retrieved_contexts": [passage.text for passage in result.outcome.passages],
        "reference_contexts": quotes,
        "reference": "\n".join(quotes),
    }


TEXT_FORMATS: Mapping[str, Callable[[Sequence[Result], Mapping[str, float]], str]] = {
    "csv": csv_of,
    "ragas": lambda results, _: ragas_of(results),
}
