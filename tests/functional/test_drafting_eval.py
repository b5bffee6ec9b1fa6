"""With a model that drafts perfectly, drafted answers lose nothing against the sources' own words."""

from __future__ import annotations

import json

import pytest

from app.answering.knowledge import KnowledgeRetriever
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.sources import Language
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from eval.in_process import InProcess
from eval.selection import Selection
from eval.session import Plan, evaluate
from eval.summary import Summary
from tests.builders import ROOT
from tests.perfect_drafter import perfectly_drafted

pytestmark = pytest.mark.model

SET = ROOT / "eval" / "cases" / "dev.jsonl"
EVERY = 12
SAME = ("abstention_precision", "abstention_recall", "balanced_accuracy", "false_answer_rate")
NOT_LESS = ("citation_precision", "citation_recall", "citation_f1", "verbatim", "must", "accepted")


def summaries(index: LiveIndex, embedder: Embedder, every: int) -> tuple[Summary, Summary]:
    """Of the extractive answers and of the drafted ones, over each so-manieth question of the set."""
    ids = [json.loads(line)["id"] for line in SET.read_text(encoding="utf-8").splitlines()]
    plan = Plan((SET,), Selection(ids=tuple(ids[::every])))
    retriever = HybridRetriever(index, embedder, load_concepts())
    extractive = ExtractiveAnswerer(KnowledgeRetriever(retriever), Language.SV)
    drafted = perfectly_drafted(extractive, retriever, index)
    return (
        evaluate(plan, InProcess(extractive, retriever, index)).run.summary,
        evaluate(plan, drafted).run.summary,
    )


def test_a_perfect_draft_loses_nothing_on_abstention_and_citations(
    corpus_index: LiveIndex, embedder: Embedder
) -> None:
    extractive, drafted = summaries(corpus_index, embedder, EVERY)

    plain, worded = extractive.overall.estimates, drafted.overall.estimates
    for name in SAME:
        assert worded[name] == plain[name], name
    for name in NOT_LESS:
        assert worded[name].value >= plain[name].value, name
