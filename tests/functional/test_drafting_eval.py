"""With a model that drafts perfectly, drafted answers lose nothing against the sources' own words."""

from __future__ import annotations

import pytest

from app.answering.knowledge import KnowledgeRetriever
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.sources import Language
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from eval.in_process import InProcess, RememberedSearch
from eval.session import Plan, evaluate
from tests.builders import ROOT
from tests.perfect_drafter import perfectly_drafted

pytestmark = pytest.mark.model

PLAN = Plan((ROOT / "eval" / "cases" / "dev.jsonl",))
QUESTIONS = 556
SAME = (
    "abstention_f1",
    "abstention_precision",
    "abstention_recall",
    "balanced_accuracy",
    "false_answer_rate",
    "false_refusal_rate",
)
NOT_LESS = ("citation_precision", "citation_recall", "citation_f1", "verbatim", "must", "accepted")


def test_a_perfect_draft_loses_nothing_on_abstention_and_citations(
    corpus_index: LiveIndex, embedder: Embedder
) -> None:
    """The whole set. Every question is searched once for both, since the search is the same."""
    hybrid = HybridRetriever(corpus_index, embedder, load_concepts())
    retriever = RememberedSearch(hybrid, most=2 * QUESTIONS)
    extractive = ExtractiveAnswerer(KnowledgeRetriever(retriever), Language.SV)

    plain = evaluate(PLAN, InProcess(extractive, retriever, corpus_index))
    worded = evaluate(PLAN, perfectly_drafted(extractive, retriever, corpus_index))

    before, after = plain.run.summary.overall, worded.run.summary.overall
    assert after.questions == before.questions == QUESTIONS
    for name in SAME:
        assert after.estimates[name] == before.estimates[name], name
    for name in NOT_LESS:
        assert after.estimates[name].value >= before.estimates[name].value, name
    for one, other in zip(plain.results, worded.results, strict=True):
        assert one.outcome.status == other.outcome.status, one.case.id
        assert other.score.accepted or not one.score.accepted, one.case.id
