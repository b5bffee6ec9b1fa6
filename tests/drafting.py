"""A service that drafts with a scripted model over a small index, in this process."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from pydantic import SecretStr

from app.answering.answerability import Model, load_model
from app.answering.drafting.breaker import Breaker
from app.answering.drafting.drafted import DraftingAnswerer
from app.answering.drafting.language_model import ProviderModel
from app.answering.drafting.patience import Deadlines, Patience
from app.answering.drafting.prompting import Prompter
from app.answering.drafting.prompts import load_prompts
from app.answering.drafting.seats import Seats
from app.answering.knowledge import KnowledgeRetriever
from app.answering.off_topic import EverydayLimit
from app.answering.pipeline import ExtractiveAnswerer
from app.domain.passages import Retriever
from app.domain.sources import Language
from app.providers import ProviderKind, provider_of
from app.retrieval.concepts import load_concepts
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from tests.builders import CORPUS, HashEmbedder, ingested
from tests.scripted_model import KEY, MODEL

# QUICK: a twentieth of the real ones, so that every deadline can be waited for.
PATIENT = Deadlines(connect=1.0, first_token=10.0, silence=8.0, total=20.0)
QUICK = Deadlines(connect=1.0, first_token=0.75, silence=0.5, total=4.5)


@cache
def load_prompts_once() -> Prompter:
    return Prompter(load_prompts(), "Tilda")


def hash_index(folder: Path, corpus: Path = CORPUS) -> Retriever:
    """A corpus under the embedder that costs nothing; good enough to find what shares words."""
    embedder = HashEmbedder()
    ingested(corpus, folder, embedder)
    return HybridRetriever(LiveIndex(Shelf(folder), embedder.identity), embedder, load_concepts())


def willing(retriever: Retriever) -> ExtractiveAnswerer:
    """Answers every question that is one, whatever it finds: for tests of what comes after that."""
    return ExtractiveAnswerer(KnowledgeRetriever(retriever), Language.SV, model=lenient())


def lenient() -> Model:
    """Judges that every question has an answer."""
    never = EverydayLimit(words=0.0, furthest_lead=math.inf, furthest_lead_of_unknown=math.inf)
    return load_model().model_copy(update={"least_confidence": 0.0, "everyday": never})


def drafting_with(
    base_url: str,
    extractive: ExtractiveAnswerer,
    deadlines: Deadlines = QUICK,
    breaker: Breaker | None = None,
    key: str = KEY,
    seats: int = 64,
    kind: ProviderKind = ProviderKind.OPENAI,
) -> DraftingAnswerer:
    provider = provider_of(f"{kind}:{MODEL}", base_url, "127.0.0.1")
    model = ProviderModel(provider, lambda: SecretStr(key), deadlines.connect)
    model.warm()
    patience = Patience(model, deadlines, breaker=breaker or Breaker(failures=10_000), seats=Seats(seats))
    return DraftingAnswerer(extractive, patience, load_prompts_once(), str(provider))
