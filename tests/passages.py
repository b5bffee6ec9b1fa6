"""Passages of the shipped corpus or of another folder, as a search would find them, without an index or a model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.answering.drafting.projection import smoothed
from app.domain.passages import Passage
from app.domain.sources import Language
from ingest.chunk import chunk_document
from ingest.load import load_document
from ingest.manifest import list_files
from tests.builders import CORPUS


@cache
def corpus_passages(folder: Path = CORPUS) -> tuple[Passage, ...]:
    """All chunks of the texts, in order; scores are of no meaning."""
    found: list[Passage] = []
    for path, entry in list_files((folder,)).files:
        document = load_document(path, entry, Language.SV).document
        for chunk in chunk_document(document):
            found.append(Passage(chunk, document.source, document, 1.0, {}, ()))
    return tuple(found)


@cache
def passage_with(words: str, folder: Path = CORPUS) -> Passage:
    """The first passage that holds these words."""
    found = [
        one for one in corpus_passages(folder) if words in one.chunk.text or words in smoothed(one.chunk.text)
    ]
    assert found, words
    return found[0]
