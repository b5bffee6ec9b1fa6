"""A caption or a letterhead in a chunk of its own counts less than a passage that says something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.sources import Language
from app.retrieval.concepts import NO_CONCEPTS
from app.retrieval.fragments import first_that_say_it, is_fragment
from app.retrieval.live import LiveIndex
from app.retrieval.search import HybridRetriever
from app.retrieval.shelf import Shelf
from app.text.sentences import ends_sentence
from ingest.build import ingest
from tests.builders import HashEmbedder, document_of
from tests.weighed import passages_of

LIBRARY = """Biblioteket i Lindby

# Öppettider

Biblioteket i Lindby är öppet till klockan nio på tisdagar, och resten av veckan stänger det klockan sex.
"""


@pytest.mark.parametrize("text", ["Det är öppet.", "Är det öppet?", "”Det är öppet!”", "**Öppet.**"])
def test_a_sentence_ends_in_a_full_stop_whatever_stands_around_it(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Lindby kommun", "Tabell 1. Lån per år", "Dnr 2024/11", ""])
def test_a_caption_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_a_line_alone_is_a_fragment_and_a_list_or_a_paragraph_is_none() -> None:
    content = f"{LIBRARY}\n## Regler\n\n- Läs tyst\n- Lämna igen\n"
    fragments = [one.chunk.text for one in passages_of(document_of(content)) if is_fragment(one.chunk)]

    assert fragments == ["Biblioteket i Lindby"]


def test_a_fragment_counts_one_less(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "library.md").write_text(LIBRARY, encoding="utf-8")
    embedder, shelf = HashEmbedder(), Shelf(tmp_path / "index")
    ingest((corpus,), shelf=shelf, embedder=embedder, default_language=Language.SV, keep_generations=1)
    retriever = HybridRetriever(LiveIndex(shelf, embedder.identity), embedder, NO_CONCEPTS)
    as_others = replace(retriever, weights=replace(retriever.weights, fragment=0.0))
    asked = "Hur länge är biblioteket i Lindby öppet?"

    less = {one.chunk.text: one.score for one in retriever.search(asked).passages}
    same = {one.chunk.text: one.score for one in as_others.search(asked).passages}

    lost = {text: same[text] - score for text, score in less.items()}
    assert lost.pop("Biblioteket i Lindby") == pytest.approx(1.0)
    assert not any(lost.values())


def test_what_says_the_same_words_is_told_by_the_first_of_them() -> None:
    assert first_that_say_it(["Tillit.", "Styrning", "tillit!", "– Tillit –", ""]) == (0, 1, 0, 0, 4)
