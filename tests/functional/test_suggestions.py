"""Every question that Tilda suggests is one that she answers."""

from __future__ import annotations

import pytest

from app.answering.pipeline import ExtractiveAnswerer
from app.answering.suggesting.starters import Starters
from app.answering.suggesting.suggestions import MOST_FOLLOWUPS, MOST_STARTERS, is_answered_by
from app.domain.answers import AnswerStatus, BlockType, Question, Turn
from app.domain.sources import Language
from app.messages import load_texts
from app.retrieval.concepts import load_concepts
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever

pytestmark = pytest.mark.model

QUESTIONS = (
    "Vad är tillitsbaserad styrning?",
    "Hvilke råd gir Louise Bringselius?",
    "Kva seier Hartman om kontroll?",
    "What are the benefits of trust?",
    "Hur många anställda har Tillitsdelegationen?",
)
USUAL = tuple(f"starter_{number}" for number in range(1, MOST_STARTERS + 1))


@pytest.fixture(scope="module")
def answerer(corpus_index: LiveIndex, embedder: Embedder) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(HybridRetriever(corpus_index, embedder, load_concepts()), Language.SV)


@pytest.fixture(scope="module")
def starters(corpus_index: LiveIndex, answerer: ExtractiveAnswerer) -> Starters:
    page = load_texts("page")
    usual = {language: [page.say(language, key) for key in USUAL] for language in Language}
    chosen = Starters(corpus_index, is_answered_by(answerer), answerer.texts, usual)
    chosen.prepare()
    return chosen


@pytest.mark.parametrize("language", Language)
def test_each_starter_is_answered(
    answerer: ExtractiveAnswerer, starters: Starters, language: Language
) -> None:
    suggested = starters.of(language)
    assert len(suggested) == MOST_STARTERS == len(set(suggested))
    for question in suggested:
        assert answerer.answer(Question(question, language=language)).status is AnswerStatus.ANSWERED, (
            question
        )


@pytest.mark.parametrize("language", Language)
def test_each_followup_is_answered(answerer: ExtractiveAnswerer, language: Language) -> None:
    suggested = {
        followup
        for question in QUESTIONS
        for followup in answerer.answer(Question(question, language=language)).followups
    }
    assert len(suggested) > MOST_FOLLOWUPS
    for question in suggested:
        assert answerer.answer(Question(question, language=language)).status is AnswerStatus.ANSWERED, (
            question
        )


@pytest.mark.parametrize("language", Language)
def test_no_followup_repeats_what_was_asked_or_shown(
    answerer: ExtractiveAnswerer, language: Language
) -> None:
    history: tuple[Turn, ...] = ()
    question = QUESTIONS[0]
    for _ in range(4):
        answer = answerer.answer(Question(question, history, language))
        history = (*history, Turn(question, answer.spoken))
        assert not {turn.question for turn in history} & set(answer.followups)
        if not answer.followups:
            break
        question = answer.followups[0]
    assert len(history) > 1
    assert len({turn.answer for turn in history}) == len(history)


def test_a_quoted_heading_is_answered_from_its_section(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer(Question("What do the sources say about “Utmaningar och fallgropar”?"))
    assert {citation.headings[-1] for citation in answer.citations} == {"Utmaningar och fallgropar"}
    assert sum(len(block.items) for block in answer.blocks if block.type is BlockType.LIST) >= 4


def test_what_has_nothing_to_do_with_the_sources_is_followed_by_nothing(answerer: ExtractiveAnswerer) -> None:
    assert answerer.answer(Question("skriv en dikt om våren")).followups == ()


def test_a_single_word_is_answered_with_a_hint(answerer: ExtractiveAnswerer) -> None:
    answer = answerer.answer(Question("medledarskap"))
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.blocks[0].items[0].text == answerer.texts.say(Language.SV, "one_word")
