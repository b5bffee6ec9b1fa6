"""Where concrete classes meet the Protocols."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from app.answering.knowledge import KnowledgeRetriever
from app.answering.pipeline import ExtractiveAnswerer
from app.answering.suggesting.starters import Starters
from app.answering.suggesting.suggestions import is_answered_by
from app.domain.answers import Answerer, Question
from app.domain.conversations import ConversationLog, Conversations
from app.domain.errors import IndexUnavailable, StoreUnavailable
from app.domain.passages import Retriever
from app.domain.sources import Language, Library
from app.messages import load_texts
from app.providers import Provider
from app.retrieval.concepts import load_concepts
from app.retrieval.deferred import deferred_embedder
from app.retrieval.embedding import Embedder
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from app.settings import Settings

_USUAL_STARTERS = ("starter_1", "starter_2", "starter_3", "starter_4")
# The second holds no word that tells its language, so it makes language detection load its model too.
_FIRST_QUESTIONS = ("Vad är tillit?", "tillit")


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that a command or the web needs to answer. `warm` makes the first answer a fast one."""

    answerer: Answerer
    retriever: Retriever
    library: Library
    is_ready: Callable[[], bool]
    warm: Callable[[], None]
    starters: Starters


def build_embedder(settings: Settings) -> Embedder:
    return deferred_embedder(settings.embedding_model, settings.models_folder, settings.threads)


def build_shelf(settings: Settings) -> Shelf:
    return Shelf(settings.index_folder)


def build_conversations(settings: Settings) -> Conversations:
    """Nothing is opened before something is to be kept, found or purged."""
    from app.store.conversations import StoredConversations
    from app.store.database import Database
    from app.store.nothing import NoConversations

    stored = StoredConversations(Database(settings.store_file), settings.retention_days)
    return stored if settings.retention_days else NoConversations(stored)


def store_failure(settings: Settings) -> str | None:
    """Why the store that is there cannot be used, if so."""
    from app.store.database import Database

    database = Database(settings.store_file)
    try:
        if database.exists():
            with database.transaction():
                pass
    except StoreUnavailable as error:
        return str(error)
    finally:
        database.close()
    return None


def build_conversation_log(settings: Settings) -> ConversationLog:
    from app.store.log import StoredLog

    return StoredLog(settings.store_file)


def build_answerer(settings: Settings, extractive: ExtractiveAnswerer) -> tuple[Answerer, Callable[[], None]]:
    """The answerer that the settings ask for, and what makes its first draft a quick one.

    Raises `InvalidPrompts`, or `InvalidSettings` where a provider's package is not installed.
    """
    provider = settings.language_model
    if provider is None:
        return extractive, lambda: None
    from app.answering.drafting.drafted import DraftingAnswerer
    from app.answering.drafting.language_model import ProviderModel, require_package
    from app.answering.drafting.patience import Deadlines, Patience
    from app.answering.drafting.prompting import Prompter
    from app.answering.drafting.prompts import load_prompts
    from app.answering.drafting.rewriting import Rewriter
    from app.answering.drafting.seats import Seats

    require_package(provider)
    deadlines = Deadlines()
    model = ProviderModel(provider, settings.read_model_key, deadlines.connect)
    prompter = Prompter(load_prompts(), settings.name)
    patience = Patience(model, deadlines, seats=Seats(settings.model_drafts))
    rewriter = Rewriter(patience, prompter) if settings.model_rewrites else None
    return DraftingAnswerer(extractive, patience, prompter, str(provider), rewriter), model.warm


def language_model_failure(settings: Settings, provider: Provider) -> str | None:
    """How the language model fails when it is asked for a word; None when it answers."""
    import anyio

    from app.answering.drafting.failures import ModelFailure
    from app.answering.drafting.language_model import ProviderModel, require_package
    from app.answering.drafting.patience import Deadlines, Patience
    from app.answering.drafting.prompting import Messages

    a_word = Messages("Answer with one word.", "Hej!", "doctor")

    require_package(provider)
    deadlines = Deadlines()
    model = ProviderModel(provider, settings.read_model_key, deadlines.connect)
    model.warm()

    async def ask() -> None:
        async with aclosing(Patience(model, deadlines, retries=0).stream(a_word, None)) as said:
            await anext(said)

    try:
        anyio.run(ask)
    except ModelFailure as failure:
        return failure.kind
    return None


def build_service(
    settings: Settings, around: Callable[[Retriever], Retriever] = lambda retriever: retriever
) -> Service:
    """Model and index are read with the first question, or by `warm`.

    `around` puts another retriever around the service's own, for callers that watch its searches.
    """
    embedder = build_embedder(settings)
    live = LiveIndex(build_shelf(settings), embedder.identity)
    retriever = around(HybridRetriever(live, embedder, load_concepts()))
    extractive = ExtractiveAnswerer(KnowledgeRetriever(retriever), settings.language)
    answerer, warm_drafting = build_answerer(settings, extractive)

    usual = load_texts("page")
    starters = Starters(
        live,
        is_answered_by(extractive),
        extractive.texts,
        {language: [usual.say(language, key) for key in _USUAL_STARTERS] for language in Language},
    )

    def is_ready() -> bool:
        try:
            live.current()
        except IndexUnavailable:
            return False
        return True

    def warm() -> None:
        if is_ready():
            for question in _FIRST_QUESTIONS:
                extractive.answer(Question(question))
            starters.prepare()
        warm_drafting()
        # What is loaded by now stays. To look through it would stop every thread for half a second, now and then.
        gc.collect()
        gc.freeze()

    return Service(answerer, retriever, live, is_ready, warm, starters)
