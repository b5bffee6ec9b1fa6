"""The vectors that a question is searched and read with: its own, that without its names, those of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from app.domain.sources import Language
from app.retrieval.bridging import bridged
from app.retrieval.concepts import ConceptLayer
from app.retrieval.dense import Vectors
from app.retrieval.embedding import Embedder
from app.retrieval.generation import Generation
from app.retrieval.nameless import without_names
from app.text.disorder import orders


@dataclass(frozen=True, slots=True, eq=False)
class QueryVectors:
    """Each of shape (d,) and length one. `without_names` is None where nothing would be left or taken away."""

    asked: Vectors
    without_names: Vectors | None
    of_words: Mapping[str, Vectors]


def query_vectors(
    question: str,
    asked_in: Language,
    words: Sequence[str],
    generation: Generation,
    embedder: Embedder,
    concepts: ConceptLayer,
) -> QueryVectors:
    """All that a question needs goes through the model together, which costs little more than the question alone.

    A question in no sentence's order is the mean of several orders; an English one over other texts counts half as
    its bridged form.
    """
    forms = orders(question)
    half_way = _half_way(forms[0], asked_in, generation.main_language, concepts)
    bridges = () if half_way is None else (half_way,)
    rests = tuple(filter(None, (without_names(form, generation.capitals) for form in forms)))
    queries, of_words = embedder.embed_together((*forms, *bridges, *rests), words)
    asked, bridging, nameless = np.split(queries, (len(forms), len(forms) + len(bridges)))
    return QueryVectors(
        _mean(np.stack((_mean(asked), *bridging))),
        _mean(nameless) if rests else None,
        dict(zip(words, of_words, strict=True)),
    )


def _half_way(question: str, asked_in: Language, corpus: Language, concepts: ConceptLayer) -> str | None:
    """The bridged form of an English question over other texts, whose vector counts as much as its own."""
    if corpus is Language.EN or asked_in is not Language.EN:
        return None
    return bridged(question, concepts, corpus)


def _mean(vectors: Vectors) -> Vectors:
    """Of vectors (n, d) of length one, at length one again, shape (d,)."""
    if len(vectors) == 1:
        return cast(Vectors, vectors[0])
    total = vectors.sum(axis=0)
    return cast(Vectors, total / np.linalg.norm(total))
